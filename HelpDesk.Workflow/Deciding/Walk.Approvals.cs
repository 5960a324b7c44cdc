using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Approvals.</summary>
internal sealed partial class Walk
{
    public ImmutableSortedDictionary<string, ApprovalState> Approvals { get; private set; } = subject.Approvals;

    public void Put(string key, ApprovalState state) => Approvals = Approvals.SetItem(key, state);

    private void Ask(ApprovalDefinition approval)
    {
        var round = Approvals.TryGetValue(approval.Key, out var before) ? before.Round + 1 : 1;
        Put(approval.Key, new(ApprovalStatus.Asked, round, command.At, command.Actor, [], DueOf(approval)));
    }

    /// <summary>A closed case asks nobody any more.</summary>
    private void WithdrawApprovals()
    {
        foreach (var (key, state) in Approvals)
            if (state.Status == ApprovalStatus.Asked)
                Put(key, state with { Status = ApprovalStatus.Withdrawn });
    }

    private DateTimeOffset? DueOf(ApprovalDefinition approval) => approval.Within is not { } within ? null
        : approval.Calendar is { } key ? surroundings.Calendars[key].Add(command.At, within)
        : command.At.ToUniversalTime() + within.OnTheClock;

    private ImmutableSortedDictionary<string, ApprovalState> ChangedApprovals() => Changed(Approvals, subject.Approvals);
}
