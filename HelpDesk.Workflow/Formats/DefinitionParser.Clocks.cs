using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Clocks, approvals and tasks: what runs beside the states.</summary>
internal sealed partial class DefinitionParser
{
    private const int MostClocks = 50;
    private const int MostApprovals = 50;
    private const int MostTasks = 50;
    private const int MostConsents = 20;
    private const int MostTries = 100;

    private ClockDefinition ReadClock(JsonTree tree)
    {
        if (!IsMap(tree, Shape.Clock))
            return new(tree.Name!, Text.Of(""), [], [], [], null, []);
        return new(
            tree.Name!,
            NameOf(tree),
            ClockPoints(tree["start"]),
            ClockPoints(tree["stop"]),
            ClockTargets(tree["target"]),
            CalendarOf(tree),
            Distinct(ListOf(tree["pausedIn"], "phases", Vocabulary.Phases.Count), phase => Word(phase, Vocabulary.Phases, "phase", Phase.Open)));
    }

    private ImmutableArray<ClockPoint> ClockPoints(JsonTree? tree) => tree switch
    {
        null => [],
        { IsList: true } => Distinct(Bounded(tree, 50), ClockPointOf),
        _ => [ClockPointOf(tree)],
    };

    private ClockPoint ClockPointOf(JsonTree tree)
    {
        if (tree["phase"] is { } phase && IsMap(tree, Shape.InPhase))
            return new ClockPoint.Entering(Word(phase, Vocabulary.Phases, "phase", Phase.Open));
        var trigger = TriggerOf(tree);
        if (trigger.Kind is TriggerKind.Timer or TriggerKind.Automatic or TriggerKind.Schedule)
            Faults.Add("bad-clock-point", tree, "A clock does not start or stop by that; name what happens to the case, such as \"created\", \"agent-replied\" or {\"phase\": \"resolved\"}.");
        return new ClockPoint.On(trigger);
    }

    private ImmutableArray<ClockTarget> ClockTargets(JsonTree? tree) => tree switch
    {
        { IsText: true } => [new(null, Wait(tree))],
        _ => Each(ListOf(tree, "targets", 50), ReadClockTarget),
    };

    private ClockTarget ReadClockTarget(JsonTree tree)
    {
        if (!IsMap(tree, Shape.ClockTarget))
            return new(null, default);
        return new(tree["when"] is { } guard ? ReadGuard(guard) : null, Required(tree, "within") is { } within ? Wait(within) : default);
    }

    private ApprovalDefinition ReadApproval(JsonTree tree)
    {
        if (!IsMap(tree, Shape.Approval))
            return new(tree.Name!, Text.Of(""), Roles.None, 1, [], null, null);
        var by = Required(tree, "by");
        if (by is { IsList: true, Items.Count: 0 })
            Faults.Add("nobody-consents", by, "This list is empty; name whose consent counts.");
        var within = tree["within"] is { } span ? Wait(span) : (Span?)null;
        if (within is null && tree["calendar"] is { } idle)
            Faults.AddAtName("idle-calendar", idle, "A calendar counts the time that \"within\" gives; add it or remove the calendar.");
        return new(
            tree.Name!,
            NameOf(tree),
            RolesOf(by),
            Whole(tree["needs"], 1, MostConsents) ?? 1,
            Distinct(ListOf(tree["protects"], "states", MostStates), state => Reference(state, states, "state")),
            within,
            CalendarOf(tree));
    }

    private TaskDefinition ReadTask(JsonTree tree)
    {
        if (!IsMap(tree, Shape.Task))
            return new(tree.Name!, Text.Of(""), default, default, default, 1, default);
        var (lease, heartbeat) = (SpanIn(tree, "lease"), SpanIn(tree, "heartbeat"));
        if (heartbeat.Minutes >= lease.Minutes && heartbeat.Amount > 0 && lease.Amount > 0)
            Faults.Add("slow-heartbeat", tree["heartbeat"]!, "A worker that is alive only after its lease has run out loses it; make the heartbeat shorter than the lease.");
        return new(
            tree.Name!, NameOf(tree), lease, heartbeat, SpanIn(tree, "timeOut"),
            Whole(tree["tries"], 1, MostTries) ?? 1, tree["backOff"] is { } wait ? Wait(wait) : new Span(1, SpanUnit.Minutes));
    }

    /// <summary>Where a definition gives no words the key's are read.</summary>
    private Text NameOf(JsonTree tree) => tree["name"] is { } name ? TextOf(name) : Text.Of(Keys.IsKey(tree.Name!) ? Keys.Words(tree.Name!) : "");

    private string? CalendarOf(JsonTree tree) => tree["calendar"] is { } key ? Reference(key, calendars, "calendar") : null;

    private Span SpanIn(JsonTree tree, string name) => Required(tree, name) is { } span ? Wait(span) : default;

    /// <summary>A length of time whose end exists in any calendar.</summary>
    private Span Wait(JsonTree tree)
    {
        var span = SpanOf(tree);
        if (span.Minutes > LongestWait)
            Faults.Add("too-long", tree, "This is longer than ten years; shorten it.");
        return span;
    }
}
