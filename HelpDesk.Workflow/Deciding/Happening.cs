namespace HelpDesk.Workflow;

/// <summary>Something happened: the first step on it that applies is taken. With none the case stays, and nobody is refused.</summary>
internal static class Happening
{
    public static Decision Decide(Walk walk, Command.Happened command)
    {
        var trigger = command.Trigger;
        if (trigger.Kind is TriggerKind.Timer or TriggerKind.Automatic or TriggerKind.ApprovalGranted or TriggerKind.ApprovalDenied)
            throw new ArgumentException("Timers come as Fire, approvals as Approve or Lapse, and automatic steps by themselves.", nameof(command));
        walk.Happen(trigger);
        var taken = trigger.Kind == TriggerKind.Schedule ? walk.File(walk.State.On(trigger)) : walk.TakeFirst(walk.State.On(trigger));
        if (!taken && trigger.Starts && walk.Subject.State is null)
            return Walk.Refuse(new Reason(ReasonKind.NoStart));
        return walk.Rest();
    }

    /// <summary>Which side a message comes from that is part of a step's form.</summary>
    public static TriggerKind Speaks(this Roles by) =>
        (by & (Roles.Agent | Roles.Manager)) != Roles.None ? TriggerKind.AgentReplied : TriggerKind.CustomerReplied;
}
