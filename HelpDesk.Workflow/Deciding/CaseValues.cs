using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The values of a case while a decision is made: those it came with, and the changes so far.</summary>
internal sealed class CaseValues(IReadOnlyDictionary<string, FieldValue> before)
{
    private static readonly ImmutableSortedDictionary<string, FieldValue> None =
        ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, FieldValue> now = None;

    public FieldValue this[string field]
    {
        get => now.TryGetValue(field, out var changed) ? changed : Before(field);
        set
        {
            if (value != this[field])
                now = now.SetItem(field, value);
        }
    }

    /// <summary>The changes up to here; kept as it is while later ones are made.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Mark => now;

    /// <summary>What really changed in all.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Changes => Where(pair => pair.Value != Before(pair.Key));

    /// <summary>What really changed since a mark.</summary>
    public ImmutableSortedDictionary<string, FieldValue> ChangesSince(ImmutableSortedDictionary<string, FieldValue> mark) =>
        ReferenceEquals(mark, now) ? None : Where(pair => pair.Value != (mark.TryGetValue(pair.Key, out var then) ? then : Before(pair.Key)));

    private FieldValue Before(string field) => before.TryGetValue(field, out var value) ? value : FieldValue.None;

    private ImmutableSortedDictionary<string, FieldValue> Where(Func<KeyValuePair<string, FieldValue>, bool> keep) =>
        now.All(keep) ? now : None.AddRange(now.Where(keep));
}
