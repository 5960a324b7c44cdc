using System.Collections.Immutable;
using System.Globalization;

namespace HelpDesk.Workflow;

/// <summary>The small things of which all documents are made. After a fault each goes on with a stand-in.</summary>
internal abstract class JsonParser(FaultList faults)
{
    protected FaultList Faults => faults;

    private const int LongestName = 200;

    /// <summary>Whether it is an object; names it may not have are Faults.</summary>
    protected bool IsMap(JsonTree tree, Shape shape)
    {
        if (!tree.IsMap)
        {
            Wrong(tree, $"{shape.What} as an object");
            return false;
        }
        foreach (var member in tree.Items)
        {
            if (!shape.Members.Contains(member.Name))
                Faults.AddAtName("unknown-member", member, $"{Capital(shape.What)} has no {Quote.Of(member.Name!)}; remove it or {Quote.OneOf(shape.Members)}.");
        }
        return true;
    }

    protected JsonTree? Required(JsonTree map, string name)
    {
        var member = map[name];
        if (member is null && map.IsMap)
            Faults.Add("missing-member", map, $"\"{name}\" is missing here; add it.");
        return member;
    }

    /// <summary>The entries of an object whose names are keys. One with a bad key is read on, for its other Faults.</summary>
    protected List<JsonTree> Entries(JsonTree? tree, string what, int most)
    {
        if (tree is null)
            return [];
        if (!tree.IsMap)
        {
            Wrong(tree, $"an object from key to each of the {what}");
            return [];
        }
        foreach (var entry in tree.Items.Where(entry => !Keys.IsKey(entry.Name!)))
            Faults.AddAtName("bad-key", entry, $"{Quote.Of(entry.Name!)} is no key; use {Keys.Rule}.");
        return Bounded(tree, most);
    }

    protected List<JsonTree> ListOf(JsonTree? tree, string what, int most)
    {
        if (tree is null or { IsList: true })
            return tree is null ? [] : Bounded(tree, most);
        Wrong(tree, $"a list of {what}");
        return [];
    }

    protected List<JsonTree> Bounded(JsonTree tree, int most)
    {
        if (tree.Items.Count <= most)
            return tree.Items;
        Faults.Add("too-many", tree, $"There are {tree.Items.Count} entries here; keep to at most {most}.");
        return tree.Items[..most];
    }

    protected string Words(JsonTree tree, int most = LongestName)
    {
        if (!tree.IsText)
            Wrong(tree, "a text");
        else if (string.IsNullOrWhiteSpace(tree.Text))
            Faults.Add("empty-text", tree, "This text is empty; write something or leave the member out.");
        else if (tree.Text.Length > most)
            Faults.Add("too-long", tree, $"This text has {tree.Text.Length} characters; shorten it to at most {most}.");
        return tree.Text;
    }

    /// <summary>A text on one line, as a subject is.</summary>
    protected string Line(JsonTree tree)
    {
        var words = Words(tree);
        if (words.AsSpan().ContainsAny('\r', '\n'))
            Faults.Add("bad-text", tree, "This text goes over several lines; put it on one.");
        return words;
    }

    protected string Key(JsonTree tree)
    {
        if (!tree.IsText)
            Wrong(tree, "a key");
        else if (!Keys.IsKey(tree.Text))
            Faults.Add("bad-key", tree, $"{Quote.Of(tree.Text)} is no key; use {Keys.Rule}.");
        return tree.Text;
    }

    protected ImmutableArray<string> KeyList(JsonTree? tree, int most) => Distinct(ListOf(tree, "keys", most), Key);

    /// <summary>Reads each element; the same one twice is a fault.</summary>
    protected ImmutableArray<T> Distinct<T>(List<JsonTree> trees, Func<JsonTree, T> read) where T : notnull
    {
        var seen = new OrderedDictionary<T, bool>();
        foreach (var tree in trees)
        {
            var before = Faults.Count;
            if (!seen.TryAdd(read(tree), true) && Faults.Count == before)
                Faults.Add("duplicate-key", tree, $"{(tree.IsText ? Quote.Of(tree.Text) : "This entry")} stands in this list twice; remove one of them.");
        }
        return [.. seen.Keys];
    }

    protected int? Whole(JsonTree? tree, int least, int most)
    {
        if (tree is null)
            return null;
        if (tree.Number is { } number && number == decimal.Truncate(number) && number >= least && number <= most)
            return (int)number;
        Wrong(tree, $"a whole number from {least} to {most}");
        return null;
    }

    protected Roles RolesOf(JsonTree? tree) => tree is { IsText: true }
        ? Word(tree, Vocabulary.Roles, "role", Roles.None)
        : Distinct(ListOf(tree, "roles", 3), role => Word(role, Vocabulary.Roles, "role", Roles.None)).Aggregate(Roles.None, (all, role) => all | role);

    /// <summary>One of a fixed list of words.</summary>
    protected T Word<T>(JsonTree? tree, OrderedDictionary<string, T> words, string what, T otherwise)
    {
        if (tree is null)
            return otherwise;
        if (!tree.IsText)
            Wrong(tree, "a " + what);
        else if (words.TryGetValue(tree.Text, out var value))
            return value;
        else
            Faults.Add("unknown-" + what, tree, $"There is no {what} {Quote.Of(tree.Text)}; {Quote.OneOf(words.Keys)}.");
        return otherwise;
    }

    /// <summary>A key that something else in the document must have.</summary>
    protected string Reference(JsonTree tree, IReadOnlyCollection<string> known, string what)
    {
        if (!tree.IsText)
            Wrong(tree, $"the key of a {what}");
        else if (!known.Contains(tree.Text))
            Faults.Add("unknown-" + what, tree, $"There is no {what} {Quote.Of(tree.Text)}; {Quote.OneOf(known)}.");
        return tree.Text;
    }

    protected void Wrong(JsonTree tree, string expected) =>
        Faults.Add("wrong-type", tree, $"This is {tree.InWords()}; write {expected} here.");

    protected static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>A constant that fits a field; empty after a fault.</summary>
    protected FieldValue ValueFor(FieldDefinition field, JsonTree tree)
    {
        var value = field.Type switch
        {
            FieldType.Number => tree.Number is { } number ? FieldValue.Of(number) : FieldValue.None,
            FieldType.Flag => tree.Flag is { } flag ? FieldValue.Of(flag) : FieldValue.None,
            FieldType.Date => tree.IsText && DateOnly.TryParseExact(tree.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? FieldValue.Of(date) : FieldValue.None,
            _ => tree.IsText ? FieldValue.Of(tree.Text) : FieldValue.None,
        };
        if (!field.Fits(value) || value.IsEmpty)
            Faults.Add(
                value.IsEmpty || field.Type != FieldType.Choice ? "wrong-value" : "unknown-choice", tree,
                $"This does not fit the field {field.Key}; write {Fitting(field)}.");
        return value;
    }

    protected static string Fitting(FieldDefinition field) => field.Type switch
    {
        FieldType.Choice => field.Choices.IsEmpty ? "one of its choices" : $"one of {string.Join(", ", field.Choices.Take(12).Select(choice => choice.Key))}",
        FieldType.Number => "a number",
        FieldType.Flag => "true or false",
        FieldType.Date => "a date such as \"2026-12-31\"",
        FieldType.Text => $"a text of 1 to {FieldDefinition.LongestText} characters on one line",
        FieldType.LongText => $"a text of 1 to {FieldDefinition.LongestLongText} characters",
        _ => throw new InvalidOperationException(),
    };

    protected Span SpanOf(JsonTree tree)
    {
        if (Span.TryParse(tree.Text, out var span) && tree.IsText)
            return span;
        Faults.Add("bad-span", tree, "This is no length of time; write one such as \"30m\", \"4h\", \"2d\" or \"1w\".");
        return default;
    }
}
