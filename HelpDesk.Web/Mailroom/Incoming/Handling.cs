using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Reading;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace HelpDesk.Web.Mailroom.Incoming;

/// <summary>
/// Decides what becomes of a stored mail, once: read twice it does nothing twice, because its fate is written in the transaction that acts on it.
/// One mail's trouble never keeps the next: it is tried again, and after some tries set before a person with its bytes as they came.
/// </summary>
internal sealed partial class Handling(StoredMail stored, RawMailFiles raws, TicketCommands tickets, IncomingCommands incoming, MailboxCommands mailboxes, ReplyKey key, IServiceScopeFactory scopes, ILogger<Handling> log)
{
    public async Task HandleAsync(IncomingMailId id, CancellationToken ct)
    {
        try
        {
            await TryAsync(id, ct);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            LogTrouble(trouble, id.Value);
            var words = $"It could not be handled: {trouble.Message}";
            // A full disk is no fault of the mail's: however long it lasts, no mail is set before a person for it.
            await (Outages.Passes(trouble) ? incoming.PostponeAsync(id, words, ct) : incoming.DeferAsync(id, words, ct));
        }
    }

    private async Task TryAsync(IncomingMailId id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
        if (await db.Inbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.Fate == IncomingFate.Stored, ct) is not { } mail) return;
        switch (await stored.ReadAsync(db, mail, ct))
        {
            case Understood.Unreadable unreadable:
                await incoming.QuarantineAsync(id, unreadable.Because, ct);
                break;
            case Understood.Mail { IsOurs: true } ours:
                await incoming.SetAsideAsync(id, ours.Said, await IsTestAsync(mail, ct) ? "It is the test that this mailbox sent to itself." : "It came from an address of our own.", ct);
                break;
            case Understood.Mail { Read.Report: not null } report:
                await incoming.ReportAsync(id, report.Said, Understanding.Bounce(report.Read), await key.TokensAsync(ct), ct);
                break;
            case Understood.Mail { Read.Nature: MailNature.FeedbackReport } complaint:
                await incoming.SetAsideAsync(id, complaint.Said, "A mail provider reports that somebody marked a mail as spam.", ct);
                break;
            case Understood.Mail said:
                await tickets.ReceiveAsync(id, said.Said, await key.TokensAsync(ct), ct);
                break;
        }
    }

    // The mark counts in the mailbox that sent it only; from elsewhere it has no effect.
    private async Task<bool> IsTestAsync(IncomingMail mail, CancellationToken ct)
    {
        await using var raw = await raws.OpenAsync(mail.RawSha256, ct);
        var headers = await HeaderList.LoadAsync(raw, ct);
        return headers[Fetching.MailboxTest.Header] is { Length: > 0 and <= 64 } mark && await mailboxes.SeeTestAsync(mail.MailboxId, mark, ct);
    }

    [LoggerMessage(LogLevel.Error, "The mail {Mail} that came in could not be handled.")]
    private partial void LogTrouble(Exception trouble, Guid mail);
}
