using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>A request that an agent writes down for somebody who phones.</summary>
public sealed class NewTicketForm
{
    [Required(ErrorMessage = "Write the caller’s e-mail address."), StringLength(256, ErrorMessage = "That address is too long.")]
    public string? Email { get; init; }

    [StringLength(200, ErrorMessage = "That name is too long.")]
    public string? Name { get; init; }

    [Required(ErrorMessage = "Write a subject."), StringLength(FieldDefinition.LongestText, ErrorMessage = "Make the subject shorter: at most 200 characters fit."), RegularExpression(@"[^\r\n]*", ErrorMessage = "Write the subject in one line.")]
    public string? Subject { get; init; }

    [Required(ErrorMessage = "Write what they need."), StringLength(StepInputs.LongestText, ErrorMessage = "Make it shorter: at most 50,000 characters fit.")]
    public string? Body { get; init; }

    public string? Priority { get; init; }
    public string? Team { get; init; }
    /// <summary>The key of the kind; null for the first one.</summary>
    public string? Kind { get; init; }

    /// <summary>The kind's own fields: key to what was typed.</summary>
    public Dictionary<string, string?> Fields { get; init; } = [];

    public List<IFormFile>? Files { get; init; }
    public CommandId Command { get; init; }
}
