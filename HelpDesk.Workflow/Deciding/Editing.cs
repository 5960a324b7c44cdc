using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A person edits fields without a step. All of it is accepted or nothing.</summary>
internal static class Editing
{
    public static Decision Decide(Walk walk, Command.Edit command)
    {
        var reasons = command.Fields.SelectMany(field => FieldRules.Put(walk, command.By, field.Key, field.Value)).ToImmutableArray();
        if (!reasons.IsEmpty)
            return Walk.Refuse(reasons);
        // In the order of their keys; each is judged where the steps before it have led.
        foreach (var field in walk.Values.Changes.Keys)
        {
            var changed = new Trigger(TriggerKind.FieldChanged, field);
            walk.Happen(changed);
            walk.TakeFirst(walk.State.On(changed));
        }
        return walk.Rest();
    }
}
