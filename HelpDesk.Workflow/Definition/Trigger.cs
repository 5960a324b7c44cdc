namespace HelpDesk.Workflow;

/// <summary>What takes a step by itself.</summary>
/// <param name="Kind">The kind of happening.</param>
/// <param name="Key">What it is about: a field, an approval, a task, or the five fields of a schedule; null for the kinds that need none.</param>
public readonly record struct Trigger(TriggerKind Kind, string? Key = null)
{
    /// <summary>Whether a step on it starts a case.</summary>
    public bool Starts => Kind is TriggerKind.Created or TriggerKind.Schedule;
}

/// <summary>The kinds of happening that take a step by themselves.</summary>
public enum TriggerKind
{
    /// <summary>The case is filed.</summary>
    Created,
    /// <summary>The customer wrote.</summary>
    CustomerReplied,
    /// <summary>An agent wrote to the customer, outside a step.</summary>
    AgentReplied,
    /// <summary>A timer names the step.</summary>
    Timer,
    /// <summary>The customer answered a survey.</summary>
    SurveyAnswered,
    /// <summary>Nothing but its guard: taken as soon as it applies.</summary>
    Automatic,
    /// <summary>A field changed; the key is the field's.</summary>
    FieldChanged,
    /// <summary>A linked case that this one started was closed.</summary>
    CaseClosed,
    /// <summary>An approval has all the consents that it needs; the key is the approval's.</summary>
    ApprovalGranted,
    /// <summary>An approval was denied, or not granted in time; the key is the approval's.</summary>
    ApprovalDenied,
    /// <summary>Another program did its work; the key is the task's.</summary>
    TaskDone,
    /// <summary>Another program's work failed for good; the key is the task's.</summary>
    TaskFailed,
    /// <summary>The clock shows a time of a schedule; the key is its five fields (<see cref="Schedule"/>).</summary>
    Schedule,
}
