using HelpDesk.Workflow;

namespace HelpDesk.Web.Shared;

/// <summary>A workflow's own field in a form for a new request.</summary>
/// <param name="Id">The control's id.</param>
/// <param name="Typed">What was typed, or null.</param>
/// <param name="Fault">What is wrong with it, or null.</param>
public sealed record FieldControl(string Id, FieldDefinition Field, string? Typed, string? Fault)
{
    public string Name => $"Fields[{Field.Key}]";

    /// <summary>Whether it must be filled in.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The id of a field's control: keys keep to an alphabet that ids may have.</summary>
    public static string IdOf(FieldDefinition field) => $"field-{field.Key}";
}
