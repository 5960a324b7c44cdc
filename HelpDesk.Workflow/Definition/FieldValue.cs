using System.Globalization;

namespace HelpDesk.Workflow;

/// <summary>The value of a field: nothing, text (also a choice's key), a number, a flag or a date.</summary>
public readonly record struct FieldValue
{
    private readonly ValueKind kind;
    private readonly string? text;
    /// <summary>The number; a flag as 0 or 1; a date as its day number.</summary>
    private readonly decimal number;

    private FieldValue(ValueKind kind, string? text, decimal number) => (this.kind, this.text, this.number) = (kind, text, number);

    private enum ValueKind : byte { None, Text, Number, Flag, Date }

    /// <summary>No value.</summary>
    public static FieldValue None => default;

    /// <summary>Text or a choice's key; the empty string is no value.</summary>
    public static FieldValue Of(string? text) => string.IsNullOrEmpty(text) ? None : new(ValueKind.Text, text, 0);

    /// <summary>A number.</summary>
    public static FieldValue Of(decimal number) => new(ValueKind.Number, null, number);

    /// <summary>Yes or no.</summary>
    public static FieldValue Of(bool flag) => new(ValueKind.Flag, null, flag ? 1 : 0);

    /// <summary>A date.</summary>
    public static FieldValue Of(DateOnly date) => new(ValueKind.Date, null, date.DayNumber);

    /// <summary>Whether there is no value.</summary>
    public bool IsEmpty => kind == ValueKind.None;

    /// <summary>The text or choice key, or null when it holds something else.</summary>
    public string? Text => text;

    /// <summary>The number, or null when it holds something else.</summary>
    public decimal? Number => kind == ValueKind.Number ? number : null;

    /// <summary>The flag, or null when it holds something else.</summary>
    public bool? Flag => kind == ValueKind.Flag ? number != 0 : null;

    /// <summary>The date, or null when it holds something else.</summary>
    public DateOnly? Date => kind == ValueKind.Date ? DateOnly.FromDayNumber((int)number) : null;

    /// <summary>The invariant form: text as it is, numbers with a point, <c>true</c>/<c>false</c>, dates as <c>yyyy-MM-dd</c>; empty for no value.</summary>
    public override string ToString() => kind switch
    {
        ValueKind.None => "",
        ValueKind.Text => text!,
        ValueKind.Number => number.ToString(CultureInfo.InvariantCulture),
        ValueKind.Flag => number != 0 ? "true" : "false",
        _ => DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
