using System.Globalization;
using HelpDesk.Web.Manage.Studio.Inputs;
using HelpDesk.Web.Manage.Workflows;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio.Simulation;

/// <summary>Tells what was played.</summary>
public sealed class SimulatorWords(Words words, WorkflowWords workflows, ReasonSentences reasons)
{
    /// <summary>What somebody did, or time.</summary>
    public string Of(Command command, CompiledWorkflow workflow) => command switch
    {
        Command.Take take => words["{0}: {1}", Who(take.By), workflow.Step(take.Step)?.Name.Shown() ?? take.Step],
        Command.Fire fire => words["The timer “{0}” is due", ManageWords.Spoken(fire.Timer)],
        Command.Edit edit => words["{0} changes {1}", Who(edit.By), workflows.List(edit.Fields.Keys.Select(key => reasons.FieldName(key, workflow)))],
        Command.Approve { Granted: true } approve => words["{0} agrees: {1}", Who(approve.By), ReasonSentences.ApprovalName(approve.Approval, workflow)],
        Command.Approve approve => words["{0} does not agree: {1}", Who(approve.By), ReasonSentences.ApprovalName(approve.Approval, workflow)],
        Command.Lapse lapse => words["The time for “{0}” is over", ReasonSentences.ApprovalName(lapse.Approval, workflow)],
        Command.Happened { Trigger.Kind: TriggerKind.Created } happened => words["{0} files it", Who(happened.By)],
        Command.Happened { Trigger.Kind: TriggerKind.Schedule } => words["The schedule files it"],
        Command.Happened { Trigger.Kind: TriggerKind.SurveyAnswered } happened => words["{0} answers the survey", Who(happened.By)],
        Command.Happened { Trigger.Kind: TriggerKind.CaseClosed } => words["The linked case is closed"],
        Command.Happened { Trigger.Kind: TriggerKind.TaskDone } happened => words["The task “{0}” is done", ManageWords.Spoken(happened.Trigger.Key!)],
        Command.Happened { Trigger.Kind: TriggerKind.TaskFailed } happened => words["The task “{0}” fails", ManageWords.Spoken(happened.Trigger.Key!)],
        Command.Happened happened => words["{0} writes", Who(happened.By)],
        _ => throw new InvalidOperationException("The union of commands is closed."),
    };

    /// <summary>What came of it: where it went, or why not.</summary>
    public IEnumerable<string> Outcome(PlayedAct act, CompiledWorkflow workflow)
    {
        switch (act.Decision)
        {
            case Decision.Moved moved:
                yield return words["Now: {0}", workflow.State(moved.State)?.Name.Shown() ?? moved.State];
                break;
            case Decision.Refused refused:
                yield return words["Refused: {0}", string.Join(' ', refused.Reasons.Select(reason => reasons.Of(reason, workflow)))];
                break;
            default:
                yield return words["It stays where it is"];
                break;
        }
        foreach (var effect in workflows.Effects(act.Effects, workflow)) yield return effect;
    }

    /// <summary>Who plays a role.</summary>
    public string Who(Roles who) => who switch
    {
        Roles.Customer => words["Carl, the customer"],
        Roles.Agent => words["Sasha, an agent"],
        Roles.Manager => words["Mia, a manager"],
        _ => words["The system"],
    };

    public string Why(OfferedStep step, CompiledWorkflow workflow) => string.Join(' ', step.Reasons.Select(reason => reasons.Of(reason, workflow)));

    /// <summary>A field's value, as the simulated case has it.</summary>
    public string Value(string field, FieldValue value, CompiledWorkflow workflow) => value.Flag is { } flag ? flag ? words["Yes"] : words["No"] : reasons.ValueName(field, value, workflow);

    public string FieldName(string field, CompiledWorkflow workflow) => reasons.FieldName(field, workflow);

    /// <summary>What the virtual clock shows.</summary>
    public string Time(DateTimeOffset at) => at.ToString("ddd d MMM, HH:mm", CultureInfo.CurrentCulture);
}
