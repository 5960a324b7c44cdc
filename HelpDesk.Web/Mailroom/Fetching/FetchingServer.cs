using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Mailroom.Fetching;

/// <summary>Hears of mailboxes that were changed.</summary>
internal sealed class MailboxesChanged : ICommitListener, IDisposable
{
    private readonly SemaphoreSlim signal = new(0);

    public void Told(Committed commit)
    {
        if (commit.Mailboxes) signal.Release();
    }

    /// <summary>Until something changed, or <paramref name="longest"/> passed.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken ct)
    {
        using var timed = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timed.Token);
        try
        {
            await signal.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Another node may have changed something.
        }
    }

    public void Dispose() => signal.Dispose();
}

/// <summary>Keeps one reader for each mailbox that is switched on. One that is changed gets a new reader at once.</summary>
internal sealed partial class FetchingServer(MailboxReader reader, MailboxesChanged changed, IServiceScopeFactory scopes, Settings settings, TimeProvider clock, IHostApplicationLifetime life, ILogger<FetchingServer> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<MailboxId, Reading> readers = [];
    private Task running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Not before the house is open: until then the database may be of another version.
        if (settings.Jobs) life.ApplicationStarted.Register(Begin);
        return Task.CompletedTask;
    }

    /// <summary>Begins to read. Tests that run no jobs call it themselves.</summary>
    public void Begin() => running = Task.Run(() => WatchAsync(stop.Token));

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Asked twice where a host is stopped and disposed from two sides; by then what was cancelled may be disposed of.
        if (!stop.IsCancellationRequested) await stop.CancelAsync();
        await running.WaitAsync(cancellationToken);
    }

    public void Dispose() => stop.Dispose();

    private async Task WatchAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await TryFollowAsync(ct);
                await changed.WaitAsync(Look, clock, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            foreach (var id in readers.Keys.ToList()) await EndAsync(id);
        }
    }

    private async Task TryFollowAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var on = await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Mailboxes.Where(m => m.IsOn).ToDictionaryAsync(m => m.Id, m => m.Revision, ct);
            foreach (var (id, reading) in readers.ToList())
                if (!on.TryGetValue(id, out var revision) || revision != reading.Revision || reading.Task.IsCompleted) await EndAsync(id);
            foreach (var (id, revision) in on)
                if (!readers.ContainsKey(id)) readers.Add(id, Start(id, revision));
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            // The database is away for a moment: looked at again soon.
            LogTrouble(trouble);
        }
    }

    private Reading Start(MailboxId id, int revision)
    {
        var end = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        return new(revision, end, Task.Run(() => reader.RunAsync(id, end.Token), CancellationToken.None));
    }

    private async Task EndAsync(MailboxId id)
    {
        readers.Remove(id, out var reading);
        await reading!.End.CancelAsync();
        try
        {
            await reading.Task;
        }
        catch (Exception trouble)
        {
            LogTrouble(trouble);
        }
        reading.End.Dispose();
    }

    private sealed record Reading(int Revision, CancellationTokenSource End, Task Task);

    [LoggerMessage(LogLevel.Error, "The mailboxes could not be read; tried again.")]
    private partial void LogTrouble(Exception trouble);
}
