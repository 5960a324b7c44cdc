namespace HelpDesk.Workflow;

/// <summary>What takes a step, in words.</summary>
internal sealed partial class Phrases
{
    /// <summary>What takes a step of the system from these states, or null for a step by hand.</summary>
    private string? TakenBy(StepDefinition step, IEnumerable<StateDefinition?> from) =>
        step.On.IsDefaultOrEmpty ? null : List(from.SelectMany(state => step.On.SelectMany(trigger => Happenings(trigger, step, state))).Distinct());

    /// <summary>What stands in small beneath a step's name: what takes it, or that only the customer may.</summary>
    public string? Cue(StepDefinition step, IReadOnlyList<StateDefinition?> from) =>
        from is [null] && step.On is [{ Kind: TriggerKind.Created }] ? null
        : TakenBy(step, from) ?? (step.By == Roles.Customer ? Words.ByTheCustomer : null);

    private string Agent(StepDefinition step, IEnumerable<StateDefinition?> from) =>
        TakenBy(step, from) ?? Fill(Words.ByHand, List(RoleNames(step.By)));

    private IEnumerable<string> RoleNames(Roles by)
    {
        if (by.HasFlag(Roles.Customer)) yield return Words.Customer;
        if (by.HasFlag(Roles.Agent)) yield return Words.Agent;
        if (by.HasFlag(Roles.Manager)) yield return Words.Manager;
    }

    private string[] Happenings(Trigger trigger, StepDefinition step, StateDefinition? from) => trigger.Kind switch
    {
        TriggerKind.Created => [Words.WhenFiled],
        TriggerKind.CustomerReplied => [Words.CustomerReplies],
        TriggerKind.AgentReplied => [Words.AgentReplies],
        TriggerKind.SurveyAnswered => [Words.SurveyAnswered],
        TriggerKind.Automatic => [Words.Automatic],
        TriggerKind.FieldChanged => [Fill(Words.FieldChanges, Field(trigger.Key))],
        TriggerKind.Timer => TimersOf(step, from),
        TriggerKind.CaseClosed => [Words.LinkedCaseClosed],
        TriggerKind.ApprovalGranted => [Fill(Words.ApprovalGranted, Approval(trigger.Key))],
        TriggerKind.ApprovalDenied => [Fill(Words.ApprovalDenied, Approval(trigger.Key))],
        TriggerKind.TaskDone => [Fill(Words.TaskDone, Task(trigger.Key))],
        TriggerKind.TaskFailed => [Fill(Words.TaskFailed, Task(trigger.Key))],
        TriggerKind.Schedule => [Fill(Words.OnSchedule, trigger.Key ?? "")],
        _ => throw new InvalidOperationException("A step is taken by a known kind of happening."),
    };

    private string[] TimersOf(StepDefinition step, StateDefinition? from)
    {
        var timers = from?.Timers.Where(timer => timer.Step == step.Key).Select(timer => Fill(Words.After, After(timer))).ToArray() ?? [];
        return timers.Length > 0 ? timers : [Words.ByTimer];
    }

    private string Field(string? key) =>
        definition.Fields.FirstOrDefault(field => field.Key == key) is { } field ? Name(field.Name) : Spoken(key ?? "");

    private string Approval(string? key) =>
        definition.Approvals.FirstOrDefault(approval => approval.Key == key) is { } approval ? Name(approval.Name) : Spoken(key ?? "");

    private string Task(string? key) =>
        definition.Tasks.FirstOrDefault(task => task.Key == key) is { } task ? Name(task.Name) : Spoken(key ?? "");

    private string After(TimerDefinition timer) => timer.Anchor switch
    {
        TimerAnchor.Entry => Length(timer),
        TimerAnchor.LastCustomerMessage => Fill(Words.SinceCustomerWrote, Length(timer)),
        TimerAnchor.LastAgentMessage => Fill(Words.SinceAgentWrote, Length(timer)),
        _ => throw new InvalidOperationException("A timer has one of three anchors."),
    };

    private string Length(TimerDefinition timer)
    {
        var length = Fill(timer.After.Unit switch
        {
            SpanUnit.Minutes => Words.Minutes,
            SpanUnit.Hours => Words.Hours,
            SpanUnit.Days => Words.Days,
            SpanUnit.Weeks => Words.Weeks,
            _ => throw new InvalidOperationException("A span counts minutes, hours, days or weeks."),
        }, timer.After.Amount);
        return timer.Calendar is { } calendar ? Fill(Words.OnCalendar, length, Spoken(calendar).ToLowerInvariant()) : length;
    }
}
