using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A condition on a case's fields: never field against field, never a script, so that it can be analysed.</summary>
public abstract record Guard
{
    private Guard() { }

    /// <summary>True when every part is; true when empty.</summary>
    /// <param name="Parts">The parts.</param>
    public sealed record All(ImmutableArray<Guard> Parts) : Guard;

    /// <summary>True when some part is; false when empty.</summary>
    /// <param name="Parts">The parts.</param>
    public sealed record Any(ImmutableArray<Guard> Parts) : Guard;

    /// <summary>True when its part is not.</summary>
    /// <param name="Part">The part.</param>
    public sealed record Not(Guard Part) : Guard;

    /// <summary>Compares one field with constants.</summary>
    /// <param name="Field">The field's key.</param>
    /// <param name="Operator">How it is compared.</param>
    /// <param name="Values">One constant, or the list of <c>in</c> and <c>notIn</c>; for <c>empty</c> a flag.</param>
    public sealed record Atom(string Field, GuardOperator Operator, ImmutableArray<FieldValue> Values) : Guard;
}

/// <summary>How an atom compares. Choices compare in the order of their list, so that priority can be at least high.</summary>
public enum GuardOperator
{
    /// <summary>Equal.</summary>
    Is,
    /// <summary>Not equal; true for an empty field.</summary>
    IsNot,
    /// <summary>One of the list.</summary>
    In,
    /// <summary>None of the list; true for an empty field.</summary>
    NotIn,
    /// <summary>Less than; false for an empty field.</summary>
    Less,
    /// <summary>At most; false for an empty field.</summary>
    AtMost,
    /// <summary>More than; false for an empty field.</summary>
    More,
    /// <summary>At least; false for an empty field.</summary>
    AtLeast,
    /// <summary>With <c>true</c>: has no value; with <c>false</c>: has one.</summary>
    Empty,
}
