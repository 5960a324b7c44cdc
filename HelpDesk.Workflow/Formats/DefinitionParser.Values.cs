using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The small things of which all others are made.</summary>
internal sealed partial class DefinitionParser
{
    private const int LongestName = 200;

    /// <summary>Whether it is an object; names it may not have are faults.</summary>
    private bool IsMap(JsonTree tree, Shape shape)
    {
        if (!tree.IsMap)
        {
            Wrong(tree, $"{shape.What} as an object");
            return false;
        }
        foreach (var member in tree.Items)
        {
            if (!shape.Members.Contains(member.Name))
                faults.AddAtName("unknown-member", member, $"{Capital(shape.What)} has no {Quote.Of(member.Name!)}; remove it or {Quote.OneOf(shape.Members)}.");
        }
        return true;
    }

    private JsonTree? Required(JsonTree map, string name)
    {
        var member = map[name];
        if (member is null && map.IsMap)
            faults.Add("missing-member", map, $"\"{name}\" is missing here; add it.");
        return member;
    }

    /// <summary>The entries of an object whose names are keys. One with a bad key is read on, for its other faults.</summary>
    private List<JsonTree> Entries(JsonTree? tree, string what, int most)
    {
        if (tree is null)
            return [];
        if (!tree.IsMap)
        {
            Wrong(tree, $"an object from key to each of the {what}");
            return [];
        }
        foreach (var entry in tree.Items.Where(entry => !Keys.IsKey(entry.Name!)))
            faults.AddAtName("bad-key", entry, $"{Quote.Of(entry.Name!)} is no key; use {Keys.Rule}.");
        return Bounded(tree, most);
    }

    private List<JsonTree> ListOf(JsonTree? tree, string what, int most)
    {
        if (tree is null or { IsList: true })
            return tree is null ? [] : Bounded(tree, most);
        Wrong(tree, $"a list of {what}");
        return [];
    }

    private List<JsonTree> Bounded(JsonTree tree, int most)
    {
        if (tree.Items.Count <= most)
            return tree.Items;
        faults.Add("too-many", tree, $"There are {tree.Items.Count} entries here; keep to at most {most}.");
        return tree.Items[..most];
    }

    private string Words(JsonTree tree, int most = LongestName)
    {
        if (!tree.IsText)
            Wrong(tree, "a text");
        else if (string.IsNullOrWhiteSpace(tree.Text))
            faults.Add("empty-text", tree, "This text is empty; write something or leave the member out.");
        else if (tree.Text.Length > most)
            faults.Add("too-long", tree, $"This text has {tree.Text.Length} characters; shorten it to at most {most}.");
        return tree.Text;
    }

    /// <summary>A text on one line, as a subject is.</summary>
    private string Line(JsonTree tree)
    {
        var words = Words(tree);
        if (words.AsSpan().ContainsAny('\r', '\n'))
            faults.Add("bad-text", tree, "This text goes over several lines; put it on one.");
        return words;
    }

    private string Key(JsonTree tree)
    {
        if (!tree.IsText)
            Wrong(tree, "a key");
        else if (!Keys.IsKey(tree.Text))
            faults.Add("bad-key", tree, $"{Quote.Of(tree.Text)} is no key; use {Keys.Rule}.");
        return tree.Text;
    }

    private ImmutableArray<string> KeyList(JsonTree? tree, int most) => Distinct(ListOf(tree, "keys", most), Key);

    /// <summary>Reads each element; the same one twice is a fault.</summary>
    private ImmutableArray<T> Distinct<T>(List<JsonTree> trees, Func<JsonTree, T> read) where T : notnull
    {
        var seen = new OrderedDictionary<T, bool>();
        foreach (var tree in trees)
        {
            var before = faults.Count;
            if (!seen.TryAdd(read(tree), true) && faults.Count == before)
                faults.Add("duplicate-key", tree, $"{(tree.IsText ? Quote.Of(tree.Text) : "This entry")} stands in this list twice; remove one of them.");
        }
        return [.. seen.Keys];
    }

    private int? Whole(JsonTree? tree, int least, int most)
    {
        if (tree is null)
            return null;
        if (tree.Number is { } number && number == decimal.Truncate(number) && number >= least && number <= most)
            return (int)number;
        Wrong(tree, $"a whole number from {least} to {most}");
        return null;
    }

    private Roles RolesOf(JsonTree? tree) => tree is { IsText: true }
        ? Word(tree, Vocabulary.Roles, "role", Roles.None)
        : Distinct(ListOf(tree, "roles", 3), role => Word(role, Vocabulary.Roles, "role", Roles.None)).Aggregate(Roles.None, (all, role) => all | role);

    /// <summary>One of a fixed list of words.</summary>
    private T Word<T>(JsonTree? tree, OrderedDictionary<string, T> words, string what, T otherwise)
    {
        if (tree is null)
            return otherwise;
        if (!tree.IsText)
            Wrong(tree, "a " + what);
        else if (words.TryGetValue(tree.Text, out var value))
            return value;
        else
            faults.Add("unknown-" + what, tree, $"There is no {what} {Quote.Of(tree.Text)}; {Quote.OneOf(words.Keys)}.");
        return otherwise;
    }

    /// <summary>A key that something else in the document must have.</summary>
    private string Reference(JsonTree tree, IReadOnlyCollection<string> known, string what)
    {
        if (!tree.IsText)
            Wrong(tree, $"the key of a {what}");
        else if (!known.Contains(tree.Text))
            faults.Add("unknown-" + what, tree, $"There is no {what} {Quote.Of(tree.Text)}; {Quote.OneOf(known)}.");
        return tree.Text;
    }

    private void Wrong(JsonTree tree, string expected) =>
        faults.Add("wrong-type", tree, $"This is {tree.InWords()}; write {expected} here.");

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
