using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Plays stories.</summary>
public static class ScenarioPlay
{
    /// <summary>Plays a story and compares what comes with what it expects.</summary>
    /// <param name="scenario">The story.</param>
    /// <param name="workflow">The workflow that it is about.</param>
    /// <param name="surroundings">Calendars and candidates; null for business hours in UTC and one agent called sasha.</param>
    public static ScenarioResult Run(Scenario scenario, CompiledWorkflow workflow, Surroundings? surroundings = null)
    {
        var simulator = new Simulator(workflow, surroundings ?? Usual(workflow.Definition));
        var played = SimulatedCase.New(scenario.At, scenario.Given);
        var lines = ImmutableArray.CreateBuilder<ScenarioLine>();
        var broken = ImmutableArray.CreateBuilder<BrokenExpectation>();
        foreach (var act in scenario.Acts)
        {
            var before = played.Played.Count;
            if (act.After is { } wait)
                played = simulator.Advance(played, played.Now + wait.OnTheClock);
            played = Do(simulator, played, act);
            var line = new ScenarioLine(lines.Count + 1, played.Now, played.Case.State, [.. played.Played.Skip(before)]);
            lines.Add(line);
            broken.AddRange(Judge.Of(act, line, played, workflow));
        }
        return new(lines.ToImmutable(), broken.ToImmutable()) { Case = played };
    }

    /// <summary>The same story, which expects after each act what comes now: the state, what goes out, the timers that wait, and refusals.</summary>
    /// <param name="scenario">The story; what it expects is left out of account.</param>
    /// <param name="workflow">The workflow that it is about.</param>
    /// <param name="surroundings">As in <see cref="Run"/>.</param>
    public static Scenario Recorded(Scenario scenario, CompiledWorkflow workflow, Surroundings? surroundings = null)
    {
        var simulator = new Simulator(workflow, surroundings ?? Usual(workflow.Definition));
        var played = SimulatedCase.New(scenario.At, scenario.Given);
        var acts = ImmutableArray.CreateBuilder<ScenarioAct>(scenario.Acts.Length);
        foreach (var act in scenario.Acts)
        {
            var before = played.Played.Count;
            if (act.After is { } wait)
                played = simulator.Advance(played, played.Now + wait.OnTheClock);
            played = Do(simulator, played, act);
            acts.Add(act with { Expect = Came(played, before, act) });
        }
        return scenario with { Acts = acts.MoveToImmutable() };
    }

    private static Expectation Came(SimulatedCase played, int before, ScenarioAct act) => new(
        State: played.Case.State,
        Effects: [.. played.Played.Skip(before).SelectMany(one => one.Effects).Select(ScenarioWords.Of)],
        Refused: act.Does != ScenarioVerb.Wait && played.Played is [.., { Decision: Decision.Refused refused }] && played.Played.Count > before ? [.. refused.Reasons.Select(reason => ScenarioWords.Of(reason.Kind))] : null,
        Timers: [.. played.Timers.Select(timer => timer.Timer).Distinct()]);

    private static Surroundings Usual(WorkflowDefinition definition) => new(definition.Calendars.ToImmutableDictionary(key => key, _ => WorkingCalendar.Business(TimeZoneInfo.Utc)))
    {
        Candidates = Enum.GetValues<AssignStrategy>().ToImmutableDictionary(strategy => strategy, _ => ImmutableArray.Create("sasha")),
    };

    internal static SimulatedCase Do(Simulator simulator, SimulatedCase played, ScenarioAct act)
    {
        var (now, actor) = (played.Now, act.Person ?? Person(act.Who));
        return act.Does switch
        {
            ScenarioVerb.Wait => played,
            ScenarioVerb.File => simulator.Do(played, new Command.Happened(act.Who, now, act.Key is { } times ? new(TriggerKind.Schedule, times) : new(TriggerKind.Created)) { Actor = actor }),
            ScenarioVerb.Take => simulator.Do(played, new Command.Take(act.Who, now, act.Key ?? "", Form(act)) { Actor = actor }),
            ScenarioVerb.Reply => simulator.Do(played, new Command.Happened(act.Who, now, new(act.Who.Speaks())) { Actor = actor }),
            ScenarioVerb.Rate => simulator.Rate(played, act.Score),
            ScenarioVerb.Edit => simulator.Do(played, new Command.Edit(act.Who, now, act.With) { Actor = actor }),
            ScenarioVerb.Approve => simulator.Do(played, new Command.Approve(act.Who, now, act.Key ?? "", Round(played, act), true) { Actor = actor }),
            ScenarioVerb.Deny => simulator.Do(played, new Command.Approve(act.Who, now, act.Key ?? "", Round(played, act), false) { Actor = actor }),
            ScenarioVerb.Finish => simulator.Do(played, new Command.Happened(Roles.None, now, new(TriggerKind.TaskDone, act.Key))),
            ScenarioVerb.Fail => simulator.Do(played, new Command.Happened(Roles.None, now, new(TriggerKind.TaskFailed, act.Key))),
            ScenarioVerb.CloseLinked => simulator.Do(played, new Command.Happened(Roles.None, now, new(TriggerKind.CaseClosed))),
            _ => throw new InvalidOperationException($"{act.Does} cannot be played."),
        };
    }

    private static int Round(SimulatedCase played, ScenarioAct act) =>
        played.Case.Approvals.TryGetValue(act.Key ?? "", out var asked) ? asked.Round : 0;

    private static StepForm Form(ScenarioAct act) => new(
        act.HasReply, act.HasNote, act.With.TryGetValue(BuiltInFields.Assignee, out var assignee) ? assignee.Text : null, act.With.Remove(BuiltInFields.Assignee));

    /// <summary>Who plays a role in the stories.</summary>
    private static string? Person(Roles who) => who switch
    {
        Roles.Customer => "carl",
        Roles.Agent => "sasha",
        Roles.Manager => "mia",
        _ => null,
    };
}
