using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Domain.Storage.Committing;

/// <summary>Commands inside another's transaction, which is committed later or not at all.</summary>
internal sealed class JoinedCommits(IServiceProvider services) : CommitStrategy
{
    // A command sees what those before it saved, but none of their tracked entities: as if it were alone.
    public override async Task<(T Answer, Committed Committed)> CommitAsync<T>(WriteCommand<T> command, Turn turn, CancellationToken ct)
    {
        var db = services.GetRequiredService<HelpDeskDb>();
        try
        {
            return await SaveAsync(command, services, db, ct);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }
}
