using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Judges the events of one case, in order.</summary>
internal sealed class CaseJudge(CaseLog log, CompiledWorkflow workflow, LoggedCase subject, ImmutableArray<Deviation>.Builder found)
{
    private Dictionary<string, FieldValue>? values;
    private string? state;
    private bool begun;

    public void Judge()
    {
        foreach (ref readonly var one in log.EventsOf(subject))
        {
            var entry = log.Entry(one);
            if (entry is { Kind: CaseEventKind.Filed, Given.IsEmpty: false })
                values = new(entry.Given, StringComparer.Ordinal);
            if (Wrong(entry) is { } kind)
                found.Add(new(subject.Id, entry.At, kind, entry.Step, entry.From, entry.To));
            Follow(entry);
        }
    }

    private void Follow(LogEntry entry)
    {
        (begun, state) = (true, entry.To ?? entry.From);
        if (values is null)
            return;
        foreach (var (field, value) in entry.Changes)
            values[field] = value;
    }

    private DeviationKind? Wrong(LogEntry entry)
    {
        if (begun && entry.From != state)
            return DeviationKind.Gap;
        if (Unknown(entry.From) || Unknown(entry.To))
            return DeviationKind.UnknownState;
        if (entry.Step is null)
            return entry.To is null ? null : DeviationKind.NoStep;
        return workflow.Compiled(entry.Step) is { } step ? Wrong(entry, step) : DeviationKind.UnknownStep;
    }

    private DeviationKind? Wrong(LogEntry entry, CompiledStep step)
    {
        if (!workflow.StateOrNowhere(entry.From).Has(step))
            return DeviationKind.NotFromHere;
        if (step.Definition.To != entry.To)
            return DeviationKind.OtherTarget;
        if (entry.Kind == CaseEventKind.StepTaken)
            return (step.Definition.By & entry.By) == Roles.None ? DeviationKind.OtherRole : Off(entry, step);
        return step.Definition.On.Any(trigger => IsOn(trigger, entry)) ? Off(entry, step) : DeviationKind.OtherTrigger;
    }

    /// <summary>A form or an edit gives its values before a step that it triggers is judged; a step by hand is judged as it was offered.</summary>
    private DeviationKind? Off(LogEntry entry, CompiledStep step)
    {
        if (values is null)
            return null;
        var then = values;
        if (entry.Kind != CaseEventKind.StepTaken && !entry.Given.IsEmpty)
        {
            then = new(values, StringComparer.Ordinal);
            foreach (var (field, value) in entry.Given)
                then[field] = value;
        }
        return step.GuardHolds(workflow.Bind(then)) ? null : DeviationKind.GuardFails;
    }

    private bool Unknown(string? key) => key is not null && workflow.State(key) is null;

    /// <summary>An automatic step may be the first that a command takes.</summary>
    private static bool IsOn(Trigger trigger, LogEntry entry) => trigger.Kind == TriggerKind.Automatic || entry.Kind switch
    {
        CaseEventKind.Filed => trigger.Starts,
        CaseEventKind.CustomerReplied => trigger.Kind == TriggerKind.CustomerReplied,
        CaseEventKind.AgentReplied => trigger.Kind == TriggerKind.AgentReplied,
        CaseEventKind.SurveyAnswered => trigger.Kind == TriggerKind.SurveyAnswered,
        CaseEventKind.Edited or CaseEventKind.AutomaticStep => trigger.Kind == TriggerKind.FieldChanged,
        CaseEventKind.ApprovalDecided or CaseEventKind.ApprovalLapsed =>
            trigger.Kind is TriggerKind.ApprovalGranted or TriggerKind.ApprovalDenied && trigger.Key == entry.Subject,
        CaseEventKind.CaseClosed => trigger.Kind == TriggerKind.CaseClosed,
        CaseEventKind.TaskDone => trigger.Kind == TriggerKind.TaskDone && trigger.Key == entry.Subject,
        CaseEventKind.TaskFailed => trigger.Kind == TriggerKind.TaskFailed && trigger.Key == entry.Subject,
        CaseEventKind.TimerFired => trigger.Kind == TriggerKind.Timer,
        _ => false,
    };
}
