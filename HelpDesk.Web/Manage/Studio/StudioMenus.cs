using System.Collections.Immutable;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Manage.Studio.Inputs;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What there is to choose from in the forms of a draft, in the reader's words.</summary>
public sealed class StudioMenus
{
    private readonly Words words;
    private readonly ManageWords say;
    private readonly ReasonSentences reasons;
    private readonly CompiledWorkflow workflow;

    internal StudioMenus(Words words, ManageWords say, ReasonSentences reasons, CompiledWorkflow workflow, IEnumerable<string> workflows, IEnumerable<Option> calendars, IEnumerable<string> letters)
    {
        (this.words, this.say, this.reasons, this.workflow) = (words, say, reasons, workflow);
        var definition = workflow.Definition;
        Calendars = [.. calendars];
        States = [.. definition.States.Select(state => new Option(state.Key, state.Name.Shown()))];
        Phases = [.. Enum.GetValues<Phase>().Select(phase => new Option(StudioWords.Word(phase), say.Of(phase)))];
        Roles = [new("customer", words["Customer"]), new("agent", words["Agent"]), new("manager", words["Manager"])];
        Fields = [.. new[] { BuiltInFields.Priority, BuiltInFields.Reopenings, BuiltInFields.Satisfaction, BuiltInFields.Channel, BuiltInFields.Assignee }.Concat(definition.Fields.Select(field => field.Key)).Select(key => new Option(key, reasons.FieldName(key, workflow)))];
        Effects = [.. EffectsOf(definition, workflows.Where(key => key != definition.Key), letters)];
        Triggers = [.. TriggersOf(definition)];
        TimedSteps = [.. definition.Steps.Where(step => step.On.Any(trigger => trigger.Kind == TriggerKind.Timer)).Select(step => new Option(step.Key, step.Name.Shown()))];
    }

    public ImmutableArray<Option> States { get; }
    public ImmutableArray<Option> Calendars { get; }
    public ImmutableArray<Option> Phases { get; }
    public ImmutableArray<Option> Roles { get; }

    /// <summary>Fields that a condition may look at.</summary>
    public ImmutableArray<Option> Fields { get; }
    public ImmutableArray<Option> Effects { get; }
    public ImmutableArray<Option> Triggers { get; }

    /// <summary>Steps that a timer may take.</summary>
    public ImmutableArray<Option> TimedSteps { get; }

    public ImmutableArray<Option> Recipients => [new("customer", words["the customer"]), new("assignee", words["the assignee, else the team"]), new("team", words["the team"]), new("agents", words["all agents"]), new("managers", words["the managers"])];

    public ImmutableArray<Option> FieldTypes =>
    [
        new("text", words["One line of text"]), new("longText", words["Several lines of text"]), new("choice", words["One of a list"]),
        new("number", words["A number"]), new("flag", words["Yes or no"]), new("date", words["A date"]),
    ];

    public ImmutableArray<Option> Anchors => [new("entry", words["since it came into this state"]), new("last-customer-message", words["since the customer wrote last"]), new("last-agent-message", words["since an agent wrote last"])];

    public ImmutableArray<Option> Operators =>
    [
        new("is", words["is"]), new("isNot", words["is not"]), new("in", words["is one of (with commas)"]), new("notIn", words["is none of (with commas)"]), new("atLeast", words["is at least"]),
        new("more", words["is more than"]), new("atMost", words["is at most"]), new("less", words["is less than"]), new("filled", words["is filled in"]), new("empty", words["is empty"]),
    ];

    /// <summary>Where a step may be taken.</summary>
    public ImmutableArray<Option> Sources =>
    [
        new("states", words["in the states ticked below"]), new("every", words["in every state that is not closed"]),
        .. Phases.Where(phase => phase.Value != "closed").Select(phase => new Option(phase.Value, words["in every state of the phase {0}", phase.Words])),
    ];

    /// <summary>What a step's form may ask for.</summary>
    public ImmutableArray<Option> Requirements =>
    [
        new("reply", words["A reply to the customer"]), new("note", words["A note"]), new("assignee", words["Somebody who takes it"]),
        .. workflow.Definition.Fields.Select(own => new Option(own.Key, own.Name.Shown())), new(BuiltInFields.Priority, reasons.FieldName(BuiltInFields.Priority, workflow)),
    ];

    /// <summary>What starts or stops a clock.</summary>
    public ImmutableArray<Option> ClockPoints =>
    [
        .. Triggers.Where(trigger => trigger.Value is not ("timer" or "automatic")),
        .. Phases.Select(phase => new Option("phase:" + phase.Value, words["It comes into the phase {0}", phase.Words])),
    ];

    private IEnumerable<Option> EffectsOf(WorkflowDefinition definition, IEnumerable<string> workflows, IEnumerable<string> letters)
    {
        var (mail, change, people, other) = (words["Mail"], words["Change a field"], words["People"], words["Other"]);
        foreach (var letter in LetterTexts.ForWorkflows.Concat(letters).Concat(definition.Letters).Distinct()) yield return new($"mail:{letter}", say.Letter(letter), mail);
        yield return new("survey:satisfaction", words["Ask the customer for a rating"], mail);
        foreach (var field in definition.Fields.Select(field => field.Key).Append(BuiltInFields.Priority)) yield return new($"set:{field}", words["Set “{0}” to", reasons.FieldName(field, workflow)], change);
        yield return new("assign:round-robin", words["Name an agent of the team, in turn"], people);
        yield return new("assign:least-busy", words["Name the agent of the team with the fewest tickets"], people);
        yield return new("assign:previous", words["Name who had it before"], people);
        foreach (var approval in definition.Approvals) yield return new($"approval:{approval.Key}", words["Ask for consent: {0}", approval.Name.Shown()], people);
        yield return new("note:", words["Write a note"], other);
        foreach (var key in workflows) yield return new($"case:{key}", words["Start a linked ticket of “{0}”", ManageWords.Spoken(key)], other);
        foreach (var clock in definition.Clocks)
            foreach (var act in Enum.GetValues<ClockAct>()) yield return new($"clock:{clock.Key}:{act.ToString().ToLowerInvariant()}", words["Clock “{0}”: {1}", clock.Name.Shown(), ClockWord(act)], words["Clocks"]);
        foreach (var webhook in definition.Webhooks) yield return new($"webhook:{webhook}", words["Call “{0}”", ManageWords.Spoken(webhook)], other);
        foreach (var task in definition.Tasks) yield return new($"task:{task.Key}", words["Start the task “{0}”", task.Name.Shown()], other);
    }

    private string ClockWord(ClockAct act) => act switch
    {
        ClockAct.Start => words["start it"],
        ClockAct.Pause => words["pause it"],
        ClockAct.Resume => words["let it go on"],
        ClockAct.Stop => words["stop it"],
        _ => words["start it anew"],
    };

    private IEnumerable<Option> TriggersOf(WorkflowDefinition definition)
    {
        yield return new("created", words["A request is filed"]);
        yield return new("customer-replied", words["The customer writes"]);
        yield return new("agent-replied", words["An agent writes to the customer"]);
        yield return new("timer", words["A timer takes it"]);
        yield return new("survey-answered", words["The survey is answered"]);
        yield return new("automatic", words["At once, as soon as it applies"]);
        yield return new("case-closed", words["A linked ticket is closed"]);
        foreach (var field in definition.Fields.Select(field => field.Key).Append(BuiltInFields.Priority)) yield return new($"field-changed:{field}", words["“{0}” changes", reasons.FieldName(field, workflow)]);
        foreach (var approval in definition.Approvals)
        {
            yield return new($"approval-granted:{approval.Key}", words["“{0}” is agreed to", approval.Name.Shown()]);
            yield return new($"approval-denied:{approval.Key}", words["“{0}” is not agreed to", approval.Name.Shown()]);
        }
        foreach (var task in definition.Tasks)
        {
            yield return new($"task-done:{task.Key}", words["The task “{0}” is done", task.Name.Shown()]);
            yield return new($"task-failed:{task.Key}", words["The task “{0}” fails", task.Name.Shown()]);
        }
    }
}
