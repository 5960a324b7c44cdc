using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A guard with its fields looked up and its constants ranked, ready to be judged.</summary>
/// <param name="Source">What it was compiled from, for reasons.</param>
internal abstract record CompiledGuard(Guard Source)
{
    public abstract bool Holds(CaseValues values);

    public static CompiledGuard From(Guard guard, IReadOnlyDictionary<string, FieldDefinition> fields) => guard switch
    {
        Guard.All all => new All(all, [.. all.Parts.Select(part => From(part, fields))]),
        Guard.Any any => new Any(any, [.. any.Parts.Select(part => From(part, fields))]),
        Guard.Not not => new Not(not, From(not.Part, fields)),
        Guard.Atom atom => Atom(atom, fields[atom.Field]),
        _ => throw new InvalidOperationException("The union of guards is closed."),
    };

    /// <summary>The smallest parts that do not hold: of several conditions that must all hold, each one that fails.</summary>
    public IEnumerable<Guard> Failing(CaseValues values) => this is All all
        ? all.Parts.SelectMany(part => part.Failing(values))
        : Holds(values) ? [] : [Source];

    private static CompiledGuard Atom(Guard.Atom atom, FieldDefinition field) => atom.Operator switch
    {
        GuardOperator.Is or GuardOperator.In => new OneOf(atom, atom.Field, atom.Values, Wanted: true),
        GuardOperator.IsNot or GuardOperator.NotIn => new OneOf(atom, atom.Field, atom.Values, Wanted: false),
        GuardOperator.Empty => new Empty(atom, atom.Field, atom.Values[0].Flag == true),
        _ => new Compared(atom, atom.Operator, field, atom.Values[0]),
    };

    private sealed record All(Guard Source, CompiledGuard[] Parts) : CompiledGuard(Source)
    {
        public override bool Holds(CaseValues values)
        {
            foreach (var part in Parts)
                if (!part.Holds(values))
                    return false;
            return true;
        }
    }

    private sealed record Any(Guard Source, CompiledGuard[] Parts) : CompiledGuard(Source)
    {
        public override bool Holds(CaseValues values)
        {
            foreach (var part in Parts)
                if (part.Holds(values))
                    return true;
            return false;
        }
    }

    private sealed record Not(Guard Source, CompiledGuard Part) : CompiledGuard(Source)
    {
        public override bool Holds(CaseValues values) => !Part.Holds(values);
    }

    private sealed record OneOf(Guard Source, string Field, ImmutableArray<FieldValue> Constants, bool Wanted) : CompiledGuard(Source)
    {
        public override bool Holds(CaseValues values) => Constants.Contains(values[Field]) == Wanted;
    }

    private sealed record Empty(Guard Source, string Field, bool Wanted) : CompiledGuard(Source)
    {
        public override bool Holds(CaseValues values) => values[Field].IsEmpty == Wanted;
    }

    private sealed record Compared(Guard Source, GuardOperator Operator, FieldDefinition Field, FieldValue Constant) : CompiledGuard(Source)
    {
        public override bool Holds(CaseValues values) => Order(values[Field.Key]) is { } order && Operator switch
        {
            GuardOperator.Less => order < 0,
            GuardOperator.AtMost => order <= 0,
            GuardOperator.More => order > 0,
            GuardOperator.AtLeast => order >= 0,
            _ => throw new InvalidOperationException($"{Operator} does not compare by order."),
        };

        /// <summary>Null where there is nothing to compare: no value, a value of another type, a choice that is no longer in the list.</summary>
        private int? Order(FieldValue value) => Field.Type switch
        {
            FieldType.Choice => value.Text is { } text && Field.RankOf(text) is >= 0 and var rank ? rank.CompareTo(Field.RankOf(Constant.Text ?? "")) : null,
            FieldType.Date => value.Date?.CompareTo(Constant.Date),
            _ => value.Number?.CompareTo(Constant.Number),
        };
    }
}
