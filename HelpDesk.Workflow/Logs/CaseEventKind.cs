namespace HelpDesk.Workflow;

/// <summary>What happened to a case. People, mails and other programs gave the first ones; the last ones the system did by itself, and a replay makes them anew.</summary>
public enum CaseEventKind : byte
{
    /// <summary>The case was filed: by a person, a mail, or a schedule (its expression is the subject).</summary>
    Filed,
    /// <summary>A person took a step by hand.</summary>
    StepTaken,
    /// <summary>The customer wrote.</summary>
    CustomerReplied,
    /// <summary>An agent wrote to the customer, outside a step.</summary>
    AgentReplied,
    /// <summary>The customer answered a survey.</summary>
    SurveyAnswered,
    /// <summary>A person changed fields without a step.</summary>
    Edited,
    /// <summary>A person consented to an approval (the subject) or denied it.</summary>
    ApprovalDecided,
    /// <summary>A linked case was closed.</summary>
    CaseClosed,
    /// <summary>Another program did a task, the subject.</summary>
    TaskDone,
    /// <summary>A task, the subject, failed for good.</summary>
    TaskFailed,
    /// <summary>A timer, the subject, acted.</summary>
    TimerFired,
    /// <summary>The time that people had for an approval, the subject, was over.</summary>
    ApprovalLapsed,
    /// <summary>An automatic step followed what happened before.</summary>
    AutomaticStep,
    /// <summary>The target of a service-level clock, the subject, was missed.</summary>
    DeadlineMissed,
}

/// <summary>Questions about kinds of event.</summary>
public static class CaseEventKinds
{
    /// <summary>Whether a person, a mail or another program gave it, and not the system.</summary>
    public static bool IsGiven(this CaseEventKind kind) => kind < CaseEventKind.TimerFired;
}

/// <summary>What the form of an event held. Not its values: those are <see cref="CaseLog.Given"/>.</summary>
[Flags]
public enum EventForm : byte
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>A message to the customer.</summary>
    Reply = 1,
    /// <summary>An internal note.</summary>
    Note = 2,
    /// <summary>A named agent: it stands among the given values as <see cref="BuiltInFields.Assignee"/>.</summary>
    Assignee = 4,
    /// <summary>Consent to an approval; without it the approval was denied.</summary>
    Granted = 8,
}
