using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Steps, where they may be taken, and what takes them.</summary>
internal sealed partial class DefinitionParser
{
    private const int MostRequirements = 50;
    private const int HighestOrder = 10_000;

    private StepDefinition ReadStep(JsonTree tree)
    {
        if (!IsMap(tree, Shape.Step))
            return new(tree.Name!, Text.Of(""), new Source.Every(), null, [], Roles.None, null, [], [], null);
        var on = ReadTriggers(tree["on"]);
        var starts = on.Any(trigger => trigger.Starts);
        CheckWho(tree);
        if (starts)
            CheckStart(tree, on);
        CheckTemplate(tree, on);
        return new(
            tree.Name!,
            TextOf(Required(tree, "name")),
            starts ? new Source.Nowhere() : SourceOf(Required(tree, "from")),
            tree["to"] is { } to ? Reference(to, states, "state") : null,
            on,
            RolesOf(tree["by"]),
            tree["when"] is { } guard ? ReadGuard(guard) : null,
            ReadRequirements(tree),
            ReadEffects(tree["effects"]),
            Whole(tree["order"], 0, HighestOrder),
            tree["template"] is { } template ? ReadTemplate(template) : null);
    }

    private void CheckWho(JsonTree tree)
    {
        if (tree["on"] is null && tree["by"] is null)
            Faults.Add("nobody-takes-it", tree, "Nothing takes this step; add \"by\" with roles, or \"on\" with what happens.");
        if (tree["on"] is not null && tree["by"] is { } both)
            Faults.AddAtName("by-and-on", both, "A step with \"on\" is the system's; remove \"by\", or make a second step for people.");
        foreach (var name in new[] { "by", "on" })
            if (tree[name] is { IsList: true, Items.Count: 0 } empty)
                Faults.Add("nobody-takes-it", empty, "This list is empty; name who or what takes the step.");
    }

    private void CheckStart(JsonTree tree, ImmutableArray<Trigger> on)
    {
        if (tree["from"] is { } from)
            Faults.AddAtName("start-with-from", from, "A case that is being filed stands nowhere yet; remove \"from\" from this step that starts it.");
        if (tree["to"] is null)
            Faults.Add("start-without-to", tree, "A step that starts a case must say where; add \"to\".");
        if (on.Length > 1)
            Faults.Add("start-and-more", tree["on"]!, "A step that starts a case is on nothing else; make a second step for the rest.");
    }

    private void CheckTemplate(JsonTree tree, ImmutableArray<Trigger> on)
    {
        var scheduled = on.Any(trigger => trigger.Kind == TriggerKind.Schedule);
        if (scheduled && tree["template"] is null)
            Faults.Add("missing-template", tree, "The clock files a case here and knows nothing about it; add a \"template\" with its \"subject\".");
        if (!scheduled && tree["template"] is { } superfluous)
            Faults.AddAtName("unexpected-template", superfluous, "Only a step on a schedule files a case from a template; remove it.");
    }

    private CaseTemplate ReadTemplate(JsonTree tree)
    {
        if (!IsMap(tree, Shape.Template))
            return new("", null, ImmutableSortedDictionary<string, FieldValue>.Empty);
        return new(
            Required(tree, "subject") is { } subject ? Line(subject) : "",
            tree["message"] is { } message ? Words(message, FieldDefinition.LongestLongText) : null,
            tree["fields"] is { } values ? ReadValues(values) : ImmutableSortedDictionary<string, FieldValue>.Empty);
    }

    private Source SourceOf(JsonTree? tree)
    {
        switch (tree)
        {
            case { IsText: true, Text: "every" }:
                return new Source.Every();
            case { IsMap: true } when IsMap(tree, Shape.InPhase):
                return new Source.InPhase(Word(Required(tree, "phase"), Vocabulary.Phases, "phase", Phase.Open));
            case { IsList: true }:
                if (tree.Items.Count == 0)
                    Faults.Add("empty-from", tree, "This list is empty; name the states from which the step may be taken.");
                return new Source.States(Distinct(Bounded(tree, MostStates), state => Reference(state, states, "state")));
            case not null:
                Wrong(tree, "a list of states, {\"phase\": …} or \"every\"");
                break;
        }
        return new Source.States([]);
    }

    private ImmutableArray<Trigger> ReadTriggers(JsonTree? tree) => tree switch
    {
        null => [],
        { IsList: true } => Distinct(Bounded(tree, 50), TriggerOf),
        _ => [TriggerOf(tree)],
    };

    private Trigger TriggerOf(JsonTree tree)
    {
        if (tree.IsText)
            return new(Word(tree, Vocabulary.Triggers, "trigger", TriggerKind.Timer));
        if (IsMap(tree, Shape.Trigger))
        {
            if (tree.Items is not [var about])
                Faults.Add("wrong-type", tree, "A trigger has exactly one member, such as {\"field-changed\": \"priority\"}; write several triggers as a list.");
            else if (Vocabulary.KeyedTriggers.TryGetValue(about.Name!, out var kind))
                return new(kind, TriggerKey(kind, about));
        }
        return new(TriggerKind.FieldChanged, null);
    }

    private string TriggerKey(TriggerKind kind, JsonTree about) => kind switch
    {
        TriggerKind.FieldChanged => Reference(about, fields.Keys, "field"),
        TriggerKind.ApprovalGranted or TriggerKind.ApprovalDenied => Reference(about, approvals, "approval"),
        TriggerKind.TaskDone or TriggerKind.TaskFailed => Reference(about, tasks, "task"),
        TriggerKind.Schedule => ScheduleOf(about),
        _ => throw new InvalidOperationException($"{kind} has no key."),
    };

    private string ScheduleOf(JsonTree tree)
    {
        if (tree.IsText && Schedule.Read(tree.Text) is { } schedule)
            return schedule.Text;
        Faults.Add("bad-schedule", tree, "This is no schedule; write minute, hour, day of month, month and day of week, such as \"0 7 * * 1\" for Mondays at seven.");
        return "";
    }

    private ImmutableArray<string> ReadRequirements(JsonTree step)
    {
        var requirements = Distinct(ListOf(step["requires"], "requirements", MostRequirements), ReadRequirement);
        if (step["on"] is not null && requirements.Any(Requirements.OnlyByForm))
            Faults.Add("no-form", step["requires"]!, "A step that the system takes has no form; it cannot require a reply, a note or an assignee.");
        return requirements;
    }

    private string ReadRequirement(JsonTree tree) =>
        tree is { IsText: true, Text: Requirements.Reply or Requirements.Note } ? tree.Text : Reference(tree, fields.Keys, "field");
}
