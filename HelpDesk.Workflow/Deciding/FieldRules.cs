using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Who may set which field to what: the same rules for forms and edits.</summary>
internal static class FieldRules
{
    /// <summary>Sets the field, or says why not.</summary>
    public static ImmutableArray<Reason> Put(Walk walk, Roles by, string key, FieldValue value)
    {
        if (walk.Workflow.Field(key) is not { } field)
            return [new(ReasonKind.UnknownField, key)];
        if ((field.SetBy & by) == Roles.None)
            return [new(ReasonKind.NotSettable, key)];
        if (!field.Fits(value))
            return [new(ReasonKind.WrongValue, key)];
        walk.Values[key] = value;
        return [];
    }
}
