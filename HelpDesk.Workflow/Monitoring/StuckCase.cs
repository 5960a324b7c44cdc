using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>An open case that has stood in its state for longer than usual.</summary>
/// <param name="Case">The case's id.</param>
/// <param name="State">The state.</param>
/// <param name="Since">When it entered it, in UTC.</param>
/// <param name="Age">How long ago.</param>
/// <param name="Limit">What it exceeds.</param>
public sealed record StuckCase(string Case, string State, DateTimeOffset Since, TimeSpan Age, TimeSpan Limit)
{
    /// <summary>With fewer stays that are over, a state's usual time is not known.</summary>
    public const int FewestStays = 20;

    /// <summary>Cases outside closed states that stand in their state longer than nineteen of twenty did that left it, the oldest first.</summary>
    /// <remarks>A state that fewer than <see cref="FewestStays"/> stays have left is judged by <paramref name="otherwise"/>, or not at all.</remarks>
    /// <param name="log">The log.</param>
    /// <param name="definition">Says which states are closed.</param>
    /// <param name="now">When the log was taken.</param>
    /// <param name="otherwise">The limit where too little is known.</param>
    public static ImmutableArray<StuckCase> Of(CaseLog log, WorkflowDefinition definition, DateTimeOffset now, TimeSpan? otherwise = null)
    {
        var stays = Stays.Of(log);
        var usual = DwellTime.Of(log, stays);
        return Of(log, definition, now, stays, state => usual.TryGetValue(state, out var known) && known.Count >= FewestStays ? known.P95 : otherwise);
    }

    /// <summary>Cases outside closed states that stand in their state for longer than a span, the oldest first.</summary>
    public static ImmutableArray<StuckCase> Beyond(CaseLog log, WorkflowDefinition definition, DateTimeOffset now, TimeSpan limit) =>
        Of(log, definition, now, Stays.Of(log), _ => limit);

    private static ImmutableArray<StuckCase> Of(
        CaseLog log, WorkflowDefinition definition, DateTimeOffset now, ImmutableArray<CaseStay> stays, Func<string, TimeSpan?> limitOf)
    {
        var phases = PhaseTable.Of(log, definition);
        var found = ImmutableArray.CreateBuilder<StuckCase>();
        foreach (var stay in stays)
            if (stay.Left is null && phases[stay.State] != Phase.Closed && limitOf(log.States[stay.State]) is { } limit && now.UtcTicks - stay.Entered > limit.Ticks)
                found.Add(new(log.Cases[stay.Case].Id, log.States[stay.State], new(stay.Entered, TimeSpan.Zero), new(now.UtcTicks - stay.Entered), limit));
        return [.. found.OrderByDescending(one => one.Age)];
    }
}
