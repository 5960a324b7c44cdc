using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Moving a live case from one version of its workflow to another, checked with its actual values.</summary>
public static class Migration
{
    /// <summary>What the move would make of a case, or why it cannot be made. Pure; the caller checks again in the migrating transaction.</summary>
    /// <param name="subject">The case on the old version; it stands in a state.</param>
    /// <param name="enteredAt">When it entered that state, in UTC: new timers count from there.</param>
    /// <param name="armed">The timers of the stay that have not fired.</param>
    /// <param name="target">The new version.</param>
    /// <param name="map">Where states went.</param>
    /// <param name="at">Now, in UTC.</param>
    /// <param name="surroundings">Calendars and candidates of the new version.</param>
    public static MigrationOutcome Of(
        CaseSnapshot subject, DateTimeOffset enteredAt, ImmutableArray<ArmedTimer> armed, CompiledWorkflow target, MigrationMap map, DateTimeOffset at, Surroundings surroundings)
    {
        var key = map[subject.State ?? throw new ArgumentException("A case that is being filed has no version yet.", nameof(subject))];
        if (target.State(key) is not { } state)
            return new MigrationOutcome.Blocked([new(MigrationObstacleKind.NoState, key)]);
        var moved = subject with { State = key, Fields = target.Bind(subject.Fields) };
        var timers = Timers(state, enteredAt, armed, at, surroundings);
        var obstacles = Obstacles(subject, moved, state, target, timers);
        return obstacles.IsEmpty ? Ready(moved, state, armed, timers, target) : new MigrationOutcome.Blocked(obstacles);
    }

    private static MigrationOutcome.Ready Ready(CaseSnapshot moved, StateDefinition state, ImmutableArray<ArmedTimer> armed, ImmutableArray<ArmedTimer> timers, CompiledWorkflow target) => new(
        state.Key,
        timers,
        [.. armed.Where(timer => !timers.Contains(timer))],
        [.. moved.Clocks.Keys.Where(clock => target.Definition.Clocks.All(one => one.Key != clock))]);

    private static ImmutableArray<MigrationObstacle> Obstacles(
        CaseSnapshot before, CaseSnapshot moved, StateDefinition state, CompiledWorkflow target, ImmutableArray<ArmedTimer> timers)
    {
        var found = ImmutableArray.CreateBuilder<MigrationObstacle>();
        foreach (var (key, value) in before.Fields)
            if (target.Field(key) is { } field && !value.IsEmpty && !field.Fits(value))
                found.Add(new(MigrationObstacleKind.WrongValue, key));
        foreach (var (key, approval) in before.Approvals)
            if (approval.Status == ApprovalStatus.Asked && target.Approval(key) is null)
                found.Add(new(MigrationObstacleKind.NoApproval, key));
        foreach (var step in target.StateOrNowhere(state.Key).Automatic)
            if (step.GuardHolds(target.Bind(moved.Fields)))
                found.AddRange(step.MissingFields(target.Bind(moved.Fields)).Select(reason => new MigrationObstacle(MigrationObstacleKind.MissingField, reason.Key!)));
        if (state.Phase != Phase.Closed && timers.IsEmpty && !HasWayForward(moved, target))
            found.Add(new(MigrationObstacleKind.NoWayForward, state.Key));
        return found.ToImmutable();
    }

    private static bool HasWayForward(CaseSnapshot moved, CompiledWorkflow target) =>
        target.Steps(moved, Roles.Customer | Roles.Agent | Roles.Manager).Any(offered => offered.Available)
        || target.Chosen(moved, new(TriggerKind.CustomerReplied)) is not null
        || target.Chosen(moved, new(TriggerKind.Automatic)) is not null;

    /// <summary>A timer of the same key keeps its due time; a new one counts from the start of the stay, and is due now where that is over.</summary>
    private static ImmutableArray<ArmedTimer> Timers(StateDefinition state, DateTimeOffset enteredAt, ImmutableArray<ArmedTimer> armed, DateTimeOffset at, Surroundings surroundings)
    {
        var kept = armed.Where(timer => state.Timers.Any(one => one.Key == timer.Timer && timer.Occurrence <= one.Repeat));
        var old = armed.Select(timer => timer.Timer).ToHashSet(StringComparer.Ordinal);
        var fresh =
            from timer in state.Timers
            where !old.Contains(timer.Key)
            from occurrence in Enumerable.Range(1, timer.Repeat)
            let due = timer.Due(enteredAt, occurrence, surroundings)
            // Of several that are over only the last is of use.
            where due > at || occurrence == timer.Repeat || timer.Due(enteredAt, occurrence + 1, surroundings) > at
            select new ArmedTimer(timer.Key, occurrence, due < at ? at.ToUniversalTime() : due);
        return [.. kept, .. fresh];
    }
}

/// <summary>What migrating a case comes to.</summary>
public abstract record MigrationOutcome
{
    private MigrationOutcome() { }

    /// <summary>It can be migrated. Its entry number and values stay.</summary>
    /// <param name="State">Where it stands on the new version.</param>
    /// <param name="Timers">The timers that its stay has there: those kept as they are, and the new ones.</param>
    /// <param name="Lapsed">The timers that lapse.</param>
    /// <param name="DroppedClocks">The service-level clocks that the new version does not have.</param>
    public sealed record Ready(string State, ImmutableArray<ArmedTimer> Timers, ImmutableArray<ArmedTimer> Lapsed, ImmutableArray<string> DroppedClocks) : MigrationOutcome
    {
        /// <summary>Those timers that are due at once spread evenly over a window, so that a publication does not send a thousand mails in one minute.</summary>
        /// <param name="at">Now, in UTC.</param>
        /// <param name="window">Over how long; not negative.</param>
        /// <param name="place">This case's place among those migrated, from 0.</param>
        /// <param name="of">How many cases are migrated; at least 1.</param>
        public Ready Spread(DateTimeOffset at, TimeSpan window, int place, int of) => this with
        {
            Timers = [.. Timers.Select(timer => timer.DueAt <= at ? timer with { DueAt = at.ToUniversalTime() + window * place / of } : timer)],
        };
    }

    /// <summary>It cannot: a manager mends the map or the case, or leaves it on its version.</summary>
    /// <param name="Obstacles">Why, all of it.</param>
    public sealed record Blocked(ImmutableArray<MigrationObstacle> Obstacles) : MigrationOutcome;
}

/// <summary>Why a case cannot be migrated.</summary>
/// <param name="Kind">The kind of obstacle.</param>
/// <param name="Key">The state, field or approval it is about.</param>
public sealed record MigrationObstacle(MigrationObstacleKind Kind, string Key)
{
    /// <summary>One plain English sentence.</summary>
    public override string ToString() => Kind switch
    {
        MigrationObstacleKind.NoState => $"There is no state {Key} any more; map it to one that there is.",
        MigrationObstacleKind.NoWayForward => $"In {Key} nothing could happen to this case: no step is on for it and no timer waits.",
        MigrationObstacleKind.MissingField => $"A step that is taken by itself needs the field {Key}, which has no value.",
        MigrationObstacleKind.WrongValue => $"The value of {Key} does not fit the field as it is defined now.",
        MigrationObstacleKind.NoApproval => $"It waits for the approval {Key}, which there is no more.",
        _ => throw new InvalidOperationException($"{Kind} has no words."),
    };
}

/// <summary>The kinds of obstacle to a migration.</summary>
public enum MigrationObstacleKind
{
    /// <summary>The state is gone and not mapped to one that exists.</summary>
    NoState,
    /// <summary>No step is on for it and no timer is pending.</summary>
    NoWayForward,
    /// <summary>A step that the system takes there needs a field that is empty.</summary>
    MissingField,
    /// <summary>A value does not fit its field any more.</summary>
    WrongValue,
    /// <summary>It waits for an approval that is gone.</summary>
    NoApproval,
}
