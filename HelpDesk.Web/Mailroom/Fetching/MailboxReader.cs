using System.Collections.Concurrent;
using HelpDesk.Domain.Post.Incoming;
using MailKit;
using MailKit.Net.Imap;

namespace HelpDesk.Web.Mailroom.Fetching;

/// <summary>Reads a mailbox as long as it is ours: waits for the server to tell of new mail, or looks from time to time, and connects anew when the line broke.</summary>
internal sealed partial class MailboxReader(Connecting connecting, FolderReading reading, MailboxCommands mailboxes, TimeProvider clock, ILogger<MailboxReader> log)
{
    private readonly TimeProvider clock = clock;
    private readonly ConcurrentDictionary<MailboxId, bool> tells = [];

    public static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    // Servers end an IDLE after half an hour, some middle-boxes much earlier.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Whether a mailbox's server tells of new mail by itself; null while this process has not waited for it yet.</summary>
    public bool? Tells(MailboxId id) => tells.TryGetValue(id, out var known) ? known : null;

    /// <summary>Reads until cancelled.</summary>
    public async Task RunAsync(MailboxId id, CancellationToken ct)
    {
        var (lease, pause, tries) = (Guid.NewGuid(), ShortestPause, new Dictionary<UniqueId, int>());
        try
        {
            while (true)
            {
                if (await mailboxes.TakeAsync(id, lease, ct) is not { } mailbox)
                {
                    // Another node reads it.
                    await Task.Delay(Patience, clock, ct);
                    continue;
                }
                if (await TryAsync(mailbox, lease, tries, ct)) pause = ShortestPause;
                await Task.Delay(pause, clock, ct);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            await mailboxes.LetGoAsync(id, lease);
        }
    }

    /// <summary>Takes in what is there now, once.</summary>
    /// <returns>Null while another reads it, or it is switched off.</returns>
    public async Task<Round?> OnceAsync(MailboxId id, CancellationToken ct)
    {
        var lease = Guid.NewGuid();
        if (await mailboxes.TakeAsync(id, lease, ct) is not { } mailbox) return null;
        try
        {
            using var client = await connecting.OpenAsync(mailbox, ct);
            var (folder, handled) = await FoldersAsync(client, mailbox, ct);
            return await LookAsync(mailbox, lease, folder, handled, [], ct);
        }
        finally
        {
            await mailboxes.LetGoAsync(id, lease);
        }
    }

    /// <returns>Whether the mailbox could be read, until something broke.</returns>
    private async Task<bool> TryAsync(Mailbox mailbox, Guid lease, Dictionary<UniqueId, int> tries, CancellationToken ct)
    {
        var wasRead = false;
        using var ours = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var grip = clock.CreateTimer(_ => _ = HoldAsync(mailbox.Id, lease, ours), null, MailboxCommands.LeaseTime / 3, MailboxCommands.LeaseTime / 3);
        try
        {
            using var client = await connecting.OpenAsync(mailbox, ours.Token);
            var (folder, handled) = await FoldersAsync(client, mailbox, ours.Token);
            await ReadAsync(client, mailbox, lease, folder, handled, tries, () => wasRead = true, ours.Token);
        }
        catch (OperationCanceledException) when (ours.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // The lease was lost; whoever has it reads on.
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            var words = LineTrouble.Words(trouble is LineBrokenException { InnerException: { } cause } ? cause : trouble, mailbox.Line);
            LogTrouble(mailbox.Address, words);
            await mailboxes.FailedAsync(mailbox.Id, lease, words, ct);
        }
        return wasRead;
    }

    private async Task ReadAsync(ImapClient client, Mailbox mailbox, Guid lease, IMailFolder folder, IMailFolder? handled, Dictionary<UniqueId, int> tries, Action wasRead, CancellationToken ct)
    {
        // What the server tells while we are busy is looked at right after.
        CancellationTokenSource told = new();
        folder.CountChanged += (_, _) => Volatile.Read(ref told).Cancel();
        while (await mailboxes.TakeAsync(mailbox.Id, lease, ct) is { } now)
        {
            using var wake = new CancellationTokenSource();
            Volatile.Write(ref told, wake);
            var round = await LookAsync(now, lease, folder, handled, tries, ct);
            wasRead();
            if (!wake.IsCancellationRequested) await WaitAsync(client, now, round, wake, ct);
            Volatile.Write(ref told, new CancellationTokenSource());
        }
    }

    private async Task<Round> LookAsync(Mailbox mailbox, Guid lease, IMailFolder folder, IMailFolder? handled, Dictionary<UniqueId, int> tries, CancellationToken ct)
    {
        var round = await reading.ReadAsync(mailbox, lease, folder, handled, tries, ct);
        if (round.Trouble is { } words) await mailboxes.FailedAsync(mailbox.Id, lease, words, ct);
        else await mailboxes.ReachedAsync(mailbox.Id, lease, ct);
        return round;
    }

    private async Task WaitAsync(ImapClient client, Mailbox mailbox, Round round, CancellationTokenSource wake, CancellationToken ct)
    {
        tells[mailbox.Id] = client.Capabilities.HasFlag(ImapCapabilities.Idle);
        if (tells[mailbox.Id])
        {
            var longest = round.Trouble is null ? LongestIdle : AfterTrouble;
            using var timed = new CancellationTokenSource(longest, clock);
            using var done = CancellationTokenSource.CreateLinkedTokenSource(wake.Token, timed.Token);
            using var dead = new CancellationTokenSource(longest + AfterTrouble, clock);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, dead.Token);
            await client.IdleAsync(done.Token, end.Token);
            return;
        }
        await Task.Delay(TimeSpan.FromSeconds(Math.Clamp(mailbox.Line.PollSeconds, 5, 3600)), clock, ct);
        await client.NoOpAsync(ct);
    }

    private static async Task<(IMailFolder Folder, IMailFolder? Handled)> FoldersAsync(ImapClient client, Mailbox mailbox, CancellationToken ct)
    {
        var handled = string.IsNullOrWhiteSpace(mailbox.Line.HandledFolder) ? null : await Connecting.FolderAsync(client, mailbox.Line.HandledFolder, ct);
        var folder = await Connecting.FolderAsync(client, mailbox.Line.Folder, ct);
        await folder.OpenAsync(FolderAccess.ReadWrite, ct);
        return (folder, handled);
    }

    private async Task HoldAsync(MailboxId id, Guid lease, CancellationTokenSource ours)
    {
        try
        {
            if (await mailboxes.TakeAsync(id, lease, ours.Token) is null) await ours.CancelAsync();
        }
        catch (Exception trouble) when (trouble is OperationCanceledException or ObjectDisposedException)
        {
            // It is over already.
        }
        catch (Exception trouble)
        {
            // Tried again in time; if not, what is written without the lease changes nothing.
            LogTrouble(id.ToString(), trouble.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Mailbox} cannot be read: {Words}")]
    private partial void LogTrouble(string mailbox, string words);
}
