using System.Globalization;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Shared;

/// <summary>A field's value as a form sends it.</summary>
public static class FieldReader
{
    /// <summary>The value, or null when the text is none of this field's type. Whether the field may hold it is the workflow's to say.</summary>
    public static FieldValue? Read(FieldDefinition field, string? sent)
    {
        var text = sent?.Trim() ?? "";
        if (text.Length == 0) return FieldValue.None;
        return field.Type switch
        {
            FieldType.Number => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? FieldValue.Of(number) : null,
            FieldType.Flag => bool.TryParse(text, out var flag) ? FieldValue.Of(flag) : null,
            FieldType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? FieldValue.Of(date) : null,
            _ => FieldValue.Of(text),
        };
    }
}
