namespace HelpDesk.Workflow;

/// <summary>Proposes a workflow from the log of another desk.</summary>
public static class Discovery
{
    /// <summary>The most activities that can be those of one workflow; more are free text.</summary>
    public const int MostActivities = 150;

    /// <summary>Finds states, phases, steps with their roles, and timers. Never throws for a strange log; it takes memory and time in proportion to the rows.</summary>
    /// <param name="rows">The log, in any order.</param>
    /// <param name="options">How; null for the usual.</param>
    public static DiscoveredWorkflow Of(IEnumerable<LogRow> rows, DiscoveryOptions? options = null)
    {
        var wanted = options ?? new();
        var log = new Traces(rows, wanted.Noise);
        var shape = wanted.Shape ?? ShapeOf(log);
        if (log.All.IsEmpty)
            return Nothing(shape, "The log has no rows that can be used; nothing was discovered.");
        return log.Names.Count > MostActivities
            ? Nothing(shape, $"The log has {log.Names.Count} different activities, too many for one workflow (at most {MostActivities}); name the column of the status or action \"activity\".")
            : new Draft(log, shape, wanted.Name).Result();
    }

    /// <summary>Statuses, when that is how at least six of ten rows are put.</summary>
    private static LogShape ShapeOf(Traces log)
    {
        var statuses = log.Names.Select(PhaseWords.IsStatus).ToArray();
        var (rows, like) = (log.All.Sum(trace => trace.Activities.Length), log.All.Sum(trace => trace.Activities.Count(activity => statuses[activity])));
        return like * 10 >= rows * 6 ? LogShape.Statuses : LogShape.Actions;
    }

    private static DiscoveredWorkflow Nothing(LogShape shape, string why) => new(null, shape, [why], [], new(0, []));
}
