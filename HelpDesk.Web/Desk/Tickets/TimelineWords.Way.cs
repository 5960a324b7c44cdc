using System.Collections.Immutable;
using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Desk.Tickets;

// The steps alone, as a way through the workflow.
public sealed partial class TimelineWords
{
    /// <summary>Each step, first to last: where it led, who or what took it, and how long the ticket stayed there.</summary>
    public ImmutableArray<WayEntry> Way(TimelineSource source)
    {
        var way = ImmutableArray.CreateBuilder<WayEntry>();
        var left = (DateTimeOffset?)null;
        for (var i = source.Events.Count - 1; i >= 0; i--)
        {
            if (source.Events[i] is not { Kind: EventKind.StepTaken, Step: { } key } step) continue;
            var to = step.To is { } state ? source.Workflows[step.WorkflowVersionId].Compiled.State(state) : null;
            way.Add(new(step.At, new(key, step.From), to, How(step, i, source), to is not null && left is { } until ? timers.About(until - step.At) : null));
            if (to is not null) left = step.At;
        }
        way.Reverse();
        return way.ToImmutable();
    }

    private IHtmlContent How(TicketEvent happened, int index, TimelineSource source)
    {
        if (happened.From is null) return words.Html("{0} filed it", Strong(Name(happened.By, source)));
        var step = source.Workflows[happened.WorkflowVersionId].Compiled.Step(happened.Step!);
        var who = step?.On.IsEmpty ?? true ? Strong(Name(happened.By, source)) : Cause(index, source);
        return words.Html("{0} took the step {1}", who, Strong(step?.Name.Shown() ?? happened.Step!));
    }
}
