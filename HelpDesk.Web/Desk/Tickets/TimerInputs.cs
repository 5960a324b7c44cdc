using System.Collections.Immutable;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>What the forms of a timer may send.</summary>
public sealed class TimerForm
{
    public int Seen { get; init; }
    public CommandId Command { get; init; }

    /// <summary>The new time, by the reader's clock.</summary>
    public string? Until { get; init; }

    public string? Reason { get; init; }

    /// <summary>All of it, to be shown again.</summary>
    public Typed In(string panel) => new(panel) { NoteText = Reason, Values = ImmutableDictionary<string, string?>.Empty.Add(TimerInputs.Until, Until), Seen = Seen };
}

/// <summary>Reads the forms in which a timer is postponed or skipped.</summary>
public sealed class TimerInputs(ReaderZone zone, TimeProvider clock, Words words)
{
    public const string Until = "until";
    public const string Reason = "reason";

    /// <summary>The new time and why, with what is to be mended.</summary>
    /// <param name="due">When the timer is due now: bringing one forward is another act, and not for everybody.</param>
    public (DateTimeOffset To, string Reason, ImmutableArray<Fault> Faults) Postponement(TimerForm form, string panel, DateTimeOffset? due)
    {
        var (to, now) = (zone.Read(form.Until), clock.GetUtcNow());
        var time = to switch
        {
            null => words["Choose a date and a time."],
            { } at when at <= now => words["Choose a time that is still to come."],
            { } at when at <= due => words["Choose a time after the one at which it is due now."],
            { } at when !TicketTimer.MayWaitUntil(at, now) => words["Choose a time within a year from now."],
            _ => null,
        };
        var (reason, faults) = Skipping(form, panel);
        return (to ?? default, reason, time is null ? faults : faults.Insert(0, new(Typed.ControlOf(panel, Until), time)));
    }

    /// <summary>Why, with what is to be mended.</summary>
    public (string Reason, ImmutableArray<Fault> Faults) Skipping(TimerForm form, string panel)
    {
        var reason = form.Reason?.Trim() ?? "";
        var fault = reason.Length switch
        {
            0 => words["Say in a few words why: colleagues read it in the timeline."],
            > TicketTimer.MaxReason => words["Keep it within {0} characters.", TicketTimer.MaxReason],
            _ => null,
        };
        return (reason, fault is null ? [] : [new(Typed.ControlOf(panel, Reason), fault)]);
    }
}
