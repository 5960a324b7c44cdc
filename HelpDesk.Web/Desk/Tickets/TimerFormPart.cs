namespace HelpDesk.Web.Desk.Tickets;

/// <summary>The form in which a timer is postponed, or skipped.</summary>
public sealed record TimerFormPart(TicketPage Page, TimerAhead Timer, bool IsSkipping)
{
    public string Panel => IsSkipping ? Timer.Skipping : Timer.Postponing;

    /// <summary>What was typed, where it was refused.</summary>
    public Typed? Kept => Page.TypedInto(Panel);

    public string IdOf(string name) => Typed.ControlOf(Panel, name);

    public string? FaultOf(string name) => Kept?.Faults.FirstOrDefault(fault => fault.Anchor == IdOf(name))?.Sentence;
}
