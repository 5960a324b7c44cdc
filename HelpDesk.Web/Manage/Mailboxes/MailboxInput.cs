namespace HelpDesk.Web.Manage.Mailboxes;

/// <summary>One line of the form.</summary>
/// <param name="Value">Null for a secret, which is never shown.</param>
public sealed record MailboxInput(string Name, string Label, string? Value, string? Hint = null)
{
    public string Type { get; init; } = "text";
    public string? Mode { get; init; }
    public bool IsOptional { get; init; }
    public bool IsShort { get; init; }

    /// <summary>The class of lines that only some ways to sign in need.</summary>
    public string? For { get; init; }
}
