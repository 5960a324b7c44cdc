using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Surveys;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Reactions;

/// <summary>Event in, intentions out: what follows from a ticket's new events becomes outbox rows in the same transaction.</summary>
public sealed class Reactions(ITokenSeal seal, ReplyPause pause)
{
    /// <summary>The product's own letter to the customer: what an agent wrote.</summary>
    public const string ReplyLetter = "reply";

    /// <summary>The product's own letter to those who follow a ticket: what somebody wrote on it.</summary>
    public const string FollowedLetter = "followed";

    /// <summary>The acknowledgement, which a workflow sends.</summary>
    public const string ReceivedLetter = "received";

    /// <summary>The product's own letter that asks for a rating.</summary>
    public const string SurveyLetter = "survey";

    /// <summary>The product's own letter that asks for somebody's consent.</summary>
    public const string ApprovalLetter = "approval";

    // Effects of an event have the indexes from 0; the product's own reply comes before them.
    private const int ReplyIndex = -1;
    private const int FollowedIndex = -2;

    /// <summary>Reacts to what has just happened to a ticket.</summary>
    public Task ReactAsync(HelpDeskDb db, Ticket ticket, IReadOnlyList<TicketEvent> fresh, Act act, CancellationToken ct) =>
        ReactAsync(new DatabaseDesk(db), ticket, fresh, act, ct);

    internal async Task ReactAsync(IReactionDesk desk, Ticket ticket, IReadOnlyList<TicketEvent> fresh, Act act, CancellationToken ct)
    {
        foreach (var happened in fresh)
        {
            if (IsReplyByStaff(ticket, happened))
                await MailAsync(desk, ticket, happened, ReplyIndex, ReplyLetter, Recipient.Customer, act, ct);
            if (happened is { Kind: EventKind.MessageAdded, Sequence: > 1 })
                await MailAsync(desk, ticket, happened, FollowedIndex, FollowedLetter, Recipient.Followers, act, ct);
            for (var index = 0; index < happened.Effects.Length; index++)
                await FollowAsync(desk, ticket, happened, index, act, ct);
        }
    }

    // A public message by staff is always mailed to the customer; the request itself, written down by an agent, is not an answer.
    private static bool IsReplyByStaff(Ticket ticket, TicketEvent happened) =>
        happened is { Kind: EventKind.MessageAdded, Sequence: > 1 } && happened.As != Roles.Customer && happened.By != ticket.CustomerId;

    private async Task FollowAsync(IReactionDesk desk, Ticket ticket, TicketEvent happened, int index, Act act, CancellationToken ct)
    {
        switch (happened.Effects[index])
        {
            case Effect.Mail mail:
                await MailAsync(desk, ticket, happened, index, mail.Letter, mail.To, act, ct);
                break;
            case Effect.Survey survey:
                await AskAsync(desk, ticket, happened, index, survey.Key, act, ct);
                break;
            case Effect.Note note:
                ticket.NoteBySystem(note.Words.ToString(), act);
                break;
            case Effect.Approval approval:
                await AskForConsentAsync(desk, ticket, happened, index, approval.Key, ct);
                break;
            case Effect.Case:
                // Another ticket: TicketCommands starts it.
                break;
            case var other:
                // Publishing refuses what this version cannot do; a decision folds the rest into itself.
                throw new InvalidOperationException($"Nothing here follows from {other.GetType().Name}.");
        }
    }

    private async Task MailAsync(IReactionDesk desk, Ticket ticket, TicketEvent happened, int index, string letter, Recipient to, Act act, CancellationToken ct)
    {
        if (to == Recipient.Customer) ticket.Show();
        foreach (var person in await desk.RecipientsAsync(ticket, to, ct))
        {
            // Nobody is mailed about their own act; what a definition says to the customer (an acknowledgement) is a word, not a notice.
            if (person.Id == happened.By && to != Recipient.Customer) continue;
            if (letter is not (ReplyLetter or FollowedLetter) && await desk.WouldFeedAsync(letter, person, to, act, ct)) ticket.NoteWithheld(letter, act);
            else desk.Add(OutboxMail.About(happened, index, letter, person, wait: IsReplyByStaff(ticket, happened) ? pause.Time : default));
        }
    }

    private async Task AskAsync(IReactionDesk desk, Ticket ticket, TicketEvent happened, int index, string key, Act act, CancellationToken ct)
    {
        var survey = await desk.SurveyAsync(ticket, key, ct);
        if (survey is not null && survey.IsAnsweredFor(ticket))
        {
            ticket.NoteSurveyNotRepeated(act);
            return;
        }
        if (act.Mail is { IsAutomatic: true })
        {
            ticket.NoteWithheld(SurveyLetter, act);
            return;
        }
        ticket.Show();
        if (survey is null) desk.Add(survey = new Survey(ticket, key, happened.At));
        var token = survey.Ask(ticket, happened.At);
        foreach (var customer in await desk.RecipientsAsync(ticket, Recipient.Customer, ct))
            desk.Add(OutboxMail.About(happened, index, SurveyLetter, customer, seal.Seal(token)));
    }

    /// <summary>A link of their own for everybody who may consent. What was settled in the same decision asks nobody.</summary>
    private async Task AskForConsentAsync(IReactionDesk desk, Ticket ticket, TicketEvent happened, int index, string key, CancellationToken ct)
    {
        if (ticket.Approvals.Where(a => a.Key == key).MaxBy(a => a.Round) is not { IsOpen: true } approval) return;
        if (approval.By.HasFlag(Roles.Customer)) ticket.Show();
        foreach (var person in await desk.ApproversAsync(ticket, approval, ct))
            if (person.Id != approval.AskedBy && approval.Ask(person.Id) is { } token)
                desk.Add(OutboxMail.About(happened, index, ApprovalLetter, person, seal.Seal(token), approval.Id));
    }
}

/// <summary>Encrypts the tokens of links while they wait to be sent.</summary>
public interface ITokenSeal
{
    string Seal(string token);

    /// <summary>The token, or null when it was sealed by keys that are gone.</summary>
    string? Open(string sealedToken);
}

/// <summary>How long what staff write waits before it leaves, so that it can be taken back.</summary>
public sealed record ReplyPause(TimeSpan Time);
