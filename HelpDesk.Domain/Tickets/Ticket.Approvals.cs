using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

// Whose consent it asks for. The rows are loaded before a decision (TicketCommands), for it is made by them.
public sealed partial class Ticket
{
    /// <summary>Somebody consents to an approval of this ticket, or denies it.</summary>
    public Decision Consent(TicketApproval approval, bool granted, string? comment, Act act)
    {
        var decision = Decide(new Command.Approve(act.As, act.At, approval.Key, approval.Round, granted), act);
        if (decision is Decision.Refused) return decision;
        approval.Hear(act.By!.Value, granted, comment, act.At);
        Record(new(EventKind.ApprovalDecided) { Subject = approval.Key, Granted = granted }, act);
        Apply(decision, act);
        return decision;
    }

    /// <summary>The time that people had for an approval of this ticket is over.</summary>
    public Decision Lapse(TicketApproval approval, Act act)
    {
        var decision = Decide(new Command.Lapse(act.At, approval.Key, approval.Round), act);
        if (decision is Decision.Refused) return decision;
        Record(new(EventKind.ApprovalLapsed) { Subject = approval.Key }, act);
        Apply(decision, act);
        return decision;
    }

    private ImmutableSortedDictionary<string, ApprovalState> ApprovalStates() => approvals
        .GroupBy(approval => approval.Key, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(rounds => rounds.Key, rounds => rounds.MaxBy(approval => approval.Round)!.State, StringComparer.Ordinal);

    private void Put(ImmutableSortedDictionary<string, ApprovalState> changed, Act act)
    {
        foreach (var (key, state) in changed)
        {
            if (approvals.Find(approval => approval.Key == key && approval.Round == state.Round) is { } known)
            {
                known.Become(state.Status, act.At);
                continue;
            }
            // Asked anew: what was said of the last round is over.
            foreach (var earlier in approvals.Where(approval => approval.Key == key && approval.IsOpen)) earlier.Become(ApprovalStatus.Withdrawn, act.At);
            approvals.Add(new TicketApproval(Id, act.Workflow.Compiled.Approval(key)!, state));
            Record(new(EventKind.ApprovalAsked) { Subject = key }, act);
        }
    }
}
