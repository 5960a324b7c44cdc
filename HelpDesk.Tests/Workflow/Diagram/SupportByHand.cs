using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Tests.Workflow.Diagram;

/// <summary>The standard workflow as far as a picture shows it.</summary>
internal static class SupportByHand
{
    public static WorkflowDefinition Definition { get; } = Workflow("Support",
        [
            State("open", "Open", Phase.Open, Timer("unassigned", new(4, SpanUnit.Hours), calendar: "business")),
            State("assigned", "Assigned", Phase.Assigned),
            State("pending", "Pending", Phase.Pending, Timer("remind", new(2, SpanUnit.Days), repeat: 2), Timer("give-up", new(7, SpanUnit.Days), step: "resolve-unanswered")),
            State("resolved", "Resolved", Phase.Resolved, Timer("survey", new(1, SpanUnit.Hours)), Timer("close", new(5, SpanUnit.Days), step: "close")),
            State("closed", "Closed", Phase.Closed),
        ],
        [
            Step("start", "Start", new Source.Nowhere(), "open", TriggerKind.Created),
            Step("assign", "Assign", From("open"), "assigned"),
            Step("reassign", "Reassign", From("assigned", "pending", "resolved"), null),
            Step("escalate", "Escalate", From("assigned"), null),
            Step("ask", "Ask the customer", From("assigned"), "pending"),
            Step("answer", "Answer", From("pending"), "assigned", TriggerKind.CustomerReplied),
            Step("resolve", "Resolve", From("assigned", "pending"), "resolved"),
            Step("resolve-unanswered", "Resolve unanswered", From("pending"), "resolved", TriggerKind.Timer),
            Step("withdraw", "I no longer need this", From("open", "assigned", "pending"), "closed") with { By = Roles.Customer },
            Step("reopen", "Reopen", From("resolved"), "assigned", TriggerKind.CustomerReplied),
            Step("close", "Close", From("resolved"), "closed", TriggerKind.SurveyAnswered, TriggerKind.Timer),
        ]);

    public static WorkflowDefinition Workflow(string name, ImmutableArray<StateDefinition> states, ImmutableArray<StepDefinition> steps) =>
        new("support", Text.Of(name), ["business"], [], [], [], [], [], [], [], [], states, steps);

    public static StateDefinition State(string key, string name, Phase phase, params TimerDefinition[] timers) =>
        new(key, Text.Of(name), phase, Text.Of(name), [], [.. timers]);

    public static StepDefinition Step(string key, string name, Source from, string? to, params TriggerKind[] on) =>
        new(key, Text.Of(name), from, to, [.. on.Select(kind => new Trigger(kind))], on.Length == 0 ? Roles.Agent | Roles.Manager : Roles.None, null, [], [], null);

    public static TimerDefinition Timer(string key, Span after, string? calendar = null, int repeat = 1, string? step = null) =>
        new(key, after, calendar, repeat, step, []);

    public static Source From(params string[] states) => new Source.States([.. states]);
}
