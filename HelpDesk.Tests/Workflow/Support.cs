using System.Collections.Immutable;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

/// <summary>The shipped workflow with a case and a clock, in the words of the tests.</summary>
internal static class Support
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public static readonly CompiledWorkflow Shipped = CompiledWorkflow.Compile(StandardWorkflow.Read());

    public static readonly Surroundings World =
        new(ImmutableDictionary<string, WorkingCalendar>.Empty.Add("business", WorkingCalendar.Business(TimeZoneInfo.Utc)));

    public static CaseSnapshot In(string? state, params (string Field, FieldValue Value)[] fields) =>
        new(state, state is null ? 0 : 3, fields.ToDictionary(pair => pair.Field, pair => pair.Value));

    public static StepForm Form(bool reply = false, bool note = false, string? assignee = null, params (string Field, FieldValue Value)[] fields) =>
        new(reply, note, assignee, Values(fields));

    public static ImmutableSortedDictionary<string, FieldValue> Values(params (string Field, FieldValue Value)[] fields) =>
        fields.ToImmutableSortedDictionary(pair => pair.Field, pair => pair.Value);

    public static Decision Take(this CompiledWorkflow workflow, CaseSnapshot subject, Roles by, string step, StepForm? form = null) =>
        workflow.Decide(subject, new Command.Take(by, Monday, step, form ?? StepForm.Empty), World);

    public static Decision Happens(this CompiledWorkflow workflow, CaseSnapshot subject, TriggerKind trigger, Roles by = Roles.Customer) =>
        workflow.Decide(subject, new Command.Happened(by, Monday, new(trigger)), World);

    public static Decision Fire(this CompiledWorkflow workflow, CaseSnapshot subject, string timer, int? entry = null) =>
        workflow.Decide(subject, new Command.Fire(Roles.None, Monday, timer, entry ?? subject.Entry), World);

    public static Decision Edit(this CompiledWorkflow workflow, CaseSnapshot subject, Roles by, params (string Field, FieldValue Value)[] fields) =>
        workflow.Decide(subject, new Command.Edit(by, Monday, Values(fields)), World);

    public static Decision.Moved Moved(this Decision decision) => Assert.IsType<Decision.Moved>(decision);

    public static Decision.Stayed Stayed(this Decision decision) => Assert.IsType<Decision.Stayed>(decision);

    public static ImmutableArray<Reason> Refused(this Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons;

    public static Reason RefusedOnce(this Decision decision) => Assert.Single(decision.Refused());

    public static FieldValue Of(string text) => FieldValue.Of(text);

    public static CompiledWorkflow Compile(string json)
    {
        var (definition, faults) = DefinitionReader.Read(json);
        Assert.Empty(faults);
        return CompiledWorkflow.Compile(definition!);
    }
}
