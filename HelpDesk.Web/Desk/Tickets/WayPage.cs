using System.Collections.Immutable;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>One step that a ticket took.</summary>
/// <param name="To">The state that it entered with it; null where it stayed.</param>
/// <param name="How">Who or what took it.</param>
/// <param name="Stayed">How long it was in that state then; null where it is there still, or where it entered none.</param>
public sealed record WayEntry(DateTimeOffset At, PictureEdge Edge, StateDefinition? To, IHtmlContent How, string? Stayed);

/// <summary>A ticket in its workflow: the way that it took, where it is, and what may come.</summary>
/// <param name="Way">The steps, first to last; the picture numbers them alike.</param>
/// <param name="HasOlder">Whether the oldest are left out.</param>
/// <param name="Steps">What this reader could take now, with the reasons where one is off.</param>
public sealed record WayPage(Ticket Ticket, PublishedWorkflow Workflow, string Customer, ImmutableArray<WayEntry> Way, bool HasOlder, ImmutableArray<TimerAhead> Ahead, ImmutableArray<OfferedStep> Steps)
{
    public string Path => $"/desk/tickets/{Ticket.Number}";
    public string StateName => Workflow.Compiled.State(Ticket.State)?.Name.Shown() ?? Ticket.State;
}
