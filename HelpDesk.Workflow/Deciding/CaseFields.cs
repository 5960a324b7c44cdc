using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace HelpDesk.Workflow;

/// <summary>
/// A case's values laid out for one workflow (<see cref="CompiledWorkflow.Bind"/>), so that its guards are judged without
/// a look-up or an allocation. Immutable; fields that the workflow does not have are not in it.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is a case's fields; that they can be read as a dictionary is a convenience.")]
public sealed class CaseFields : IReadOnlyDictionary<string, FieldValue>
{
    internal CaseFields(FieldLayout layout, FieldValue[] values, ulong[] bits) => (Layout, Values, Bits) = (layout, values, bits);

    internal FieldLayout Layout { get; }

    /// <summary>By slot; never written to.</summary>
    internal FieldValue[] Values { get; }

    /// <summary>By slot, as <see cref="FieldLayout.Bit"/> says; never written to.</summary>
    internal ulong[] Bits { get; }

    /// <inheritdoc/>
    public FieldValue this[string key] => TryGetValue(key, out var value) ? value : FieldValue.None;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    /// <summary>How many fields have a value.</summary>
    public int Count => Values.Count(value => !value.IsEmpty);

    IEnumerable<FieldValue> IReadOnlyDictionary<string, FieldValue>.Values => this.Select(pair => pair.Value);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out FieldValue value)
    {
        value = Layout.Find(key) is { } slot ? Values[slot] : FieldValue.None;
        return !value.IsEmpty;
    }

    /// <summary>The fields that have a value.</summary>
    public IEnumerator<KeyValuePair<string, FieldValue>> GetEnumerator() =>
        Layout.Fields.Select((field, slot) => KeyValuePair.Create(field.Key, Values[slot])).Where(pair => !pair.Value.IsEmpty).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>These values with some changed.</summary>
    internal CaseFields With(IReadOnlyDictionary<string, FieldValue> changes)
    {
        var fields = new CaseFields(Layout, [.. Values], [.. Bits]);
        foreach (var (key, value) in changes)
            if (Layout.Find(key) is { } slot)
                (fields.Values[slot], fields.Bits[slot]) = (value, Layout.Bit(slot, value));
        return fields;
    }

    internal static CaseFields Of(FieldLayout layout, IReadOnlyDictionary<string, FieldValue> values) => layout.Nothing.With(values);
}
