using System.ComponentModel.DataAnnotations;

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
}

/// <summary>What a customer writes on a request.</summary>
public sealed record ReplyForm
{
    [Required(ErrorMessage = "Write something before you send it.")]
    [StringLength(RequestForm.MaxBody, ErrorMessage = "Keep the text within {1} characters. What is longer can come as a file.")]
    public string? Body { get; init; }
}
