using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Committing;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.GroupCommitBench;

/// <summary>What group commit is measured against: each command in a commit of its own, one after another behind a lock.</summary>
internal sealed class OneByOne(IServiceScopeFactory scopes) : SeparateCommits(scopes), IDisposable
{
    private readonly SemaphoreSlim oneWriter = new(1);

    public override async Task<(T Answer, Committed Committed)> CommitAsync<T>(WriteCommand<T> command, Turn turn, CancellationToken ct)
    {
        await oneWriter.WaitAsync(ct);
        try
        {
            return await base.CommitAsync(command, turn, ct);
        }
        finally
        {
            oneWriter.Release();
        }
    }

    public void Dispose() => oneWriter.Dispose();
}
