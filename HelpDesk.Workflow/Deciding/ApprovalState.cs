using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>How an approval stands that a case asked for.</summary>
/// <param name="Status">Whether it is decided.</param>
/// <param name="Round">How often it was asked for, from 1; an answer to an earlier round does nothing.</param>
/// <param name="AskedAt">When it was asked for, in UTC.</param>
/// <param name="AskedBy">The id of the person whose act asked for it, or null for the system: nobody consents to their own request.</param>
/// <param name="Consents">The ids of those who consented, in order.</param>
/// <param name="DueAt">When it counts as denied, in UTC; null for never.</param>
public sealed record ApprovalState(
    ApprovalStatus Status, int Round, DateTimeOffset AskedAt, string? AskedBy, ImmutableArray<string> Consents, DateTimeOffset? DueAt)
{
    internal static readonly ImmutableSortedDictionary<string, ApprovalState> NoApprovals =
        ImmutableSortedDictionary.Create<string, ApprovalState>(StringComparer.Ordinal);
}

/// <summary>Whether an approval is decided.</summary>
public enum ApprovalStatus
{
    /// <summary>People are being asked.</summary>
    Asked,
    /// <summary>As many as needed have consented.</summary>
    Granted,
    /// <summary>Somebody denied it, or the time ran out.</summary>
    Denied,
    /// <summary>The case was closed before it was decided.</summary>
    Withdrawn,
}
