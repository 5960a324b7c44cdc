namespace HelpDesk.Workflow;

/// <summary>Something happened: the first step on it that applies is taken. With none the case stays, and nobody is refused.</summary>
internal static class Happening
{
    public static Decision Decide(Walk walk, Command.Happened command)
    {
        if (command.Trigger.Kind is TriggerKind.Timer or TriggerKind.Automatic)
            throw new ArgumentException("Timers come as Fire, and automatic steps by themselves.", nameof(command));
        var taken = walk.TakeFirst(walk.State.On(command.Trigger));
        if (!taken && command.Trigger.Kind == TriggerKind.Created && walk.Subject.State is null)
            return Walk.Refuse(new Reason(ReasonKind.NoStart));
        return walk.Rest();
    }
}
