namespace HelpDesk.Workflow;

/// <summary>How often what came next after what: the tails of length one of each activity.</summary>
internal sealed class Follows
{
    private readonly Dictionary<int, Dictionary<int, int>> counts = [];

    public void Add(int first, int then)
    {
        if (!counts.TryGetValue(first, out var own))
            counts.Add(first, own = []);
        own[then] = own.GetValueOrDefault(then) + 1;
    }

    public IEnumerable<int> Firsts => counts.Keys;

    public int Total(int first) => counts.TryGetValue(first, out var own) ? own.Values.Sum() : 0;

    public int Count(int first, Func<int, bool> then) =>
        counts.TryGetValue(first, out var own) ? own.Where(pair => then(pair.Key)).Sum(pair => pair.Value) : 0;

    /// <summary>What comes next more often than by noise.</summary>
    public HashSet<int> Tails(int first, Traces log)
    {
        var total = Total(first);
        return counts.TryGetValue(first, out var own) ? [.. own.Where(pair => log.IsMore(pair.Value, total)).Select(pair => pair.Key)] : [];
    }
}
