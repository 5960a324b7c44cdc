using System.Globalization;
using System.Text.Json.Nodes;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio.Inputs;

/// <summary>Reads a form of the studio, and writes what it held as a definition's JSON.</summary>
internal static class Typing
{
    /// <summary>What was typed, or null for nothing.</summary>
    public static string? Of(this IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>What was ticked.</summary>
    public static string[] All(this IFormCollection form, string name) => [.. form[name].OfType<string>().Where(value => value.Length > 0)];

    /// <summary>The words with what was typed in the reader's language; other languages stay.</summary>
    public static JsonNode Words(JsonNode? old, string typed)
    {
        if (old is not JsonObject languages) return typed;
        var kept = languages.DeepClone().AsObject();
        var language = CultureInfo.CurrentUICulture.Name.ToLowerInvariant();
        kept[kept.ContainsKey(language) ? language : CultureInfo.CurrentUICulture.TwoLetterISOLanguageName] = typed;
        return kept;
    }

    public static JsonArray List(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);

    /// <summary>Sets a member, or removes it where there is nothing to say.</summary>
    public static void Set(this JsonObject part, string member, JsonNode? value)
    {
        if (value is null or JsonArray { Count: 0 }) part.Remove(member);
        else part[member] = value;
    }

    /// <summary>A number where it is one; else the words, for the core to object to.</summary>
    public static JsonNode? Number(string? typed) => typed is null ? null
        : decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : typed;

    /// <summary>What was typed for a field, in its type.</summary>
    public static JsonNode? Value(string? typed, FieldDefinition? field) => field?.Type switch
    {
        _ when typed is null => null,
        FieldType.Number => Number(typed),
        FieldType.Flag when bool.TryParse(typed, out var flag) => flag,
        _ => typed,
    };

    public static string Shown(this Text text) => text.In(CultureInfo.CurrentUICulture.Name);
}
