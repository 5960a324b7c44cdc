using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Something to mend, and the control where it is mended.</summary>
public sealed record Fault(string Anchor, string Sentence);

/// <summary>A form that was not accepted, with all that was typed into it.</summary>
/// <param name="Panel">Which form of the page: <see cref="Reply"/>, <see cref="Note"/>, <see cref="Fields"/>, <see cref="Other"/> or a step's own, <c>step-KEY</c>.</param>
public sealed record Typed(string Panel)
{
    public const string Reply = "reply";
    public const string Note = "note";
    public const string Fields = "fields";
    public const string Other = "other";

    public StepDefinition? Step { get; init; }
    public string? ReplyText { get; init; }
    public string? NoteText { get; init; }
    public string? Assignee { get; init; }
    public IReadOnlyDictionary<string, string?> Values { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Files came with it; a browser cannot be given them back.</summary>
    public bool HadFiles { get; init; }

    /// <summary>The newest event of the page on which it was typed.</summary>
    public int Seen { get; init; }

    public ImmutableArray<Fault> Faults { get; init; } = [];

    /// <summary>Whether it is the small form of the subject: the same as that of the fields, with this one field.</summary>
    public bool IsSubject => Panel == Fields && Values.Count == 1 && Values.ContainsKey(BuiltInFields.Subject);

    /// <summary>What was typed for a requirement of a step.</summary>
    public string? For(string requirement) => requirement switch
    {
        Requirements.Reply => ReplyText,
        Requirements.Note => NoteText,
        Requirements.Assignee => Assignee,
        _ => Values.GetValueOrDefault(requirement),
    };

    /// <summary>The form in which a step is taken.</summary>
    public static string PanelOf(StepDefinition step) =>
        step.Requires.Contains(Requirements.Reply) ? Reply
        : step.Requires.Contains(Requirements.Note) ? Note
        : step.Requires.IsEmpty ? Other
        : $"step-{step.Key}";

    /// <summary>The id of the control for a requirement within a form.</summary>
    public static string ControlOf(string panel, string requirement) => requirement == panel ? $"{panel}-text" : $"{panel}-{requirement}";
}
