using System.Runtime.CompilerServices;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Verifying;

/// <summary>Rows that belong to an event, a message or a stay that is not there.</summary>
internal static class RowsCheck
{
    public static async IAsyncEnumerable<Discrepancy> RunAsync(HelpDeskDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var words = db.TicketMessages.Where(m => !db.TicketEvents.Any(e => e.TicketId == m.TicketId && e.Sequence == m.Sequence && e.Message == m.Id));
        await foreach (var row in Of(db, words, m => m.TicketId).AsAsyncEnumerable().WithCancellation(ct))
            yield return new("message", $"ticket {row}", "It has a message that none of its events tells of.");

        var told = db.TicketEvents.Where(e => (e.Kind == EventKind.MessageAdded || e.Kind == EventKind.NoteAdded) && !db.TicketMessages.Any(m => m.Id == e.Message));
        await foreach (var row in Of(db, told, e => e.TicketId).AsAsyncEnumerable().WithCancellation(ct))
            yield return new("message", $"ticket {row}", "One of its events tells of a message that is not there.");

        var mails = db.Outbox.Where(m => m.TicketId != null && !db.TicketEvents.Any(e => e.TicketId == m.TicketId && e.Sequence == m.Sequence));
        await foreach (var row in Of(db, mails, m => m.TicketId!.Value).AsAsyncEnumerable().WithCancellation(ct))
            yield return new("mail", $"ticket {row}", "A mail about it follows from an event that is not there.");

        var timers = db.TicketTimers.Where(timer => db.Tickets.Any(t => t.Id == timer.TicketId && t.Entry < timer.Entry));
        await foreach (var row in Of(db, timers, timer => timer.TicketId).AsAsyncEnumerable().WithCancellation(ct))
            yield return new("timer", $"ticket {row}", "A timer belongs to a stay that it has not come to.");

        var heard = db.Inbox.Where(m => m.Fate == IncomingFate.Message && !db.TicketMessages.Any(message => message.Id == m.Message)).OrderBy(m => m.Id).Select(m => m.Id);
        await foreach (var row in heard.AsAsyncEnumerable().WithCancellation(ct))
            yield return new("mail", $"incoming mail {row}", "It is said to have become a message, which is not there.");
    }

    private static IQueryable<long> Of<T>(HelpDeskDb db, IQueryable<T> rows, System.Linq.Expressions.Expression<Func<T, TicketId>> owner) =>
        rows.Select(owner).Join(db.Tickets, id => id, t => t.Id, (_, t) => t.Number).Distinct().OrderBy(number => number);
}
