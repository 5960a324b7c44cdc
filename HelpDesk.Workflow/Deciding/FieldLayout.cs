using System.Collections.Frozen;
using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Where each field of a workflow stands in the arrays that its guards read: the built-in ones first, then its own.</summary>
internal sealed class FieldLayout
{
    /// <summary>The bit of a text that is none of a choice field's choices (any more).</summary>
    private const ulong OtherText = 1UL << 63;
    private const int MostBits = 62;

    private readonly FrozenDictionary<string, int> slots;
    private readonly FrozenDictionary<string, ulong>?[] bits;

    public FieldLayout(WorkflowDefinition definition)
    {
        Fields = [.. BuiltInFields.All, .. definition.Fields];
        slots = Fields.Select((field, slot) => KeyValuePair.Create(field.Key, slot)).ToFrozenDictionary(StringComparer.Ordinal);
        bits = [.. Fields.Select(BitsOf)];
        Nothing = new(this, new FieldValue[Fields.Length], [.. bits.Select((_, slot) => Bit(slot, FieldValue.None))]);
    }

    public ImmutableArray<FieldDefinition> Fields { get; }

    /// <summary>A case without any value.</summary>
    public CaseFields Nothing { get; }

    public int? Find(string field) => slots.TryGetValue(field, out var slot) ? slot : null;

    public int this[string field] => slots[field];

    /// <summary>Whether each value of the field has a bit of its own, so that comparing is one test.</summary>
    public bool HasBits(int slot) => bits[slot] is not null;

    /// <summary>The bit of a value: 1 for none, then one a choice or flag; 0 for a field that is compared by value.</summary>
    public ulong Bit(int slot, FieldValue value) =>
        bits[slot] is not { } known ? 0 : value.IsEmpty ? 1 : known.GetValueOrDefault(value.ToString(), OtherText);

    private static FrozenDictionary<string, ulong>? BitsOf(FieldDefinition field) => field.Type switch
    {
        FieldType.Flag => Numbered(["false", "true"]),
        FieldType.Choice when field.Choices.Length <= MostBits => Numbered(field.Choices.Select(choice => choice.Key)),
        _ => null,
    };

    private static FrozenDictionary<string, ulong> Numbered(IEnumerable<string> values) =>
        values.Select((value, at) => KeyValuePair.Create(value, 2UL << at)).ToFrozenDictionary(StringComparer.Ordinal);
}
