using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Workflows;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>What a customer fills in for a new request.</summary>
public sealed record RequestForm
{
    public const int MaxSubject = 200;
    public const int MaxBody = 50_000;

    [Required(ErrorMessage = "Write a subject.")]
    [StringLength(MaxSubject, ErrorMessage = "Keep the subject within {1} characters.")]
    public string? Subject { get; init; }

    [Required(ErrorMessage = "Tell us what you need.")]
    [StringLength(MaxBody, ErrorMessage = "Keep the text within {1} characters. What is longer can come as a file.")]
    public string? Body { get; init; }

    [Required(ErrorMessage = "Choose how urgent it is.")]
    [RegularExpression("low|normal|high|urgent", ErrorMessage = "Choose how urgent it is.")]
    public string? Priority { get; init; } = HelpDesk.Workflow.BuiltInFields.UsualPriority;

    /// <summary>The key of the kind.</summary>
    public string? Kind { get; init; }

    /// <summary>The kind's own fields: key to what was typed.</summary>
    public Dictionary<string, string?> Fields { get; init; } = [];
}

/// <summary>The page for a new request.</summary>
/// <param name="Kinds">What can be filed.</param>
/// <param name="Kind">What is being filed; null while it is still to be chosen.</param>
public sealed record NewRequestPage(RequestForm Form, ImmutableArray<Kind> Kinds, Kind? Kind);

/// <summary>What a customer writes on a request.</summary>
public sealed record ReplyForm
{
    [Required(ErrorMessage = "Write something before you send it.")]
    [StringLength(RequestForm.MaxBody, ErrorMessage = "Keep the text within {1} characters. What is longer can come as a file.")]
    public string? Body { get; init; }
}
