using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Reactions;

/// <summary>
/// Keeps two machines from writing to each other for ever (RFC 3834): what a machine wrote is never answered by one, what looks like a person
/// gets few automatic answers an hour, and an address that does not work gets none. What a person writes is always sent.
/// </summary>
internal static class Loops
{
    /// <summary>So many automatic answers an hour an address may get to its mails.</summary>
    public const int AnswersAnHour = 4;

    /// <summary>Whether an automatic letter to somebody could go on for ever, or to nowhere.</summary>
    public static async Task<bool> WouldFeedAsync(HelpDeskDb db, string letter, Person person, Recipient to, Act act, CancellationToken ct)
    {
        if (person.UndeliverableSince is not null) return true;
        if (act.Mail is not { } mail || to is not (Recipient.Customer or Recipient.Followers)) return false;
        if (mail.IsAutomatic) return true;
        var since = act.At.AddHours(-1);
        var answers = await db.Outbox
            .Where(m => m.ToPersonId == person.Id && m.CreatedAt > since && m.Letter != Reactions.ReplyLetter && db.TicketEvents.Any(e => e.TicketId == m.TicketId && e.Sequence == m.Sequence && e.Mail != null))
            .OrderByDescending(m => m.CreatedAt).Select(m => m.Letter).Take(AnswersAnHour).ToListAsync(ct);
        return answers.Count >= AnswersAnHour || answers.Contains(letter);
    }
}
