using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A typed fact about a case that the workflow defines.</summary>
/// <param name="Key">The field's key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Type">What it can hold.</param>
/// <param name="Choices">The choices of a <see cref="FieldType.Choice"/>, in order; else empty.</param>
/// <param name="SetBy">Who may set it; <see cref="Roles.None"/>: only effects do.</param>
public sealed record FieldDefinition(string Key, Text Name, FieldType Type, ImmutableArray<Choice> Choices, Roles SetBy)
{
    /// <summary>The longest value of a <see cref="FieldType.Text"/>, in characters.</summary>
    public const int LongestText = 200;

    /// <summary>The longest value of a <see cref="FieldType.LongText"/>, in characters.</summary>
    public const int LongestLongText = 10_000;

    /// <summary>Whether the field can hold this value. No value fits all fields but those that every case must have.</summary>
    public bool Fits(FieldValue value) => value.IsEmpty ? !BuiltInFields.NeverEmpty.Contains(Key) : Type switch
    {
        FieldType.Text => value.Text is { Length: <= LongestText } line && !line.AsSpan().ContainsAny('\r', '\n'),
        FieldType.LongText => value.Text is { Length: <= LongestLongText },
        FieldType.Choice => value.Text is { } key && RankOf(key) >= 0,
        FieldType.Number => value.Number is not null,
        FieldType.Flag => value.Flag is not null,
        FieldType.Date => value.Date is not null,
        _ => throw new InvalidOperationException($"{Key} is of an unknown type."),
    };

    /// <summary>The order of two values; null where there is nothing to compare: no value, a value of another type, a choice that is not in the list.</summary>
    internal int? Compare(FieldValue value, FieldValue other) => Type switch
    {
        FieldType.Choice => value.Text is { } text && RankOf(text) is >= 0 and var rank ? rank.CompareTo(RankOf(other.Text ?? "")) : null,
        FieldType.Date => value.Date is { } date && other.Date is { } then ? date.CompareTo(then) : null,
        _ => value.Number is { } number && other.Number is { } limit ? number.CompareTo(limit) : null,
    };

    /// <summary>Where a choice stands in the list, from 0, or -1 when it is not in it.</summary>
    public int RankOf(string choice)
    {
        for (var rank = 0; rank < Choices.Length; rank++)
            if (Choices[rank].Key == choice)
                return rank;
        return -1;
    }
}

/// <summary>One value of a choice field.</summary>
/// <param name="Key">The value that is stored.</param>
/// <param name="Name">What people read.</param>
public sealed record Choice(string Key, Text Name);

/// <summary>What a field can hold.</summary>
public enum FieldType
{
    /// <summary>One line of text.</summary>
    Text,
    /// <summary>Several lines of text.</summary>
    LongText,
    /// <summary>One of a list.</summary>
    Choice,
    /// <summary>A decimal number.</summary>
    Number,
    /// <summary>Yes or no.</summary>
    Flag,
    /// <summary>A calendar date.</summary>
    Date,
}
