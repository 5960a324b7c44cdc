using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The fields that a definition's conditions look at, each with its domain.</summary>
internal sealed class Domains
{
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly List<Domain> domains = [];

    public Domains(WorkflowDefinition definition)
    {
        var fields = BuiltInFields.All.Concat(definition.Fields).ToDictionary(field => field.Key, StringComparer.Ordinal);
        var constants = Constants(definition);
        foreach (var (key, values) in constants)
            if (fields.TryGetValue(key, out var field) && Points(field, values) is { Length: <= Domain.MostPoints } points)
            {
                index.Add(key, domains.Count);
                domains.Add(new(field, values, points));
            }
        Everything = [.. domains.Select(domain => domain.All)];
    }

    public int Count => domains.Count;

    public Domain this[int at] => domains[at];

    /// <summary>All points of all fields: the cube of every case.</summary>
    public ulong[] Everything { get; }

    /// <summary>Where a field stands in a cube; -1 for one that no condition looks at, or that has too many points.</summary>
    public int IndexOf(string field) => index.GetValueOrDefault(field, -1);

    /// <summary>A value for each field that a cube restricts.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Values(ulong[] cube)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, FieldValue>(StringComparer.Ordinal);
        for (var at = 0; at < cube.Length; at++)
            // A field that always has a value is named, so that the case is one that there can be.
            if (cube[at] != domains[at].All || domains[at].Empty == 0)
                values.Add(domains[at].Field.Key, domains[at].Points[System.Numerics.BitOperations.TrailingZeroCount(cube[at])]);
        return values.ToImmutable();
    }

    private static OrderedDictionary<string, HashSet<FieldValue>> Constants(WorkflowDefinition definition)
    {
        var constants = new OrderedDictionary<string, HashSet<FieldValue>>();
        foreach (var step in definition.Steps)
        {
            if (step.When is { } guard)
                Collect(guard);
            foreach (var required in step.Requires)
                if (required is not (Requirements.Reply or Requirements.Note))
                    Of(required);
        }
        return constants;

        HashSet<FieldValue> Of(string field)
        {
            if (!constants.TryGetValue(field, out var found))
                constants.Add(field, found = []);
            return found;
        }

        void Collect(Guard guard)
        {
            switch (guard)
            {
                case Guard.All all:
                    foreach (var part in all.Parts) Collect(part);
                    break;
                case Guard.Any any:
                    foreach (var part in any.Parts) Collect(part);
                    break;
                case Guard.Not not:
                    Collect(not.Part);
                    break;
                case Guard.Atom atom when atom.Operator != GuardOperator.Empty:
                    Of(atom.Field).UnionWith(atom.Values);
                    break;
                case Guard.Atom atom:
                    Of(atom.Field);
                    break;
            }
        }
    }

    private static FieldValue[] Points(FieldDefinition field, HashSet<FieldValue> constants)
    {
        var values = field.Type switch
        {
            FieldType.Choice => field.Choices.Select(choice => FieldValue.Of(choice.Key)),
            FieldType.Flag => [FieldValue.Of(false), FieldValue.Of(true)],
            FieldType.Number => Cuts.Numbers(field, [.. constants.Select(value => value.Number).OfType<decimal>().Order()]),
            FieldType.Date => Cuts.Dates([.. constants.Select(value => value.Date).OfType<DateOnly>().Order()]),
            _ => constants.Append(Other(constants)),
        };
        return field.Fits(FieldValue.None) ? [FieldValue.None, .. values] : [.. values];
    }

    /// <summary>A text that is none of the constants.</summary>
    private static FieldValue Other(HashSet<FieldValue> constants)
    {
        var text = "other";
        for (var number = 2; constants.Contains(FieldValue.Of(text)); number++)
            text = $"other {number}";
        return FieldValue.Of(text);
    }
}
