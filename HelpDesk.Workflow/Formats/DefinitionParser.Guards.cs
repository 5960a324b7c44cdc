using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Guards.</summary>
internal sealed partial class DefinitionParser
{
    private const int MostParts = 200;

    private static readonly Guard Always = new Guard.All([]);

    private Guard ReadGuard(JsonTree tree)
    {
        if (!IsMap(tree, Shape.Guard))
            return Always;
        var kinds = tree.Items.Where(item => item.Name is "all" or "any" or "not" or "field").ToList();
        if (kinds is not [var kind] || (kind.Name != "field" && tree.Items.Count > 1))
        {
            Faults.Add("bad-guard", tree, "A guard is one of all, any, not, or a field with one comparison; take the others out or combine them with \"all\".");
            return Always;
        }
        return kind.Name switch
        {
            "all" => new Guard.All(Parts(kind)),
            "any" => new Guard.Any(Parts(kind)),
            "not" => new Guard.Not(ReadGuard(kind)),
            _ => ReadAtom(tree, kind),
        };
    }

    private ImmutableArray<Guard> Parts(JsonTree tree) => Each(ListOf(tree, "guards", MostParts), ReadGuard);

    private Guard ReadAtom(JsonTree tree, JsonTree fieldName)
    {
        var key = Reference(fieldName, fields.Keys, "field");
        var comparisons = tree.Items.Where(item => Vocabulary.Operators.ContainsKey(item.Name!)).ToList();
        if (comparisons is not [var comparison])
        {
            Faults.Add("bad-guard", tree, $"A field needs exactly one comparison here; {Quote.OneOf(Vocabulary.Operators.Keys)}.");
            return Always;
        }
        if (!fields.TryGetValue(key, out var field))
            return Always;
        var compare = Vocabulary.Operators[comparison.Name!];
        if (compare is GuardOperator.Less or GuardOperator.AtMost or GuardOperator.More or GuardOperator.AtLeast
            && field.Type is not (FieldType.Choice or FieldType.Number or FieldType.Date))
        {
            Faults.AddAtName("wrong-operator", comparison, $"{Quote.Of(comparison.Name!)} does not fit the field {key}, which has no order; use is, isNot, in, notIn or empty.");
            return Always;
        }
        return new Guard.Atom(key, compare, Constants(field, compare, comparison));
    }

    private ImmutableArray<FieldValue> Constants(FieldDefinition field, GuardOperator compare, JsonTree tree)
    {
        switch (compare)
        {
            case GuardOperator.Empty:
                if (tree.Flag is null)
                    Wrong(tree, "true or false");
                return [FieldValue.Of(tree.Flag ?? true)];
            case GuardOperator.In or GuardOperator.NotIn:
                if (tree is { IsList: true, Items.Count: 0 })
                    Faults.Add("empty-list", tree, "This list is empty; name the values to compare with.");
                return Distinct(ListOf(tree, "values", MostParts), value => ValueFor(field, value));
            default:
                return [ValueFor(field, tree)];
        }
    }
}
