using System.Globalization;

namespace HelpDesk.Workflow;

/// <summary>The value of a field: nothing, text (also a choice's key), a number, a flag or a date.</summary>
public readonly record struct FieldValue
{
    private readonly object? value;

    private FieldValue(object? value) => this.value = value;

    /// <summary>No value.</summary>
    public static FieldValue None => default;

    /// <summary>Text or a choice's key; the empty string is no value.</summary>
    public static FieldValue Of(string? text) => new(string.IsNullOrEmpty(text) ? null : text);

    /// <summary>A number.</summary>
    public static FieldValue Of(decimal number) => new(number);

    /// <summary>Yes or no.</summary>
    public static FieldValue Of(bool flag) => new(flag);

    /// <summary>A date.</summary>
    public static FieldValue Of(DateOnly date) => new(date);

    /// <summary>Whether there is no value.</summary>
    public bool IsEmpty => value is null;

    /// <summary>The text or choice key, or null when it holds something else.</summary>
    public string? Text => value as string;

    /// <summary>The number, or null when it holds something else.</summary>
    public decimal? Number => value as decimal?;

    /// <summary>The flag, or null when it holds something else.</summary>
    public bool? Flag => value as bool?;

    /// <summary>The date, or null when it holds something else.</summary>
    public DateOnly? Date => value as DateOnly?;

    /// <summary>The invariant form: text as it is, numbers with a point, <c>true</c>/<c>false</c>, dates as <c>yyyy-MM-dd</c>; empty for no value.</summary>
    public override string ToString() => value switch
    {
        null => "",
        string text => text,
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException("A field value holds text, a number, a flag or a date."),
    };
}
