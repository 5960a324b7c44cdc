namespace HelpDesk.Workflow;

/// <summary>The values of a choice or flag for which an atom is true.</summary>
internal static class GuardBits
{
    /// <summary>As bits of <see cref="FieldLayout.Bit"/>.</summary>
    public static ulong Of(Guard.Atom atom, FieldLayout layout, int slot)
    {
        var listed = 0UL;
        if (atom.Operator != GuardOperator.Empty)
            foreach (var value in atom.Values)
                listed |= layout.Bit(slot, value);
        return atom.Operator switch
        {
            GuardOperator.Is or GuardOperator.In => listed,
            GuardOperator.IsNot or GuardOperator.NotIn => ~listed,
            GuardOperator.Empty => atom.Values[0].Flag == true ? 1UL : ~1UL,
            _ => Ordered(atom, layout, slot),
        };
    }

    private static ulong Ordered(Guard.Atom atom, FieldLayout layout, int slot)
    {
        var (field, bits) = (layout.Fields[slot], 0UL);
        foreach (var choice in field.Choices)
            if (FieldValue.Of(choice.Key) is var value && field.Compare(value, atom.Values[0]) is { } order && atom.Operator.Allows(order))
                bits |= layout.Bit(slot, value);
        return bits;
    }

    /// <summary>Whether an operator by order is true of a comparison's sign.</summary>
    public static bool Allows(this GuardOperator compare, int order) => compare switch
    {
        GuardOperator.Less => order < 0,
        GuardOperator.AtMost => order <= 0,
        GuardOperator.More => order > 0,
        GuardOperator.AtLeast => order >= 0,
        _ => throw new InvalidOperationException($"{compare} does not compare by order."),
    };
}
