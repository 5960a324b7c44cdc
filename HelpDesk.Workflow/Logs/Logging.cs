using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Logs what was commanded and decided.</summary>
public static class Logging
{
    /// <summary>Adds the events of a decision: one for the command with the first step that it took, and one for each step after it. A refusal adds none.</summary>
    /// <param name="log">The log.</param>
    /// <param name="id">The case's id or number.</param>
    /// <param name="before">The case before the decision.</param>
    /// <param name="command">What was wanted.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="secondsLate">How long after its due time a timer acted.</param>
    public static CaseLogBuilder Add(
        this CaseLogBuilder log, string id, CaseSnapshot before, Command command, Decision decision, int secondsLate = 0) => decision switch
        {
            Decision.Moved moved => log.Add(id, Of(before, command, secondsLate), moved.Changes, moved.Path),
            Decision.Stayed stayed => log.Add(id, Of(before, command, secondsLate), stayed.Changes, stayed.Path),
            _ => log,
        };

    private static CaseLogBuilder Add(
        this CaseLogBuilder log, string id, LogEntry entry, ImmutableSortedDictionary<string, FieldValue> changes, ImmutableArray<StepTaken> path)
    {
        if (path.IsEmpty)
            return log.Add(id, entry with { Changes = changes });
        // What no step changed, the command itself did.
        var own = changes.RemoveRange(path.SelectMany(step => step.Changes.Keys));
        log.Add(id, With(entry, path[0]) with { Changes = own.SetItems(path[0].Changes) });
        foreach (var step in path.Skip(1))
            log.Add(id, With(new(entry.At, CaseEventKind.AutomaticStep), step));
        return log;
    }

    private static LogEntry With(LogEntry entry, StepTaken step) =>
        entry with { Step = step.Step, From = step.From, To = step.To, Changes = step.Changes };

    private static LogEntry Of(CaseSnapshot before, Command command, int secondsLate) => command switch
    {
        Command.Take take => new LogEntry(take.At, CaseEventKind.StepTaken) { Form = FormOf(take.Form), Given = GivenBy(take.Form) },
        Command.Happened happened => new LogEntry(happened.At, KindOf(happened.Trigger.Kind))
        {
            Subject = happened.Trigger.Key,
            Given = before.State is null ? before.Fields.ToImmutableSortedDictionary(StringComparer.Ordinal) : LogEntry.NoValues,
        },
        Command.Fire fire => new LogEntry(fire.At, CaseEventKind.TimerFired) { Subject = fire.Timer, SecondsLate = secondsLate },
        Command.Edit edit => new LogEntry(edit.At, CaseEventKind.Edited) { Given = edit.Fields },
        Command.Approve approve => new LogEntry(approve.At, CaseEventKind.ApprovalDecided)
        {
            Subject = approve.Approval,
            Form = approve.Granted ? EventForm.Granted : EventForm.None,
        },
        Command.Lapse lapse => new LogEntry(lapse.At, CaseEventKind.ApprovalLapsed) { Subject = lapse.Approval },
        _ => throw new ArgumentException($"{command.GetType().Name} is no command of the core.", nameof(command)),
    } with
    { From = before.State, By = command.By, Actor = command.Actor };

    private static EventForm FormOf(StepForm form) =>
        (form.HasReply ? EventForm.Reply : EventForm.None)
        | (form.HasNote ? EventForm.Note : EventForm.None)
        | (string.IsNullOrEmpty(form.Assignee) ? EventForm.None : EventForm.Assignee);

    private static ImmutableSortedDictionary<string, FieldValue> GivenBy(StepForm form) =>
        string.IsNullOrEmpty(form.Assignee) ? form.Fields : form.Fields.SetItem(BuiltInFields.Assignee, FieldValue.Of(form.Assignee));

    private static CaseEventKind KindOf(TriggerKind trigger) => trigger switch
    {
        TriggerKind.Created or TriggerKind.Schedule => CaseEventKind.Filed,
        TriggerKind.CustomerReplied => CaseEventKind.CustomerReplied,
        TriggerKind.AgentReplied => CaseEventKind.AgentReplied,
        TriggerKind.SurveyAnswered => CaseEventKind.SurveyAnswered,
        TriggerKind.CaseClosed => CaseEventKind.CaseClosed,
        TriggerKind.TaskDone => CaseEventKind.TaskDone,
        TriggerKind.TaskFailed => CaseEventKind.TaskFailed,
        TriggerKind.FieldChanged => CaseEventKind.Edited,
        _ => throw new ArgumentException($"{trigger} does not happen to a case.", nameof(trigger)),
    };
}
