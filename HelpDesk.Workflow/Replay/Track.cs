namespace HelpDesk.Workflow;

/// <summary>The way of a case: the states that it entered, by which steps and when, and what followed. Used again for the next case.</summary>
internal sealed class Track
{
    /// <summary>A timer that fires within this of another time fires at the same time: a desk's sweep takes its while.</summary>
    private const long Tolerance = 10 * TimeSpan.TicksPerMinute;

    private readonly List<(string State, string Step, long Ticks)> entries = [];
    private int closures;
    private int missed;

    public int Count => entries.Count;

    public (string State, string Step, long Ticks) this[int at] => entries[at];

    public string? End => entries.Count == 0 ? null : entries[^1].State;

    public bool IsRefused { get; set; }

    public EffectSum Effects { get; private set; }

    public ReplaySums Sums => new(Effects.Mails, Effects.Surveys, closures, missed);

    public void Clear()
    {
        entries.Clear();
        (IsRefused, Effects, closures, missed) = (false, default, 0, 0);
    }

    public void Enter(string state, string step, long ticks, bool closedBySystem)
    {
        entries.Add((state, step, ticks));
        if (closedBySystem)
            closures++;
    }

    public void Follow(EffectSum effects) => Effects += effects;

    public void Miss(int deadlines) => missed += deadlines;

    public bool SamePath(Track other)
    {
        if (entries.Count != other.entries.Count)
            return false;
        for (var at = 0; at < entries.Count; at++)
            if (entries[at].State != other.entries[at].State)
                return false;
        return true;
    }

    public bool SameTimes(Track other)
    {
        for (var at = 0; at < entries.Count; at++)
            if (Math.Abs(entries[at].Ticks - other.entries[at].Ticks) > Tolerance)
                return false;
        return true;
    }
}
