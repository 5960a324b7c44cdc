using System.Text.Encodings.Web;
using System.Text.Json;

namespace HelpDesk.Web.Verbs;

/// <summary>How verbs print JSON.</summary>
internal static class Printed
{
    // For a terminal or a program, never inside a page: characters stay as they are.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    public static string Json(object value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The same on one line, for programs that read line by line.</summary>
    public static string Line(object value) => JsonSerializer.Serialize(value, OneLine);
}
