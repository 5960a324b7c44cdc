namespace HelpDesk.Workflow;

/// <summary>A person decides on an approval, or its time is over. An outcome is a happening that steps may be on.</summary>
internal static class Approving
{
    public static Decision Decide(Walk walk, Command.Approve command)
    {
        if (command.Actor is not { Length: > 0 } person)
            throw new ArgumentException("An approval is decided by a person; give the command its actor.", nameof(command));
        if (walk.Workflow.Approval(command.Approval) is not { } approval)
            return Walk.Refuse(new Reason(ReasonKind.UnknownApproval, command.Approval));
        if ((approval.By & command.By) == Roles.None)
            return Walk.Refuse(new Reason(ReasonKind.NotYourApproval, approval.Key));
        if (Asked(walk, approval.Key, command.Round) is not { } asked)
            return Walk.Refuse(new Reason(ReasonKind.NotAsked, approval.Key));
        if (asked.AskedBy == person)
            return Walk.Refuse(new Reason(ReasonKind.OwnRequest, approval.Key));
        if (asked.Consents.Contains(person))
            return Walk.Refuse(new Reason(ReasonKind.AlreadyDecided, approval.Key));
        return command.Granted ? Consent(walk, approval, asked, person) : End(walk, approval.Key, asked, ApprovalStatus.Denied);
    }

    public static Decision Decide(Walk walk, Command.Lapse command) => Asked(walk, command.Approval, command.Round) is { } asked
        ? End(walk, command.Approval, asked, ApprovalStatus.Denied)
        : Walk.Refuse(new Reason(ReasonKind.NotAsked, command.Approval));

    private static ApprovalState? Asked(Walk walk, string key, int round) =>
        walk.Approvals.TryGetValue(key, out var state) && state.Status == ApprovalStatus.Asked && state.Round == round ? state : null;

    private static Decision Consent(Walk walk, ApprovalDefinition approval, ApprovalState asked, string person)
    {
        asked = asked with { Consents = asked.Consents.Add(person) };
        if (asked.Consents.Length >= approval.Needs)
            return End(walk, approval.Key, asked, ApprovalStatus.Granted);
        walk.Put(approval.Key, asked);
        return walk.Rest();
    }

    private static Decision End(Walk walk, string key, ApprovalState asked, ApprovalStatus status)
    {
        walk.Put(key, asked with { Status = status });
        var outcome = new Trigger(status == ApprovalStatus.Granted ? TriggerKind.ApprovalGranted : TriggerKind.ApprovalDenied, key);
        walk.Happen(outcome);
        walk.TakeFirst(walk.State.On(outcome));
        return walk.Rest();
    }
}
