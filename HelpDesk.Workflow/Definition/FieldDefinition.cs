using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A typed fact about a case that the workflow defines.</summary>
/// <param name="Key">The field's key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Type">What it can hold.</param>
/// <param name="Choices">The choices of a <see cref="FieldType.Choice"/>, in order; else empty.</param>
/// <param name="SetBy">Who may set it; <see cref="Roles.None"/>: only effects do.</param>
public sealed record FieldDefinition(string Key, Text Name, FieldType Type, ImmutableArray<Choice> Choices, Roles SetBy);

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
