namespace HelpDesk.Workflow;

/// <summary>Finds the states behind a log: each activity leads to one state, or stays.</summary>
/// <remarks>
/// Where activities are statuses they are the states. Where they are actions, two lead to the same state when about the same can come next:
/// k-tails with k = 1 (A. W. Biermann and J. A. Feldman, IEEE Transactions on Computers C-21(6), 1972) on the last activity that did not stay,
/// by likeness instead of equality, because no log shows all. An action that leads to different states by where it is taken is not told apart.
/// </remarks>
internal static class StateFinder
{
    /// <summary>The activity that leads nowhere, after the last of a case.</summary>
    private const int End = -1;

    /// <summary>From this likeness (Jaccard's) on, two sets of what comes next are of one state.</summary>
    private const double Alike = 0.6;

    /// <summary>With fewer occurrences what comes next is not known fully: a part of another's will do.</summary>
    private const int FewOccurrences = 20;

    /// <summary>For each activity the state it leads to, numbered from 0, or <see cref="CaseEvent.None"/> where the case stays.</summary>
    public static int[] Of(Traces log, LogShape shape)
    {
        if (shape == LogShape.Statuses)
            return [.. Enumerable.Range(0, log.Names.Count)];
        var staying = StayingActivities.Of(log);
        var (next, after) = (Moving(log, staying), new int[log.Names.Count]);
        Array.Fill(after, CaseEvent.None);
        var states = new List<HashSet<int>>();
        foreach (var activity in Enumerable.Range(0, after.Length).Where(activity => !staying.Contains(activity)).OrderByDescending(next.Total))
        {
            var (tails, few) = (TailsOf(activity, next, log), next.Total(activity) < FewOccurrences);
            var state = states.FindIndex(known => Likeness(known, tails) >= Alike || (few && tails.Count > 0 && tails.IsSubsetOf(known)));
            after[activity] = state >= 0 ? state : states.Count;
            if (state < 0)
                states.Add(tails);
        }
        return after;
    }

    private static Follows Moving(Traces log, HashSet<int> staying)
    {
        var next = new Follows();
        foreach (var trace in log.All)
        {
            var before = End;
            foreach (var activity in trace.Activities.Where(activity => !staying.Contains(activity)))
            {
                if (before != End)
                    next.Add(before, activity);
                before = activity;
            }
            if (before != End)
                next.Add(before, End);
        }
        return next;
    }

    /// <summary>A case may end anywhere when the log is cut, so an end counts only where it is the rule.</summary>
    private static HashSet<int> TailsOf(int activity, Follows next, Traces log)
    {
        var tails = next.Tails(activity, log);
        if (next.Count(activity, then => then == End) * 10 >= next.Total(activity) * 9)
            return [End];
        tails.Remove(End);
        return tails;
    }

    private static double Likeness(HashSet<int> one, HashSet<int> other)
    {
        var common = one.Count(other.Contains);
        var all = one.Count + other.Count - common;
        return all == 0 ? 1 : common / (double)all;
    }
}
