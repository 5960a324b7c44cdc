using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The values of a case while a decision is made: those it came with, and a journal of the changes so far.</summary>
internal sealed class CaseValues
{
    private static readonly ImmutableSortedDictionary<string, FieldValue> None =
        ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal);

    private readonly CaseFields before;
    private List<(int Slot, FieldValue Was)>? journal;

    public CaseValues(CaseFields before) => Now = this.before = before;

    /// <summary>The values as they are now, for guards.</summary>
    public CaseFields Now { get; private set; }

    public FieldValue this[string field]
    {
        get => Now[field];
        set => Put(before.Layout[field], value);
    }

    /// <summary>How many changes there were up to here.</summary>
    public int Mark => journal?.Count ?? 0;

    /// <summary>What really changed in all.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Changes => ChangesSince(0);

    /// <summary>What really changed since a mark.</summary>
    public ImmutableSortedDictionary<string, FieldValue> ChangesSince(int mark)
    {
        if (Mark == mark)
            return None;
        var changes = None.ToBuilder();
        var seen = new HashSet<int>();
        foreach (var (slot, was) in journal!.Skip(mark))
            // The first entry of a slot holds the value at the mark.
            if (seen.Add(slot) && Now.Values[slot] is var now && now != was)
                changes[before.Layout.Fields[slot].Key] = now;
        return changes.ToImmutable();
    }

    /// <summary>Takes back everything since a mark.</summary>
    public void Undo(int mark)
    {
        for (; Mark > mark; journal!.RemoveAt(journal.Count - 1))
            Write(journal![^1].Slot, journal[^1].Was);
    }

    private void Put(int slot, FieldValue value)
    {
        var was = Now.Values[slot];
        if (value == was)
            return;
        (journal ??= []).Add((slot, was));
        Write(slot, value);
    }

    /// <summary>The values that the case came with belong to the caller: the first change makes a copy.</summary>
    private void Write(int slot, FieldValue value)
    {
        if (ReferenceEquals(Now, before))
            Now = new(before.Layout, [.. before.Values], [.. before.Bits]);
        (Now.Values[slot], Now.Bits[slot]) = (value, before.Layout.Bit(slot, value));
    }
}
