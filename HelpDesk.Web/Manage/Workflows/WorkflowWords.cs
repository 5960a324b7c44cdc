using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Workflows;

/// <summary>What a definition says, as phrases in the reader's language.</summary>
public sealed class WorkflowWords(Words words, ManageWords say, ReasonSentences reasons)
{
    private static string Language => CultureInfo.CurrentUICulture.Name;

    public string List(IEnumerable<string> parts) => say.List(parts);

    /// <summary>Where a step may be taken.</summary>
    public string From(StepDefinition step, WorkflowDefinition definition) => step.From switch
    {
        Source.Nowhere => words["Nowhere yet: it files the ticket"],
        Source.States states => List(states.Keys.Select(key => StateName(key, definition))),
        Source.InPhase some => words["Every state of the phase {0}", say.Of(some.Phase)],
        Source.Every => words["Every state that is not closed"],
        _ => throw new InvalidOperationException("The union of sources is closed."),
    };

    /// <summary>Where a step leads.</summary>
    public string To(StepDefinition step, WorkflowDefinition definition) =>
        step.To is { } to ? StateName(to, definition) : words["Stays where it is"];

    /// <summary>Whose hand takes a step, or what takes it by itself.</summary>
    public IEnumerable<string> Who(StepDefinition step, CompiledWorkflow workflow) =>
        step.On.IsDefaultOrEmpty ? RoleNames(step.By) : step.On.Select(trigger => Of(trigger, workflow));

    /// <summary>When a step is on: its guard in words, or null for always.</summary>
    public string? When(StepDefinition step, CompiledWorkflow workflow) => step.When is { } guard ? words["Only when {0}", reasons.Of(guard, workflow)] : null;

    /// <summary>What the step's form must hold.</summary>
    public IEnumerable<string> Requires(StepDefinition step, CompiledWorkflow workflow) => step.Requires.Select(key => key switch
    {
        Requirements.Reply => words["A reply to the customer"],
        Requirements.Note => words["A note"],
        Requirements.Assignee => words["Somebody who takes it"],
        _ => reasons.FieldName(key, workflow),
    });

    public IEnumerable<string> Effects(ImmutableArray<Effect> effects, CompiledWorkflow workflow) => effects.SelectMany(effect => Of(effect, workflow));

    /// <summary>A timer in one sentence.</summary>
    public string Timer(TimerDefinition timer, CompiledWorkflow workflow)
    {
        var deed = timer.Step is { } key ? words["the step “{0}”", workflow.Step(key)?.Name.In(Language) ?? key] : List(Effects(timer.Effects, workflow));
        return timer.Repeat switch
        {
            1 => words["After {0}: {1}", After(timer), deed],
            2 => words["Every {0}, twice: {1}", After(timer), deed],
            _ => words["Every {0}, {2} times: {1}", After(timer), deed, timer.Repeat],
        };
    }

    /// <summary>The steps that lead out of a state or are taken in it.</summary>
    public IEnumerable<string> StepsOut(StateDefinition state, WorkflowDefinition definition) =>
        definition.Steps.Where(step => step.From.Includes(state)).Select(step => step.Name.In(Language));

    private string After(TimerDefinition timer)
    {
        var length = Length(timer.After);
        return timer.Calendar is { } calendar ? words["{0} of working time (calendar “{1}”)", length, ManageWords.Spoken(calendar)] : length;
    }

    private string Length(Span span) => span switch
    {
        { Unit: SpanUnit.Minutes, Amount: 1 } => words["1 minute"],
        { Unit: SpanUnit.Minutes } => words["{0} minutes", span.Amount],
        { Unit: SpanUnit.Hours, Amount: 1 } => words["1 hour"],
        { Unit: SpanUnit.Hours } => words["{0} hours", span.Amount],
        { Unit: SpanUnit.Days, Amount: 1 } => words["1 day"],
        { Unit: SpanUnit.Days } => words["{0} days", span.Amount],
        { Unit: SpanUnit.Weeks, Amount: 1 } => words["1 week"],
        { Unit: SpanUnit.Weeks } => words["{0} weeks", span.Amount],
        _ => throw new InvalidOperationException($"No words for {span.Unit}."),
    };

    private IEnumerable<string> RoleNames(Roles by)
    {
        if (by.HasFlag(Roles.Customer)) yield return words["Customer"];
        if (by.HasFlag(Roles.Agent)) yield return words["Agent"];
        if (by.HasFlag(Roles.Manager)) yield return words["Manager"];
    }

    private string Of(Trigger trigger, CompiledWorkflow workflow) => trigger.Kind switch
    {
        TriggerKind.Created => words["By itself, when a request is filed"],
        TriggerKind.CustomerReplied => words["By itself, when the customer writes"],
        TriggerKind.AgentReplied => words["By itself, when an agent writes to the customer"],
        TriggerKind.Timer => words["By itself, by a timer"],
        TriggerKind.SurveyAnswered => words["By itself, when the survey is answered"],
        TriggerKind.Automatic => words["By itself, as soon as it applies"],
        TriggerKind.FieldChanged => words["By itself, when “{0}” changes", reasons.FieldName(trigger.Key, workflow)],
        TriggerKind.CaseClosed => words["By itself, when a linked case is closed"],
        TriggerKind.ApprovalGranted => words["By itself, when “{0}” is approved", workflow.Approval(trigger.Key!)!.Name.In(Language)],
        TriggerKind.ApprovalDenied => words["By itself, when “{0}” is denied", workflow.Approval(trigger.Key!)!.Name.In(Language)],
        TriggerKind.TaskDone => words["By itself, when the task “{0}” is done", ManageWords.Spoken(trigger.Key!)],
        TriggerKind.TaskFailed => words["By itself, when the task “{0}” fails", ManageWords.Spoken(trigger.Key!)],
        TriggerKind.Schedule => words["By itself, on the schedule {0}", trigger.Key!],
        _ => throw new InvalidOperationException($"No words for {trigger.Kind}."),
    };

    private IEnumerable<string> Of(Effect effect, CompiledWorkflow workflow) => effect switch
    {
        Effect.Mail mail => [words["Mail “{0}” to {1}", say.Letter(mail.Letter), Of(mail.To)]],
        Effect.Survey survey => [words["Survey “{0}” to the customer", ManageWords.Spoken(survey.Key)]],
        Effect.Set set => set.Values.Select(field => field.Value.IsEmpty
            ? words["“{0}” is cleared", reasons.FieldName(field.Key, workflow)]
            : words["“{0}” becomes “{1}”", reasons.FieldName(field.Key, workflow), reasons.ValueName(field.Key, field.Value, workflow)]),
        Effect.Assign assign => [assign.Strategy switch
        {
            AssignStrategy.RoundRobin => words["An agent of the team is named, in turn"],
            AssignStrategy.LeastBusy => words["The agent of the team with the fewest tickets is named"],
            _ => words["Who had it before is named"],
        }],
        Effect.Clock clock => [words["The service-level clock “{0}”: {1}", ManageWords.Spoken(clock.Key), clock.Act.ToString().ToLowerInvariant()]],
        Effect.Note note => [words["Note: {0}", note.Words.In(Language)]],
        Effect.Approval approval => [words["The approval “{0}” is asked for", workflow.Approval(approval.Key)!.Name.In(Language)]],
        Effect.Case other => [words["A linked case of “{0}” is started", ManageWords.Spoken(other.Workflow)]],
        Effect.Webhook webhook => [words["“{0}” is called", ManageWords.Spoken(webhook.Key)]],
        Effect.Task task => [words["The task “{0}” is started", ManageWords.Spoken(task.Key)]],
        _ => throw new InvalidOperationException("The union of effects is closed."),
    };

    private string Of(Recipient recipient) => recipient switch
    {
        Recipient.Customer => words["the customer"],
        Recipient.Followers => words["the followers"],
        Recipient.Assignee => words["the assignee, else the team"],
        Recipient.Team => words["the team"],
        Recipient.Managers => words["the managers"],
        Recipient.Agents => words["all agents"],
        _ => throw new InvalidOperationException($"No words for {recipient}."),
    };

    private static string StateName(string key, WorkflowDefinition definition) =>
        definition.States.FirstOrDefault(state => state.Key == key)?.Name.In(Language) ?? key;
}
