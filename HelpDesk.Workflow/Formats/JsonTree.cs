using System.Text.Json;

namespace HelpDesk.Workflow;

/// <summary>A JSON value that knows where it stood, so that every fault can be shown in the file.</summary>
internal sealed class JsonTree
{
    private JsonTree(JsonValueKind kind, JsonTree? parent, string? name, int index, Place place, Place namePlace) =>
        (Kind, Parent, Name, Index, Place, NamePlace) = (kind, parent, name, index, place, namePlace);

    public JsonValueKind Kind { get; }
    public JsonTree? Parent { get; }

    /// <summary>The member's name when the parent is an object.</summary>
    public string? Name { get; }
    public int Index { get; }
    public Place Place { get; }
    public Place NamePlace { get; }
    public string Text { get; private set; } = "";

    /// <summary>The number, or null when it is beyond the range of a decimal.</summary>
    public decimal? Number { get; private set; }

    /// <summary>Elements of a list, or values of an object in the order of the file.</summary>
    public List<JsonTree> Items { get; } = [];

    public bool IsText => Kind == JsonValueKind.String;
    public bool IsMap => Kind == JsonValueKind.Object;
    public bool IsList => Kind == JsonValueKind.Array;
    public bool? Flag => Kind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    public JsonTree? this[string name] => IsMap ? Items.Find(item => item.Name == name) : null;

    /// <summary>Built only for a fault: a path kept in every node of a hostile document would not fit into memory.</summary>
    public string Path => Parent is null ? "$" : Parent.Path + JsonPath.Part(Name, Index);

    /// <summary>Reads the value at which the reader stands, with all that is in it.</summary>
    public static JsonTree Read(ref Utf8JsonReader reader, PlaceCursor places, FaultList faults) =>
        Read(ref reader, places, faults, null, null, 0, new(1, 1));

    private static JsonTree Read(
        ref Utf8JsonReader reader, PlaceCursor places, FaultList faults, JsonTree? parent, string? name, int index, Place namePlace)
    {
        var tree = new JsonTree(KindOf(reader.TokenType), parent, name, index, places.At(reader.TokenStartIndex), namePlace);
        if ((tree.IsMap || tree.IsList) && reader.CurrentDepth >= DefinitionReader.Deepest)
            SkipTooDeep(ref reader, tree, faults);
        else if (tree.IsMap)
            ReadMembers(ref reader, places, faults, tree);
        else if (tree.IsList)
            for (var next = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; next++)
                tree.Items.Add(Read(ref reader, places, faults, tree, null, next, tree.Place));
        else if (tree.IsText)
            tree.Text = TextOf(ref reader, tree, tree.Place, faults);
        else if (tree.Kind == JsonValueKind.Number && reader.TryGetDecimal(out var number))
            tree.Number = Numbers.Plain(number);
        return tree;
    }

    /// <summary>The rest of the document is read on, but never by deeper recursion.</summary>
    private static void SkipTooDeep(ref Utf8JsonReader reader, JsonTree tree, FaultList faults)
    {
        faults.Add("too-deep", tree, $"Objects and lists are nested deeper than {DefinitionReader.Deepest} here; flatten them.");
        reader.Skip();
    }

    private static void ReadMembers(ref Utf8JsonReader reader, PlaceCursor places, FaultList faults, JsonTree map)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var place = places.At(reader.TokenStartIndex);
            var name = TextOf(ref reader, map, place, faults);
            reader.Read();
            var member = Read(ref reader, places, faults, map, name, 0, place);
            if (seen.Add(name))
                map.Items.Add(member);
            else
                faults.AddAtName("duplicate-key", member, $"{Quote.Of(name)} stands here twice; rename or remove one of them.");
        }
    }

    /// <summary>The only text that the reader accepts and cannot give out is an escaped half of a surrogate pair.</summary>
    private static string TextOf(ref Utf8JsonReader reader, JsonTree owner, Place place, FaultList faults)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            faults.Add("bad-text", owner.Path, place, "This text holds half a character (a lone surrogate); write the character out.");
            return "";
        }
    }

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };
}
