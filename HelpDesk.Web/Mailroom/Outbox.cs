using System.Diagnostics;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Mailroom;

/// <summary>
/// Mails that one worker holds for a while. After <see cref="Until"/> another may take them:
/// then this worker must not hand over any more, and what it still writes changes nothing.
/// </summary>
internal sealed class Batch(Guid lease, IReadOnlyList<OutboxMail> mails, DateTimeOffset until)
{
    public Guid Lease => lease;

    /// <summary>As they were when they were taken, in the order in which they came due.</summary>
    public IReadOnlyList<OutboxMail> Mails => mails;

    public DateTimeOffset Until { get; set; } = until;
}

/// <summary>Takes due mails from the outbox under a lease, and writes down what became of them.</summary>
internal sealed class Outbox(Writes writes, IServiceScopeFactory scopes, TimeProvider clock)
{
    private readonly TimeProvider clock = clock;

    public const int BatchSize = 20;

    /// <summary>How long a dead worker's mails wait for another: with the sweeper's pause it is less than a minute.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    public async Task<Batch> TakeAsync(CancellationToken ct)
    {
        var (lease, until) = (Guid.NewGuid(), clock.GetUtcNow() + LeaseTime);
        if (!await IsAnyDueAsync(ct)) return new(lease, [], until);
        var mails = await writes.DoAsync(async (db, cancel) =>
        {
            var due = await db.DueMails(clock.GetUtcNow()).Take(BatchSize).ToListAsync(cancel);
            foreach (var mail in due) mail.Take(lease, until);
            return due;
        }, OnConflict.DecideAnew, ct);
        return new(lease, mails, until);
    }

    /// <summary>Renews the lease, long before it ends, until this is disposed: a slow mail server is not a dead worker.</summary>
    public IAsyncDisposable Hold(Batch batch) => new Grip(this, batch);

    /// <summary>Lets go of what was not handed over, so that it is due again at once.</summary>
    public Task GiveBackAsync(Batch batch) => HoldUntilAsync(batch, clock.GetUtcNow(), CancellationToken.None);

    /// <summary>Whether a mail in our hands may still leave: its ticket may have been marked as spam since it was taken.</summary>
    public async Task<bool> MayLeaveAsync(OutboxMail mail, CancellationToken ct)
    {
        if (mail.TicketId is not { } ticket) return true;
        await using var scope = scopes.CreateAsyncScope();
        return !await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Tickets.Spam().AnyAsync(t => t.Id == ticket, ct);
    }

    /// <summary>Changes a held mail. From the hand-over on this is never cancelled: what is gone must be written down.</summary>
    /// <returns>False when the lease was lost: then nothing changed.</returns>
    public Task<bool> WriteAsync(Batch batch, MailId id, Action<OutboxMail, DateTimeOffset> verb) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Outbox.SingleOrDefaultAsync(m => m.Id == id && m.Lease == batch.Lease, cancel) is not { } mail) return false;
        verb(mail, clock.GetUtcNow());
        return true;
    }, OnConflict.DecideAnew, CancellationToken.None);

    /// <summary>
    /// The same for what became of a mail that was handed over: a database that is away is waited for, about as long as a lease lasts.
    /// Once it has lapsed another worker may take the mail, and hand it over again.
    /// </summary>
    public async Task<bool> MarkAsync(Batch batch, MailId id, Action<OutboxMail, DateTimeOffset> verb)
    {
        // About the database, not about the desk's time: so by the real clock.
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await WriteAsync(batch, id, verb);
            }
            catch (Exception trouble) when (Outages.Passes(trouble) && Stopwatch.GetElapsedTime(since) < LeaseTime - Again)
            {
                await Task.Delay(Again);
            }
        }
    }

    /// <summary>Changes every mail that is still held.</summary>
    public Task<int> WriteAllAsync(Batch batch, Action<OutboxMail, DateTimeOffset> verb, CancellationToken ct)
    {
        var ids = batch.Mails.Select(m => m.Id).ToList();
        return writes.DoAsync(async (db, cancel) =>
        {
            var held = await db.Outbox.Where(m => ids.Contains(m.Id) && m.Lease == batch.Lease).ToListAsync(cancel);
            foreach (var mail in held) verb(mail, clock.GetUtcNow());
            return held.Count;
        }, OnConflict.DecideAnew, ct);
    }

    private async Task HoldUntilAsync(Batch batch, DateTimeOffset until, CancellationToken ct)
    {
        if (await WriteAllAsync(batch, (mail, _) => mail.Take(batch.Lease, until), ct) > 0) batch.Until = until;
    }

    // Looking costs nobody the write lock.
    private async Task<bool> IsAnyDueAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().DueMails(clock.GetUtcNow()).AnyAsync(ct);
    }

    private sealed class Grip : IAsyncDisposable
    {
        private readonly CancellationTokenSource letGo = new();
        private readonly Task holding;

        public Grip(Outbox outbox, Batch batch) => holding = HoldAsync(outbox, batch, letGo.Token);

        public async ValueTask DisposeAsync()
        {
            await letGo.CancelAsync();
            await holding;
            letGo.Dispose();
        }

        private static async Task HoldAsync(Outbox outbox, Batch batch, CancellationToken ct)
        {
            using var beat = new PeriodicTimer(LeaseTime / 3, outbox.clock);
            try
            {
                // A lease that ran out, as on a machine that slept, may be another's by now and is not taken back.
                while (await beat.WaitForNextTickAsync(ct) && outbox.clock.GetUtcNow() < batch.Until)
                    await TryAsync(outbox, batch, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // Let go.
            }
        }

        private static async Task TryAsync(Outbox outbox, Batch batch, CancellationToken ct)
        {
            try
            {
                await outbox.HoldUntilAsync(batch, outbox.clock.GetUtcNow() + LeaseTime, ct);
            }
            catch (Exception trouble) when (Outages.Passes(trouble))
            {
                // At the next beat: there are two before the lease ends.
            }
        }
    }
}
