using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A story that is being told: each edge of a way becomes acts, which are played at once.</summary>
internal sealed class Telling(Ground ground)
{
    private static readonly DateTimeOffset Start = new(2030, 1, 7, 9, 0, 0, TimeSpan.Zero);

    private readonly Simulator simulator = new(ground.Compiled, new Surroundings(ground.Definition.Calendars.ToImmutableDictionary(key => key, _ => WorkingCalendar.Business(TimeZoneInfo.Utc)))
    {
        Candidates = Enum.GetValues<AssignStrategy>().ToImmutableDictionary(strategy => strategy, _ => ImmutableArray.Create("sasha")),
    });

    private readonly ImmutableArray<ScenarioAct>.Builder acts = ImmutableArray.CreateBuilder<ScenarioAct>();
    private ImmutableSortedDictionary<string, FieldValue> given = ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal);
    private SimulatedCase played = SimulatedCase.New(Start, ImmutableSortedDictionary<string, FieldValue>.Empty);

    /// <summary>The state in which it ends.</summary>
    public string End => played.Case.State is { } state ? DefinitionWords.Quoted(ground.Compiled.State(state)!.Name.ToString()) : "nowhere";

    /// <summary>The edges that it goes along.</summary>
    public List<Edge> Edges { get; private set; } = [];

    /// <summary>The steps that are taken in it.</summary>
    public IEnumerable<string> Steps => played.Played.SelectMany(act => act.Decision switch
    {
        Decision.Moved moved => moved.Path,
        Decision.Stayed stayed => stayed.Path,
        _ => [],
    }).Select(step => step.Step);

    public Scenario ToScenario(string name, ImmutableArray<ScenarioAct> more = default) =>
        new(name, ground.Definition.Key, Start, given, [.. acts, .. more.IsDefault ? [] : more]);

    /// <summary>The places from which the edges of a way to a node start.</summary>
    public static List<Node> Nodes(Node node)
    {
        var nodes = new List<Node> { node };
        for (var at = node.Parent; at is not null; at = at.Parent)
            nodes.Add(at);
        nodes.Reverse();
        return nodes;
    }

    /// <summary>Tells a way. False where it does not play as the edges say.</summary>
    public bool Follow(List<Edge> edges, List<Node> from)
    {
        Edges = edges;
        for (var at = 0; at < edges.Count; at++)
        {
            // Automatic steps follow what was done before; what they need is prepared with it.
            if (edges[at].On is { Kind: TriggerKind.Automatic } && at > 0)
            {
                if (played.Case.State != ground.States[edges[^1].To].Key && !edges.Skip(at).Any(edge => edge.On is not { Kind: TriggerKind.Automatic } && ground.States[edge.From].Key == played.Case.State))
                    return false;
                continue;
            }
            if (Needed(edges, from, at) is not { } cube || !Prepare(ground.Domains.Values(cube), edges[at]) || !Take(edges[at], Lands(edges, at)))
                return false;
        }
        return true;
    }

    /// <summary>Where the case stands after an edge and the automatic ones that follow it at once.</summary>
    private static int Lands(List<Edge> edges, int at)
    {
        while (at + 1 < edges.Count && edges[at + 1].On is { Kind: TriggerKind.Automatic })
            at++;
        return edges[at].To;
    }

    private ulong[]? Needed(List<Edge> edges, List<Node> from, int at)
    {
        if (edges[at].Region is not { } region || ground.Reach.Cube(region, from[at]) is not { } cube)
            return null;
        for (var next = at + 1; next < edges.Count && edges[next].On is { Kind: TriggerKind.Automatic }; next++)
            foreach (var other in edges[next].Region?.Cubes ?? [])
                if (Region.Meet(Free(other), cube) is { } both)
                {
                    cube = both;
                    break;
                }
        return cube;
    }

    /// <summary>What effects set on the way is not to be prepared.</summary>
    private ulong[] Free(ulong[] cube)
    {
        var free = (ulong[])cube.Clone();
        for (var at = 0; at < free.Length; at++)
            if (!ground.Domains[at].IsFree)
                free[at] = ground.Domains[at].All;
        return free;
    }

    private bool Prepare(ImmutableSortedDictionary<string, FieldValue> values, Edge edge)
    {
        foreach (var (key, value) in values)
        {
            var setBy = ground.Compiled.Field(key)!.SetBy;
            if (played.Case.State is null)
                given = given.SetItem(key, value);
            else if ((played.Case.Fields.TryGetValue(key, out var now) ? now : FieldValue.None) != value)
                if (setBy == Roles.None || !Play(ScenarioAct.Waits with { Who = One(setBy), Does = ScenarioVerb.Edit, With = ImmutableSortedDictionary<string, FieldValue>.Empty.Add(key, value) }, ground.States[edge.From].Key))
                    return false;
        }
        if (played.Case.State is null)
            played = SimulatedCase.New(Start, given);
        return true;
    }

    private bool Take(Edge edge, int lands)
    {
        var state = ground.States[lands].Key;
        if (edge.Timer is { } timer)
            return Wait(timer, state);
        if (edge.On is not { } trigger)
            return Play(ByHand(edge.Step!.Definition), state);
        if (trigger.Kind == TriggerKind.ApprovalGranted && ground.Compiled.Approval(trigger.Key!) is { Needs: > 1 } approval)
            for (var voter = 1; voter < approval.Needs; voter++)
                if (!Play(Vote(approval, true, voter), ground.States[edge.From].Key))
                    return false;
        return Act(trigger) is { } act && Play(act, state);
    }

    /// <summary>Time passes until the timer is due; those due before it fire on the way.</summary>
    private bool Wait(TimerDefinition timer, string state)
    {
        var due = played.Timers.FirstOrDefault(armed => armed.Timer == timer.Key)?.DueAt;
        if (due is not { } at)
            return false;
        var minutes = (int)Math.Ceiling((at - played.Now).TotalMinutes);
        return Play(ScenarioAct.Waits with { After = minutes < 1 ? null : new Span(minutes, SpanUnit.Minutes) }, state);
    }

    private ScenarioAct ByHand(StepDefinition step)
    {
        var by = One(step.By);
        var fields = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        foreach (var required in step.Requires)
            if (required == Requirements.Assignee)
                fields.Add(required, FieldValue.Of("sasha"));
            else if (!Requirements.OnlyByForm(required) && !(played.Case.Fields.TryGetValue(required, out var now) && !now.IsEmpty) && Some(required) is { IsEmpty: false } value)
                fields.Add(required, value);
        return ScenarioAct.Waits with
        {
            Who = by,
            Does = ScenarioVerb.Take,
            Key = step.Key,
            With = fields.ToImmutable(),
            HasReply = step.Requires.Contains(Requirements.Reply),
            HasNote = step.Requires.Contains(Requirements.Note),
        };
    }

    private FieldValue Some(string field) => ground.Domains.IndexOf(field) is >= 0 and var at ? ground.Domains[at].Points[^1] : FieldValue.None;

    private ScenarioAct? Act(Trigger trigger) => trigger.Kind switch
    {
        TriggerKind.Created => ScenarioAct.Waits with { Who = Roles.Customer, Does = ScenarioVerb.File },
        TriggerKind.Schedule => ScenarioAct.Waits with { Does = ScenarioVerb.File, Key = trigger.Key },
        TriggerKind.CustomerReplied => ScenarioAct.Waits with { Who = Roles.Customer, Does = ScenarioVerb.Reply },
        TriggerKind.AgentReplied => ScenarioAct.Waits with { Who = Roles.Agent, Does = ScenarioVerb.Reply },
        TriggerKind.SurveyAnswered => ScenarioAct.Waits with { Who = Roles.Customer, Does = ScenarioVerb.Rate, Score = 5 },
        TriggerKind.CaseClosed => ScenarioAct.Waits with { Does = ScenarioVerb.CloseLinked },
        TriggerKind.TaskDone => ScenarioAct.Waits with { Does = ScenarioVerb.Finish, Key = trigger.Key },
        TriggerKind.TaskFailed => ScenarioAct.Waits with { Does = ScenarioVerb.Fail, Key = trigger.Key },
        TriggerKind.ApprovalGranted => Vote(ground.Compiled.Approval(trigger.Key!)!, true, 99),
        TriggerKind.ApprovalDenied => Vote(ground.Compiled.Approval(trigger.Key!)!, false, 99),
        TriggerKind.FieldChanged => Edit(trigger.Key!),
        _ => null,
    };

    /// <summary>To another value than it has.</summary>
    private ScenarioAct? Edit(string field)
    {
        var now = played.Case.Fields.TryGetValue(field, out var value) ? value : FieldValue.None;
        var definition = ground.Compiled.Field(field)!;
        FieldValue[] others = ground.Domains.IndexOf(field) is >= 0 and var at ? ground.Domains[at].Points : definition.Type switch
        {
            FieldType.Choice => [.. definition.Choices.Select(choice => FieldValue.Of(choice.Key))],
            FieldType.Flag => [FieldValue.Of(true), FieldValue.Of(false)],
            FieldType.Number => [FieldValue.Of(1m), FieldValue.Of(2m)],
            FieldType.Date => [FieldValue.Of(new DateOnly(2030, 1, 1)), FieldValue.Of(new DateOnly(2031, 1, 1))],
            _ => [FieldValue.Of("one"), FieldValue.Of("two")],
        };
        return Array.Find(others, other => other != now && definition.Fits(other)) is var to && to != now
            ? ScenarioAct.Waits with { Who = One(definition.SetBy), Does = ScenarioVerb.Edit, With = ImmutableSortedDictionary<string, FieldValue>.Empty.Add(field, to) }
            : null;
    }

    private static ScenarioAct Vote(ApprovalDefinition approval, bool granted, int voter) =>
        ScenarioAct.Waits with { Who = One(approval.By), Person = $"voter-{voter}", Does = granted ? ScenarioVerb.Approve : ScenarioVerb.Deny, Key = approval.Key };

    /// <summary>One role of several: agents do most.</summary>
    private static Roles One(Roles roles) => (roles & Roles.Agent) != 0 ? Roles.Agent : (roles & Roles.Manager) != 0 ? Roles.Manager : Roles.Customer;

    private bool Play(ScenarioAct act, string state)
    {
        var before = played.Played.Count;
        if (act.After is { } wait)
            played = simulator.Advance(played, played.Now + wait.OnTheClock);
        played = ScenarioPlay.Do(simulator, played, act);
        // What goes out and what waits is part of the story, so that a change of either breaks it.
        acts.Add(act with
        {
            Expect = new(
                State: state,
                Effects: [.. played.Played.Skip(before).SelectMany(one => one.Effects).Select(ScenarioWords.Of)],
                Timers: [.. played.Timers.Select(timer => timer.Timer).Distinct()]),
        });
        return played.Case.State == state && (act.Does == ScenarioVerb.Wait || played.Played is [.., { Decision: not Decision.Refused }]);
    }
}
