using System.Security.Cryptography;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Mailroom.Outgoing;
using MailKit;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using MimeKit.Text;

namespace HelpDesk.Web.Mailroom.Fetching;

/// <summary>What came of trying a mailbox.</summary>
public abstract record MailboxTrial
{
    private MailboxTrial() { }

    /// <summary>A mail to itself is on its way.</summary>
    public sealed record Sent : MailboxTrial;

    /// <summary>The mailbox can be read. No mail was sent, because none leaves the house, or because nobody would fetch it.</summary>
    public sealed record OnlyReached(bool IsDemo) : MailboxTrial;

    /// <summary>It cannot be read, and why.</summary>
    public sealed record NotReached(string Words) : MailboxTrial;

    /// <summary>It can be read, but no mail could be sent to it.</summary>
    public sealed record NotSent(string Words) : MailboxTrial;
}

/// <summary>Tries a mailbox: connects as its reader does, then sends it a mail that its reader knows again.</summary>
public sealed class MailboxTest
{
    public const string Header = "X-HelpDesk-Test";

    private readonly Connecting connecting;
    private readonly MailboxCommands mailboxes;
    private readonly CarrierMaker carriers;
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;

    internal MailboxTest(Connecting connecting, MailboxCommands mailboxes, CarrierMaker carriers, IServiceScopeFactory scopes, TimeProvider clock) =>
        (this.connecting, this.mailboxes, this.carriers, this.scopes, this.clock) = (connecting, mailboxes, carriers, scopes, clock);

    /// <returns>Null for a mailbox that is not there.</returns>
    public async Task<MailboxTrial?> TryAsync(MailboxId id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is { } mailbox ? await TryAsync(mailbox, ct) : null;
    }

    private async Task<MailboxTrial> TryAsync(Mailbox mailbox, CancellationToken ct)
    {
        if (await ReachAsync(mailbox, ct) is { } words) return new MailboxTrial.NotReached(words);
        var carrier = carriers();
        using var owned = carrier as IDisposable;
        if (carrier.KeepsTokens) return new MailboxTrial.OnlyReached(IsDemo: true);
        if (!mailbox.IsOn) return new MailboxTrial.OnlyReached(IsDemo: false);
        // Noted first: it may arrive before the server that took it has answered us.
        var mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await mailboxes.SendTestAsync(mailbox.Id, mark, ct);
        using var message = Write(mailbox, mark);
        var handed = await carrier.CarryAsync(message);
        await carrier.RestAsync();
        if (handed is not HandOver.Accepted) await mailboxes.ForgetTestAsync(mailbox.Id, CancellationToken.None);
        return handed switch
        {
            HandOver.Accepted => new MailboxTrial.Sent(),
            HandOver.Later later => new MailboxTrial.NotSent(later.Words),
            HandOver.Refused refused => new MailboxTrial.NotSent(refused.Words),
            HandOver.Stuck stuck => new MailboxTrial.NotSent(stuck.Words),
            _ => throw new InvalidOperationException($"No outcome for {handed}."),
        };
    }

    /// <returns>Why it cannot be read, in words; null when it can.</returns>
    private async Task<string?> ReachAsync(Mailbox mailbox, CancellationToken ct)
    {
        try
        {
            using var client = await connecting.OpenAsync(mailbox, ct);
            if (!string.IsNullOrWhiteSpace(mailbox.Line.HandledFolder)) await Connecting.FolderAsync(client, mailbox.Line.HandledFolder, ct);
            await (await Connecting.FolderAsync(client, mailbox.Line.Folder, ct)).OpenAsync(FolderAccess.ReadWrite, ct);
            await client.DisconnectAsync(quit: true, ct);
            return null;
        }
        // Whatever a mail server does is an answer to the question that was asked.
        catch (Exception trouble) when (trouble is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return LineTrouble.Words(trouble, mailbox.Line);
        }
    }

    private MimeMessage Write(Mailbox mailbox, string mark)
    {
        var message = new MimeMessage
        {
            Subject = "Test of this mailbox",
            Date = clock.GetUtcNow(),
            Body = new TextPart(TextFormat.Plain) { Text = "HelpDesk sent this mail to itself, to see that it arrives. You need not do anything.\r\n" },
        };
        message.From.Add(new MailboxAddress("HelpDesk", mailbox.Address));
        message.To.Add(new MailboxAddress("HelpDesk", mailbox.Address));
        message.Headers.Add(Header, mark);
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
