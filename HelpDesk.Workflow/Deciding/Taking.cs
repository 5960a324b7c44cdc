using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A person takes a step by hand: its role, its place, its guard, then everything about its form at once.</summary>
internal static class Taking
{
    public static Decision Decide(Walk walk, Command.Take command)
    {
        if (walk.Workflow.Compiled(command.Step) is not { } step)
            return Walk.Refuse(new Reason(ReasonKind.UnknownStep, command.Step));
        // The role comes first: nobody learns of a step of others where it could be taken.
        if ((step.Definition.By & command.By) == Roles.None)
            return Walk.Refuse(new Reason(ReasonKind.NotYours, step.Key));
        if (!walk.State.Has(step))
            return Walk.Refuse(new Reason(ReasonKind.NotFromHere, step.Key));
        if (!step.GuardHolds(walk.Values.Now))
            return Walk.Refuse(step.GuardReasons(walk.Values.Now));

        var mark = walk.Values.Mark;
        var reasons = Fill(walk, step.Definition, command).AddRange(Missing(walk, step.Definition, command.Form));
        if (!reasons.IsEmpty)
            return Walk.Refuse(reasons);
        if (command.Form.HasReply)
            walk.Happen(new(command.By.Speaks()));
        walk.Take(step, mark);
        return walk.Rest();
    }

    /// <summary>Puts the form's values on the case. A form sets only what its step asks for, whatever a client sends.</summary>
    private static ImmutableArray<Reason> Fill(Walk walk, StepDefinition step, Command.Take command)
    {
        var reasons = ImmutableArray<Reason>.Empty;
        if (command.Form.Assignee is { Length: > 0 } assignee)
            reasons = Put(walk, step, command.By, Requirements.Assignee, FieldValue.Of(assignee));
        foreach (var (key, value) in command.Form.Fields)
            // An agent is named in one place only.
            reasons = reasons.AddRange(key == Requirements.Assignee
                ? [new(ReasonKind.NotSettable, key)]
                : Put(walk, step, command.By, key, value));
        return reasons;
    }

    private static ImmutableArray<Reason> Put(Walk walk, StepDefinition step, Roles by, string key, FieldValue value)
    {
        if (walk.Workflow.Field(key) is { } field && !step.Requires.Contains(key))
            return [new(ReasonKind.NotSettable, field.Key)];
        return FieldRules.Put(walk, by, key, value);
    }

    private static ImmutableArray<Reason> Missing(Walk walk, StepDefinition step, StepForm form)
    {
        var missing = ImmutableArray<Reason>.Empty;
        foreach (var requirement in step.Requires)
            if (!Met(walk, requirement, form))
                missing = missing.Add(new(ReasonKind.Missing, requirement));
        return missing;
    }

    private static bool Met(Walk walk, string requirement, StepForm form) => requirement switch
    {
        Requirements.Reply => form.HasReply,
        Requirements.Note => form.HasNote,
        Requirements.Assignee => !string.IsNullOrEmpty(form.Assignee),
        // A value that was refused is a reason already.
        _ => !walk.Values[requirement].IsEmpty || form.Fields.TryGetValue(requirement, out var sent) && !sent.IsEmpty,
    };
}
