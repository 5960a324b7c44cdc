using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>In what two definitions of a workflow differ, by key and in sentences. Equal meaning gives no change, any other at least one.</summary>
public static class DefinitionDiff
{
    /// <summary>The differences, in the order of the file: the workflow, fields, clocks, approvals, tasks, states with their timers, steps.</summary>
    /// <param name="before">The old definition.</param>
    /// <param name="after">The new one.</param>
    public static ImmutableArray<Change> Between(WorkflowDefinition before, WorkflowDefinition after)
    {
        var found = new DiffList(before.Key);
        found.Workflow(before, after);
        found.Parts(ChangedPart.Field, "fields", before.Fields, after.Fields, field => field.Key, Named, FieldOf);
        found.Parts(ChangedPart.Clock, "clocks", before.Clocks, after.Clocks, clock => clock.Key, Named, ClockOf);
        found.Parts(ChangedPart.Approval, "approvals", before.Approvals, after.Approvals, approval => approval.Key, Named, ApprovalOf);
        found.Parts(ChangedPart.Task, "tasks", before.Tasks, after.Tasks, task => task.Key, Named, TaskOf);
        found.Parts(ChangedPart.State, "states", before.States, after.States, state => state.Key, Named, StateOf);
        Timers(found, before, after);
        found.Parts(ChangedPart.Step, "steps", before.Steps, after.Steps, step => step.Key, Named, StepOf);
        found.Form(before, after);
        return found.ToImmutable();
    }

    private static string Named(FieldDefinition field) => $"The field {DefinitionWords.Quoted(field.Name.ToString())}";
    private static string Named(ClockDefinition clock) => $"The clock {DefinitionWords.Quoted(clock.Name.ToString())}";
    private static string Named(ApprovalDefinition approval) => $"The approval {DefinitionWords.Quoted(approval.Name.ToString())}";
    private static string Named(TaskDefinition task) => $"The task {DefinitionWords.Quoted(task.Name.ToString())}";
    private static string Named(StateDefinition state) => $"The state {DefinitionWords.Quoted(state.Name.ToString())}";
    private static string Named(StepDefinition step) => $"The step {DefinitionWords.Quoted(step.Name.ToString())}";

    private static void Timers(DiffList found, WorkflowDefinition before, WorkflowDefinition after)
    {
        var old = before.States.ToDictionary(state => state.Key, StringComparer.Ordinal);
        foreach (var state in after.States)
            if (old.TryGetValue(state.Key, out var was))
                found.Parts(
                    ChangedPart.Timer, $"states.{state.Key}.timers", was.Timers, state.Timers, timer => timer.Key,
                    timer => $"The timer {DefinitionWords.Quoted(Keys.Words(timer.Key))} of {DefinitionWords.Quoted(state.Name.ToString())}",
                    timer => [("does", DefinitionWords.Of(timer))],
                    state.Key + "/");
    }

    private static (string, string)[] FieldOf(FieldDefinition field) =>
    [
        ("is called", DefinitionWords.Of(field.Name)),
        ("holds", Vocabulary.FieldTypes.Word(field.Type)),
        ("offers", DefinitionWords.Of(field.Choices)),
        ("is set by", DefinitionWords.Of(field.SetBy)),
    ];

    private static (string, string)[] ClockOf(ClockDefinition clock) =>
    [
        ("is called", DefinitionWords.Of(clock.Name)),
        ("starts", DefinitionWords.Of(clock.Start)),
        ("stops", DefinitionWords.Of(clock.Stop)),
        ("allows", DefinitionWords.Of(clock.Targets)),
        ("counts in", clock.Calendar ?? "wall-clock time"),
        ("stands still in", DefinitionWords.List(clock.PausedIn.Select(DefinitionWords.Of), "no phase")),
    ];

    private static (string, string)[] ApprovalOf(ApprovalDefinition approval) =>
    [
        ("is called", DefinitionWords.Of(approval.Name)),
        ("is given by", DefinitionWords.Of(approval.By)),
        ("needs", $"{approval.Needs}"),
        ("protects", DefinitionWords.List(approval.Protects)),
        ("waits", approval.Within?.ToString() ?? "as long as it takes"),
        ("counts in", approval.Calendar ?? "wall-clock time"),
    ];

    private static (string, string)[] TaskOf(TaskDefinition task) =>
    [
        ("is called", DefinitionWords.Of(task.Name)),
        ("is leased for", task.Lease.ToString()),
        ("beats every", task.Heartbeat.ToString()),
        ("takes at most", task.TimeOut.ToString()),
        ("is tried", $"{task.Tries} times"),
        ("waits between tries for", task.BackOff.ToString()),
    ];

    private static (string, string)[] StateOf(StateDefinition state) =>
    [
        ("is called", DefinitionWords.Of(state.Name)),
        ("means", DefinitionWords.Of(state.Phase)),
        ("shows the customer", DefinitionWords.Of(state.CustomerSees)),
        ("does on entry", DefinitionWords.Of(state.Effects)),
    ];

    private static (string, string)[] StepOf(StepDefinition step) =>
    [
        ("is called", DefinitionWords.Of(step.Name)),
        ("starts from", DefinitionWords.Of(step.From)),
        ("goes to", step.To ?? "where the case is"),
        ("is taken", DefinitionWords.Of(step.On)),
        ("files", DefinitionWords.Of(step.Template)),
        ("is for", DefinitionWords.Of(step.By)),
        ("is on", DefinitionWords.Of(step.When)),
        ("asks for", DefinitionWords.List(step.Requires)),
        ("does", DefinitionWords.Of(step.Effects)),
        ("has the order", step.Order?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "of the file"),
    ];
}
