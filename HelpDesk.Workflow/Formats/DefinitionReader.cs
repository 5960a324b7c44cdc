using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace HelpDesk.Workflow;

/// <summary>Reads a definition from its JSON form.</summary>
public static class DefinitionReader
{
    /// <summary>The largest document, in bytes of UTF-8.</summary>
    public const int LargestDocument = 1024 * 1024;

    /// <summary>How deep objects and lists may be nested.</summary>
    public const int Deepest = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a definition and checks its structure. Never throws for a bad document.</summary>
    /// <param name="json">The document.</param>
    /// <returns>The definition when there is no fault, else null, and every fault found (up to 500), in the order of the file.</returns>
    public static (WorkflowDefinition? Definition, ImmutableArray<Fault> Faults) Read(string json)
    {
        var faults = new FaultList();
        var definition = Tree(json, faults) is { } root ? new DefinitionParser(faults).Read(root) : null;
        return (faults.Count > 0 ? null : definition, faults.InOrder());
    }

    /// <summary>The document as a tree, or null after a fault that leaves nothing to read.</summary>
    internal static JsonTree? Tree(string json, FaultList faults) => Encode(json, faults) is { } bytes ? Parse(bytes, faults) : null;

    private static byte[]? Encode(string json, FaultList faults)
    {
        // A byte-order mark is no part of the text, and editors do not count it.
        var text = json.StartsWith('\uFEFF') ? json.AsSpan(1) : json;
        var half = IndexOfHalfCharacter(text);
        if (text.Length > LargestDocument || (half < 0 && StrictUtf8.GetByteCount(text) > LargestDocument))
            faults.Add("too-large", "$", new(1, 1), "The document is larger than 1 MiB; split it into several workflows.");
        else if (half >= 0)
            faults.Add("bad-text", "$", PlaceOf(text, half), "The document holds half a character (a lone surrogate); write the character out.");
        else
            return StrictUtf8.GetBytes(text.ToString());
        return null;
    }

    private static JsonTree? Parse(byte[] bytes, FaultList faults)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = LargestDocument });
        try
        {
            reader.Read();
            var root = JsonTree.Read(ref reader, new(bytes), faults);
            // Whatever stands after the value is a fault, too.
            reader.Read();
            return root;
        }
        catch (JsonException fault)
        {
            faults.Add("bad-json", "$", PlaceOf(bytes, fault), $"This is not JSON from here on; mend the text ({WhatIsWrong(fault)}).");
            return null;
        }
    }

    private static int IndexOfHalfCharacter(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return i;
        }
        return -1;
    }

    private static Place PlaceOf(ReadOnlySpan<char> text, int index) =>
        new(1 + text[..index].Count('\n'), index - text[..index].LastIndexOf('\n'));

    private static Place PlaceOf(byte[] bytes, JsonException fault)
    {
        var lineStart = 0;
        for (var line = 0L; line < (fault.LineNumber ?? 0); line++)
            lineStart = Array.IndexOf(bytes, (byte)'\n', lineStart) + 1;
        return new PlaceCursor(bytes).At(lineStart + (fault.BytePositionInLine ?? 0));
    }

    /// <summary>The library's sentence without its own line and byte, which count from 0.</summary>
    private static string WhatIsWrong(JsonException fault) =>
        Quote.Shorten(fault.Message.Split(" LineNumber:")[0].TrimEnd('.', ' ').ReplaceLineEndings(" "), 160);
}
