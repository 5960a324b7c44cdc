using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Shared;

/// <summary>What somebody answers who is asked for their consent.</summary>
public sealed class ConsentForm
{
    public CommandId Command { get; init; }

    /// <summary>Which button was pressed.</summary>
    public bool? Granted { get; init; }

    /// <summary>Why, as it was typed.</summary>
    public string? Comment { get; init; }

    /// <summary>What is kept of the comment.</summary>
    public string? Words => string.IsNullOrWhiteSpace(Comment) ? null : Comment.Trim();

    /// <summary>What is wrong with it, as a sentence; null for nothing.</summary>
    public string? Fault(Words words) => this switch
    {
        { Granted: null } => words["Say whether you agree."],
        { Comment.Length: > Approver.MaxComment } => words["Keep it within {0} characters.", Approver.MaxComment],
        { Granted: false, Words: null } => words["Say in a few words why you do not agree, so that they can mend it."],
        _ => null,
    };
}

/// <summary>The form in which somebody consents or denies, wherever it stands.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="Id">The id of its text.</param>
/// <param name="Comment">What was typed before.</param>
/// <param name="Fault">What is wrong with that, or null.</param>
/// <param name="Hint">Who reads the text.</param>
public sealed record ConsentControl(string Action, string Id, string? Comment, string? Fault, string Hint);
