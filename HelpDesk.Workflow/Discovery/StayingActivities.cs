namespace HelpDesk.Workflow;

/// <summary>Finds activities that leave a case where it is, such as a note: whatever came before, what comes next is what could have come anyway.</summary>
internal static class StayingActivities
{
    /// <summary>A context that was seen less often proves nothing.</summary>
    private const int FewestInContext = 5;

    /// <summary>The share of what comes next that must have been possible before, and of the contexts in which that holds; the rest may be noise.</summary>
    private const double MostlyPossible = 0.9;

    public static HashSet<int> Of(Traces log)
    {
        var next = new Follows();
        foreach (var trace in log.All)
            for (var i = 1; i < trace.Activities.Length; i++)
                next.Add(trace.Activities[i - 1], trace.Activities[i]);
        var occurrences = new int[log.Names.Count];
        foreach (var activity in log.All.SelectMany(trace => trace.Activities))
            occurrences[activity]++;
        var starts = log.All.CountBy(trace => trace.Activities[0]).ToDictionary();
        var most = starts.Values.Max();
        return [.. Enumerable.Range(0, log.Names.Count).Where(activity => !Starts(activity) && Stays(log, next, occurrences, activity))];

        // What begins a case leads somewhere; a few cases begin otherwise because their first row is lost.
        bool Starts(int activity) => starts.GetValueOrDefault(activity) is > 0 and var count && (count == most || log.IsMore(count, log.All.Length));
    }

    private static bool Stays(Traces log, Follows next, int[] occurrences, int activity)
    {
        var (contexts, ended, runs) = Contexts(log, activity);
        var proofs = contexts.Firsts.Where(Proves).ToArray();
        return proofs.Length > 0 && ended * 2 < runs
            && proofs.Where(NothingNew).Sum(contexts.Total) >= MostlyPossible * proofs.Sum(contexts.Total);

        bool NothingNew(int context)
        {
            var possible = next.Tails(context, log);
            return contexts.Count(context, possible.Contains) >= MostlyPossible * contexts.Total(context);
        }

        bool Proves(int context) => contexts.Total(context) >= FewestInContext && log.IsMore(contexts.Total(context), occurrences[context]);
    }

    /// <summary>For each activity before a run of this one, what came after the run; and how many runs ended their case.</summary>
    private static (Follows Contexts, int Ended, int Runs) Contexts(Traces log, int activity)
    {
        var (contexts, ended, runs) = (new Follows(), 0, 0);
        foreach (var trace in log.All)
            for (var i = 1; i < trace.Activities.Length; i++)
            {
                if (trace.Activities[i] != activity || trace.Activities[i - 1] == activity)
                    continue;
                var end = Array.FindIndex(trace.Activities, i, other => other != activity);
                runs++;
                if (end < 0)
                    ended++;
                else
                    contexts.Add(trace.Activities[i - 1], trace.Activities[end]);
            }
        return (contexts, ended, runs);
    }
}
