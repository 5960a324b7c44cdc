using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>How often a case came back from waiting for the customer to being worked on.</summary>
/// <param name="Case">The case's id.</param>
/// <param name="Returns">How often it went from an assigned state to a pending one and back; at least 1.</param>
public sealed record PingPong(string Case, int Returns)
{
    /// <summary>The cases that came back at least once, the worst first. Stays of one phase that follow each other count as one.</summary>
    public static ImmutableArray<PingPong> Of(CaseLog log, WorkflowDefinition definition)
    {
        var phases = PhaseTable.Of(log, definition);
        var found = ImmutableArray.CreateBuilder<PingPong>();
        foreach (var one in log.Cases)
            if (Returned(log.EventsOf(one), phases) is > 0 and var returns)
                found.Add(new(one.Id, returns));
        return [.. found.OrderByDescending(one => one.Returns)];
    }

    private static int Returned(ReadOnlySpan<CaseEvent> events, Phase?[] phases)
    {
        Phase? before = null, now = null;
        var returns = 0;
        foreach (ref readonly var one in events)
        {
            if (!one.Moves || phases[one.To] == now)
                continue;
            if (before == Phase.Assigned && now == Phase.Pending && phases[one.To] == Phase.Assigned)
                returns++;
            (before, now) = (now, phases[one.To]);
        }
        return returns;
    }
}
