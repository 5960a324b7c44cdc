using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Tickets;

// Mail comes in by the same door: each mail is one command, named after the mail, so that reading it twice does nothing twice.
public sealed partial class TicketCommands
{
    /// <summary>From one address so many mails an hour become messages; what comes beyond that waits for a person.</summary>
    public const int MailsAnHour = 30;

    /// <summary>A mail that came in finds its ticket, opens one, or waits for a person; what became of it is on its row, in the same transaction.</summary>
    /// <returns>Its fate; one that it has already is not changed.</returns>
    public Task<IncomingFate> ReceiveAsync(IncomingMailId id, ReceivedMail said, ReplyTokens tokens, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            var mail = await db.Inbox.SingleAsync(m => m.Id == id, cancel);
            if (mail.Fate != IncomingFate.Stored) return mail.Fate;
            mail.Describe(said);
            if (await TwinAsync(db, mail, cancel) is { } twin)
            {
                mail.Join(twin, null);
                mail.Settle(IncomingFate.SetAside, "The same mail has come in by another mailbox.");
                return mail.Fate;
            }
            if (said.Kind != MailKind.AutoReply && await IsFloodAsync(db, mail, cancel))
            {
                mail.Settle(IncomingFate.Quarantined, $"More than {MailsAnHour} mails an hour came from this address.");
                return mail.Fate;
            }
            var address = Person.Normal(said.FromAddress);
            var sender = await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == address, cancel);
            switch (await new MailThreading(db, tokens).FindAsync(said, sender, cancel))
            {
                case var thread when said.Kind is MailKind.Generated or MailKind.AutoReply && ThreadedTicket(thread) is { } ticket:
                    await NoteMailAsync(db, ticket, mail, said, thread, cancel);
                    break;
                case MailThread.Answer answer:
                    await AnswerAsync(db, answer, mail, said, cancel);
                    break;
                case MailThread.Stranger stranger:
                    await HoldAsync(db, stranger, mail, cancel);
                    break;
                case MailThread.New when said.Kind == MailKind.AutoReply:
                    mail.Settle(IncomingFate.SetAside, $"An automatic answer to nothing of ours ({said.KindBecause}).");
                    break;
                case MailThread.New opened:
                    await OpenAsync(db, sender, mail, said, opened, cancel);
                    break;
            }
            return mail.Fate;
        }, OnConflict.DecideAnew, ct);

    /// <summary>Staff say that the sender of a mail on this ticket may speak there: one that waited becomes the customer's message, one that stands there unverified is believed.</summary>
    /// <param name="said">What the mail says, read again from its bytes.</param>
    public Task<Answer> AcceptAsync(VisibleTicket visible, IncomingMailId id, ReceivedMail said, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            if (await RepeatAsync(db, command, by.Id, cancel) is { } done) return done;
            if (await visible.FindAsync(db, cancel) is not { } ticket) return new Answer.NotFound();
            if (await db.Inbox.SingleOrDefaultAsync(m => m.Id == id && m.TicketId == ticket.Id, cancel) is not { } mail) return new Answer.NotFound();
            var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, cancel), by.Id, role, command, ticket.TeamId, ticket, cancel);
            if (mail.Fate == IncomingFate.Message && !mail.IsVerified)
            {
                var message = await db.TicketMessages.SingleAsync(m => m.Id == mail.Message, cancel);
                ticket.AcceptSender(message, act);
                mail.Settle(IncomingFate.Message, mail.Because, isVerified: true);
                return await FinishAsync(db, ticket, Decision.Stayed.Nothing, act, cancel);
            }
            if (mail.Fate != IncomingFate.Held) return new Answer.Done(ticket.Number);
            // Nobody becomes staff by being accepted: their words count as the customer's side.
            if (await SenderAsync(db, said, cancel) is not { } sender) return new Answer.NotFound();
            ticket.AcceptHeld(mail.Id, act);
            await FinishAsync(db, ticket, Decision.Stayed.Nothing, act, cancel);
            return await SayByMailAsync(db, ticket, sender, mail, said, isVerified: true, "A colleague accepted it.", cancel);
        }, OnConflict.DecideAnew, ct);

    /// <summary>A mail that opened no ticket by itself, or waits on another, opens one because staff say so.</summary>
    public Task<Answer> OpenFromMailAsync(IncomingMailId id, ReceivedMail said, Caller by, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            var mail = await db.Inbox.SingleOrDefaultAsync(m => m.Id == id, cancel);
            if (mail is null) return new Answer.NotFound();
            if (mail.Fate is IncomingFate.Message or IncomingFate.Stored)
                return mail.TicketId is { } there ? new Answer.Done(await db.Tickets.Where(t => t.Id == there).Select(t => t.Number).SingleAsync(cancel)) : new Answer.NotFound();
            mail.Describe(said);
            if (await SenderAsync(db, said, cancel) is not { } sender)
                return new Answer.NotFound();
            return await FileByMailAsync(db, sender, mail, said, said.Vouched is not null, said.Vouched ?? "A colleague made a ticket of it.", cancel);
        }, OnConflict.DecideAnew, ct);

    private async Task<bool> IsFloodAsync(HelpDeskDb db, IncomingMail mail, CancellationToken ct)
    {
        var since = clock.GetUtcNow().AddHours(-1);
        return await db.Inbox.CountAsync(m => m.FromAddress == mail.FromAddress && m.ReceivedAt > since && m.Fate == IncomingFate.Message, ct) >= MailsAnHour;
    }

    private static Ticket? ThreadedTicket(MailThread thread) => thread switch
    {
        MailThread.Answer answer => answer.Ticket,
        MailThread.Stranger stranger => stranger.Ticket,
        _ => null,
    };

    /// <summary>The ticket of the same mail, where another mailbox got it too.</summary>
    private static async Task<TicketId?> TwinAsync(HelpDeskDb db, IncomingMail mail, CancellationToken ct)
    {
        await db.ClaimAsync(nameof(db.Inbox), nameof(mail.ContentHash), mail.ContentHash, ct);
        return await db.Inbox.Where(m => m.ContentHash == mail.ContentHash && m.Id != mail.Id && m.Fate == IncomingFate.Message).Select(m => m.TicketId).FirstOrDefaultAsync(ct);
    }

    private async Task NoteMailAsync(HelpDeskDb db, Ticket ticket, IncomingMail mail, ReceivedMail said, MailThread thread, CancellationToken ct)
    {
        var act = await ByMailAsync(db, ticket, null, Roles.None, mail, thread is MailThread.Answer, isAutomatic: true, ct);
        mail.Join(ticket.Id, null);
        mail.Settle(IncomingFate.Noted, $"A machine wrote it ({said.KindBecause}).", thread is MailThread.Answer);
        ticket.NoteMail(act);
        await FinishAsync(db, ticket, Decision.Stayed.Nothing, act, ct);
    }

    private async Task HoldAsync(HelpDeskDb db, MailThread.Stranger stranger, IncomingMail mail, CancellationToken ct)
    {
        var act = await ByMailAsync(db, stranger.Ticket, null, Roles.None, mail, isVerified: false, isAutomatic: false, ct);
        mail.Join(stranger.Ticket.Id, null);
        mail.Settle(IncomingFate.Held, stranger.Because);
        stranger.Ticket.HoldMail(act);
        await FinishAsync(db, stranger.Ticket, Decision.Stayed.Nothing, act, ct);
    }

    private async Task AnswerAsync(HelpDeskDb db, MailThread.Answer answer, IncomingMail mail, ReceivedMail said, CancellationToken ct)
    {
        answer.Sender.BeDeliverable();
        if (!answer.ByStaff)
        {
            await SayByMailAsync(db, answer.Ticket, answer.Sender, mail, said, isVerified: true, answer.Because, ct);
            return;
        }
        var act = await ByMailAsync(db, answer.Ticket, answer.Sender.Id, Roles.Agent, mail, isVerified: true, isAutomatic: false, ct);
        await FinishAsync(db, answer.Ticket, Kept(answer.Ticket.Reply(said.Body, said.Files, act)), act, ct);
        Become(mail, answer.Ticket, isVerified: true, answer.Because);
    }

    /// <summary>The customer's side writes by mail, on a closed ticket as on any other.</summary>
    private async Task<Answer> SayByMailAsync(HelpDeskDb db, Ticket ticket, Person sender, IncomingMail mail, ReceivedMail said, bool isVerified, string because, CancellationToken ct)
    {
        if (ticket.Phase == Phase.Closed)
        {
            var (request, workflow) = await FollowUpOfAsync(db, ticket, said.Body, said.Files, sender.Id, ct);
            return await FileByMailAsync(db, request with { Channel = Channel.Mail, Mailbox = mail.MailboxId }, workflow, mail, said, isVerified, because, ct);
        }
        var act = await ByMailAsync(db, ticket, sender.Id, Roles.Customer, mail, isVerified, said.Kind != MailKind.Personal, ct);
        var answer = await FinishAsync(db, ticket, Kept(ticket.Hear(said.Body, said.Files, act)), act, ct);
        Become(mail, ticket, isVerified, because);
        return answer;
    }

    private async Task OpenAsync(HelpDeskDb db, Person? known, IncomingMail mail, ReceivedMail said, MailThread.New opened, CancellationToken ct)
    {
        if (known is { IsDisabled: true })
        {
            mail.Settle(IncomingFate.Quarantined, "The sender’s account is disabled.");
            return;
        }
        if (await SenderAsync(db, said, ct) is { } sender) await FileByMailAsync(db, sender, mail, said, opened.IsVerified, opened.Because, ct);
        else mail.Settle(IncomingFate.Quarantined, "Its sender’s address is not one that can be answered.");
    }

    /// <summary>The person with the sender's address, a customer made now when nobody has it.</summary>
    private async Task<Person?> SenderAsync(HelpDeskDb db, ReceivedMail said, CancellationToken ct)
    {
        if (!Person.IsAddress(said.FromAddress)) return null;
        var address = Person.Normal(said.FromAddress);
        if (await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == address, ct) is { } known) return known.IsDisabled ? null : known;
        var made = new Person(said.FromName.Length > 0 ? said.FromName : said.FromAddress, said.FromAddress, PersonRoles.Customer, clock.GetUtcNow());
        db.Users.Add(made);
        return made;
    }

    private async Task<Answer> FileByMailAsync(HelpDeskDb db, Person sender, IncomingMail mail, ReceivedMail said, bool isVerified, string because, CancellationToken ct)
    {
        var mailbox = await db.Mailboxes.SingleAsync(m => m.Id == mail.MailboxId, ct);
        var kind = mailbox.Kind ?? (await workflows.AtAsync(db, Counter.Desk, ct))[0].Key;
        var workflow = await workflows.CurrentForAsync(db, kind, mailbox.TeamId, ct);
        if (!workflow.Definition.CanBeFiled()) workflow = await workflows.CurrentForAsync(db, WorkflowLibrary.Standard, mailbox.TeamId, ct);
        var request = new NewTicket(said.Subject, said.Body, BuiltInFields.UsualPriority, Channel.Mail, mailbox.TeamId, sender.Id, sender.OrganisationId, said.Files) { Mailbox = mailbox.Id };
        return await FileByMailAsync(db, request, workflow, mail, said, isVerified, because, ct);
    }

    private async Task<Answer> FileByMailAsync(HelpDeskDb db, NewTicket request, PublishedWorkflow workflow, IncomingMail mail, ReceivedMail said, bool isVerified, string because, CancellationToken ct)
    {
        var act = await ActForAsync(db, workflow, request.Author ?? request.Customer, Roles.Customer, CommandOf(mail), request.Team, null, ct) with { Mail = new(mail.Id, isVerified, said.Kind != MailKind.Personal) };
        var answer = await FileAsync(db, request, act, ct);
        if (answer is Answer.Done { Number: var number }) Become(mail, db.Tickets.Local.Single(t => t.Number == number), isVerified, because);
        else mail.Settle(IncomingFate.Quarantined, $"The workflow “{workflow.Definition.Key}” does not take it.");
        return answer;
    }

    private async Task<Act> ByMailAsync(HelpDeskDb db, Ticket ticket, PersonId? by, Roles role, IncomingMail mail, bool isVerified, bool isAutomatic, CancellationToken ct) =>
        await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, ct), by, role, CommandOf(mail), ticket.TeamId, ticket, ct) with { Mail = new(mail.Id, isVerified, isAutomatic) };

    // What staff decide about a mail later is a command of its own.
    private static CommandId CommandOf(IncomingMail mail) => mail.Fate == IncomingFate.Stored ? CommandId.From(mail.Id.Value) : CommandId.New();

    private static void Become(IncomingMail mail, Ticket ticket, bool isVerified, string because)
    {
        mail.Join(ticket.Id, ticket.Messages.Last(m => m.Mail == mail.Id).Id);
        mail.Settle(IncomingFate.Message, because, isVerified);
    }
}
