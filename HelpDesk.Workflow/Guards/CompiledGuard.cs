using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A guard with its fields looked up and its constants ranked, ready to be judged.</summary>
/// <param name="Source">What it was compiled from, for reasons.</param>
internal abstract record CompiledGuard(Guard Source)
{
    public abstract bool Holds(CaseFields fields);

    public static CompiledGuard From(Guard guard, FieldLayout layout) => guard switch
    {
        Guard.All all => new All(all, [.. all.Parts.Select(part => From(part, layout))]),
        Guard.Any any => new Any(any, [.. any.Parts.Select(part => From(part, layout))]),
        Guard.Not not => new Not(not, From(not.Part, layout)),
        Guard.Atom atom => Atom(atom, layout, layout[atom.Field]),
        _ => throw new InvalidOperationException("The union of guards is closed."),
    };

    /// <summary>The smallest parts that do not hold: of several conditions that must all hold, each one that fails.</summary>
    public IEnumerable<Guard> Failing(CaseFields fields) => this is All all
        ? all.Parts.SelectMany(part => part.Failing(fields))
        : Holds(fields) ? [] : [Source];

    private static CompiledGuard Atom(Guard.Atom atom, FieldLayout layout, int slot)
    {
        if (layout.HasBits(slot))
            return new Among(atom, slot, GuardBits.Of(atom, layout, slot));
        return atom.Operator switch
        {
            GuardOperator.Is or GuardOperator.In => new OneOf(atom, slot, atom.Values, Wanted: true),
            GuardOperator.IsNot or GuardOperator.NotIn => new OneOf(atom, slot, atom.Values, Wanted: false),
            GuardOperator.Empty => new Empty(atom, slot, atom.Values[0].Flag == true),
            _ => new Compared(atom, slot, layout.Fields[slot]),
        };
    }

    private sealed record All(Guard Source, CompiledGuard[] Parts) : CompiledGuard(Source)
    {
        public override bool Holds(CaseFields fields)
        {
            foreach (var part in Parts)
                if (!part.Holds(fields))
                    return false;
            return true;
        }
    }

    private sealed record Any(Guard Source, CompiledGuard[] Parts) : CompiledGuard(Source)
    {
        public override bool Holds(CaseFields fields)
        {
            foreach (var part in Parts)
                if (part.Holds(fields))
                    return true;
            return false;
        }
    }

    private sealed record Not(Guard Source, CompiledGuard Part) : CompiledGuard(Source)
    {
        public override bool Holds(CaseFields fields) => !Part.Holds(fields);
    }

    /// <summary>A choice or a flag: all values for which the atom is true, as bits.</summary>
    private sealed record Among(Guard Source, int Slot, ulong Allowed) : CompiledGuard(Source)
    {
        public override bool Holds(CaseFields fields) => (fields.Bits[Slot] & Allowed) != 0;
    }

    private sealed record OneOf(Guard Source, int Slot, ImmutableArray<FieldValue> Constants, bool Wanted) : CompiledGuard(Source)
    {
        public override bool Holds(CaseFields fields) => Constants.Contains(fields.Values[Slot]) == Wanted;
    }

    private sealed record Empty(Guard Source, int Slot, bool Wanted) : CompiledGuard(Source)
    {
        public override bool Holds(CaseFields fields) => fields.Values[Slot].IsEmpty == Wanted;
    }

    private sealed record Compared(Guard.Atom Comparison, int Slot, FieldDefinition Field) : CompiledGuard(Comparison)
    {
        public override bool Holds(CaseFields fields) => Field.Compare(fields.Values[Slot], Comparison.Values[0]) is { } order && Comparison.Operator.Allows(order);
    }
}
