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
        var starts = on.Any(trigger => trigger.Kind == TriggerKind.Created);
        CheckWho(tree);
        if (starts)
            CheckStart(tree, on);
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
            Whole(tree["order"], 0, HighestOrder));
    }

    private void CheckWho(JsonTree tree)
    {
        if (tree["on"] is null && tree["by"] is null)
            faults.Add("nobody-takes-it", tree, "Nothing takes this step; add \"by\" with roles, or \"on\" with what happens.");
        if (tree["on"] is not null && tree["by"] is { } both)
            faults.AddAtName("by-and-on", both, "A step with \"on\" is the system's; remove \"by\", or make a second step for people.");
        foreach (var name in new[] { "by", "on" })
            if (tree[name] is { IsList: true, Items.Count: 0 } empty)
                faults.Add("nobody-takes-it", empty, "This list is empty; name who or what takes the step.");
    }

    private void CheckStart(JsonTree tree, ImmutableArray<Trigger> on)
    {
        if (tree["from"] is { } from)
            faults.AddAtName("start-with-from", from, "A case that is being filed stands nowhere yet; remove \"from\" from this step on created.");
        if (tree["to"] is null)
            faults.Add("start-without-to", tree, "A step on created must say where the case starts; add \"to\".");
        if (on.Length > 1)
            faults.Add("start-and-more", tree["on"]!, "A step on created is on nothing else; make a second step for the rest.");
    }

    private Source SourceOf(JsonTree? tree)
    {
        switch (tree)
        {
            case { IsText: true, Text: "every" }:
                return new Source.Every();
            case { IsMap: true } when IsMap(tree, Shape.FromPhase):
                return new Source.InPhase(Word(Required(tree, "phase"), Vocabulary.Phases, "phase", Phase.Open));
            case { IsList: true }:
                if (tree.Items.Count == 0)
                    faults.Add("empty-from", tree, "This list is empty; name the states from which the step may be taken.");
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
        {
            if (tree.Text == "case-closed")
                NotYet(tree, tree.Text);
            else
                return new(Word(tree, Vocabulary.Triggers, "trigger", TriggerKind.Timer));
        }
        else if (IsMap(tree, Shape.Trigger))
        {
            if (tree.Items.Count != 1)
                faults.Add("wrong-type", tree, "A trigger has exactly one member, such as {\"field-changed\": \"priority\"}; write several triggers as a list.");
            else if (tree[Vocabulary.FieldChanged] is { } field)
                return new(TriggerKind.FieldChanged, Reference(field, fields.Keys, "field"));
        }
        return new(TriggerKind.FieldChanged, null);
    }

    private ImmutableArray<string> ReadRequirements(JsonTree step)
    {
        var requirements = Distinct(ListOf(step["requires"], "requirements", MostRequirements), ReadRequirement);
        if (step["on"] is not null && requirements.Any(Requirements.OnlyByForm))
            faults.Add("no-form", step["requires"]!, "A step that the system takes has no form; it cannot require a reply, a note or an assignee.");
        return requirements;
    }

    private string ReadRequirement(JsonTree tree) =>
        tree is { IsText: true, Text: Requirements.Reply or Requirements.Note } ? tree.Text : Reference(tree, fields.Keys, "field");
}
