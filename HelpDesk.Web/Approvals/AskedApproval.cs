using System.Collections.Immutable;
using HelpDesk.Web.Shared;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Approvals;

/// <summary>What somebody consents to, as their link shows it.</summary>
/// <param name="Name">What is consented to.</param>
/// <param name="AskedBy">Who asked, or null for the workflow.</param>
/// <param name="Needs">How many must agree.</param>
public sealed record AskedApproval(string Name, ApprovalStatus Status, long Number, string Subject, string Customer, string? AskedBy, DateTimeOffset AskedAt, int Needs, DateTimeOffset? DueAt)
{
    /// <summary>The reader's own answer; null while there is none.</summary>
    public bool? Mine { get; init; }

    /// <summary>Whether the reader decides as the ticket's customer: then nothing here is from among staff.</summary>
    public bool AsCustomer { get; init; }

    /// <summary>Those who have agreed so far.</summary>
    public ImmutableArray<string> Agreed { get; init; } = [];

    /// <summary>What the customer asked for, in their words.</summary>
    public string? Request { get; init; }

    /// <summary>What was written when consent was asked for.</summary>
    public string? Words { get; init; }

    /// <summary>The ticket's own fields.</summary>
    public ImmutableArray<(string Name, string Value)> Facts { get; init; } = [];

    public bool IsOpen => Status == ApprovalStatus.Asked && Mine is null;
}

/// <summary>The page with the two buttons.</summary>
public sealed record ApprovalPage(AskedApproval Approval, ConsentControl Form);
