namespace HelpDesk.Workflow;

/// <summary>A timer is due. It acts only in the stay that armed it.</summary>
internal static class Firing
{
    public static Decision Decide(Walk walk, Command.Fire command)
    {
        if (command.Entry != walk.Subject.Entry)
            return Walk.Refuse(new Reason(ReasonKind.StayIsOver, command.Timer));
        if (walk.State.Definition?.Timers.FirstOrDefault(timer => timer.Key == command.Timer) is not { } timer)
            return Walk.Refuse(new Reason(ReasonKind.UnknownTimer, command.Timer));
        if (timer.Step is not null)
            return TakeStep(walk, timer.Step);
        walk.FollowLoose(timer.Effects);
        return walk.Rest();
    }

    private static Decision TakeStep(Walk walk, string key)
    {
        if (walk.Workflow.Compiled(key) is not { } step)
            return Walk.Refuse(new Reason(ReasonKind.UnknownStep, key));
        if (!walk.State.Has(step))
            return Walk.Refuse(new Reason(ReasonKind.NotFromHere, key));
        if (!step.GuardHolds(walk.Values.Now))
            return Walk.Refuse(step.GuardReasons(walk.Values.Now));
        if (step.MissingFields(walk.Values.Now) is { IsEmpty: false } missing)
            return Walk.Refuse(missing);
        walk.Take(step);
        return walk.Rest();
    }
}
