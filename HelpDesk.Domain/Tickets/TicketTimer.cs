using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Tickets;

/// <summary>What became of a timer.</summary>
public enum TimerFate
{
    Armed,
    Fired,

    /// <summary>Its stay was over, or its step no longer applied, when it came due.</summary>
    Lapsed,

    /// <summary>Somebody decided that it never fires.</summary>
    Skipped,
}

/// <summary>Something that will happen to a ticket after a while, in the stay that armed it and in no other.</summary>
public sealed class TicketTimer
{
    /// <summary>The longest reason for postponing or skipping one, in characters.</summary>
    public const int MaxReason = 500;

    private TicketTimer() { }

    internal TicketTimer(TicketId ticket, int entry, ArmedTimer armed)
    {
        Id = TimerId.New();
        (TicketId, Entry, Key, Occurrence, DueAt) = (ticket, entry, armed.Timer, armed.Occurrence, armed.DueAt);
    }

    public TimerId Id { get; private set; }
    public TicketId TicketId { get; private set; }

    /// <summary>The stay that armed it.</summary>
    public int Entry { get; private set; }

    /// <summary>The timer's key in the definition.</summary>
    public string Key { get; private set; } = "";

    /// <summary>1 for the first time it fires, 2 for the second, …</summary>
    public int Occurrence { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    /// <summary>To when somebody postponed it; null where nobody did.</summary>
    public DateTimeOffset? PostponedTo { get; private set; }

    public TimerFate Fate { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    internal void Fire(DateTimeOffset at) => (Fate, DoneAt) = (TimerFate.Fired, at);

    /// <summary>It counts anew, also where it fired or lapsed. What people decided holds: a skipped one stays skipped, a postponed one does not come sooner.</summary>
    internal void Rearm(DateTimeOffset dueAt)
    {
        if (Fate == TimerFate.Skipped) return;
        (Fate, DoneAt, DueAt) = (TimerFate.Armed, null, PostponedTo > dueAt ? PostponedTo.Value : dueAt);
    }

    internal void Postpone(DateTimeOffset to) => DueAt = (PostponedTo = to).Value;

    internal void Skip(DateTimeOffset at) => (Fate, DoneAt) = (TimerFate.Skipped, at);

    /// <summary>Whether one may be postponed to an instant: it is still to come, and no more than a year away.</summary>
    public static bool MayWaitUntil(DateTimeOffset at, DateTimeOffset now) => at > now && at <= now.AddYears(1);

    internal void Lapse(DateTimeOffset at) => (Fate, DoneAt) = (TimerFate.Lapsed, at);
}

public static class TicketTimerQueries
{
    /// <summary>Armed and due at or before an instant, in the order in which they came due.</summary>
    public static IQueryable<TicketTimer> DueBy(this IQueryable<TicketTimer> timers, DateTimeOffset at) =>
        timers.Where(t => t.Fate == TimerFate.Armed && t.DueAt <= at).OrderBy(t => t.DueAt).ThenBy(t => t.Id);

    /// <summary>The same, of tickets that are no spam: what came due on one that is waits until it is no longer.</summary>
    public static IQueryable<TicketTimer> DueTimers(this HelpDeskDb db, DateTimeOffset at) =>
        db.TicketTimers.DueBy(at).Where(timer => !db.Tickets.Any(t => t.Id == timer.TicketId && t.SpamSince != null));
}

internal sealed class TicketTimerMapping : IEntityTypeConfiguration<TicketTimer>
{
    public void Configure(EntityTypeBuilder<TicketTimer> timer)
    {
        timer.Property(t => t.Key).HasMaxLength(64);
        timer.Property(t => t.Fate).IsConcurrencyToken();
        // One that is postponed while it comes due is looked at again.
        timer.Property(t => t.DueAt).IsConcurrencyToken();
        timer.HasIndex(t => new { t.Fate, t.DueAt, t.Id });
        timer.HasIndex(t => new { t.TicketId, t.Entry, t.Fate, t.DueAt });
        timer.HasIndex(t => new { t.TicketId, t.Entry, t.Key, t.Occurrence }).IsUnique();
    }
}
