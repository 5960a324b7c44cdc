using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Somebody who is asked for their consent, and what they said.</summary>
public sealed record ApproverFact(string Name, bool? Granted, DateTimeOffset? At, string? Comment);

/// <summary>The newest round of an approval of this ticket.</summary>
/// <param name="IsMine">Whether this reader may decide it, and has not.</param>
public sealed record ApprovalFact(TicketApproval Approval, string Name, string? AskedBy, ImmutableArray<ApproverFact> Approvers, bool IsMine)
{
    public int Agreed => Approvers.Count(approver => approver.Granted == true);

    /// <summary>Fewer people were asked than must agree.</summary>
    public bool IsShort => Approval.IsOpen && Approvers.Length < Approval.Needs;

    /// <summary>The form of the page in which it is decided.</summary>
    public string Panel => PanelOf(Approval.Id);

    public static string PanelOf(ApprovalId id) => $"approval-{id}";

    /// <summary>The newest round of each, in the order in which they were asked for.</summary>
    public static IEnumerable<ApprovalFact> Of(IEnumerable<TicketApproval> approvals, CompiledWorkflow workflow, IReadOnlyDictionary<PersonId, string> people, Caller me) =>
        from approval in approvals.GroupBy(a => a.Key).Select(rounds => rounds.MaxBy(a => a.Round)!)
        orderby approval.AskedAt
        select new ApprovalFact(approval, ReasonSentences.ApprovalName(approval.Key, workflow), approval.AskedBy is { } asker ? people.GetValueOrDefault(asker) : null,
            [.. approval.Approvers.Select(a => new ApproverFact(people.GetValueOrDefault(a.PersonId) ?? "", a.Granted, a.DecidedAt, a.Comment)).OrderBy(a => a.At ?? DateTimeOffset.MaxValue).ThenBy(a => a.Name, StringComparer.CurrentCulture)],
            IsOpenTo(approval, me));

    private static bool IsOpenTo(TicketApproval approval, Caller me) =>
        approval.IsOpen && (approval.By & me.AtDesk()) != Roles.None && approval.AskedBy != me.Id && !approval.Approvers.Any(a => a.PersonId == me.Id && a.Granted is not null);
}

/// <summary>An approval on its page.</summary>
public sealed record ApprovalPart(TicketPage Page, ApprovalFact Fact);
