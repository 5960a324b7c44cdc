namespace HelpDesk.Workflow;

/// <summary>What an atom says of a single value: the same as <see cref="CompiledGuard"/>, without a case around it.</summary>
internal static class AtomMeaning
{
    public static bool Holds(Guard.Atom atom, FieldDefinition field, FieldValue value) => atom.Operator switch
    {
        GuardOperator.Is or GuardOperator.In => atom.Values.Contains(value),
        GuardOperator.IsNot or GuardOperator.NotIn => !atom.Values.Contains(value),
        GuardOperator.Empty => value.IsEmpty == (atom.Values[0].Flag == true),
        _ => field.Compare(value, atom.Values[0]) is { } order && atom.Operator.Allows(order),
    };
}
