namespace HelpDesk.Workflow;

/// <summary>The way of a case: the states that it entered, by which steps and when, and what followed. Used again for the next case.</summary>
internal sealed class Track
{
    /// <summary>A timer that fires within this of another time fires at the same time: a desk's sweep takes its while.</summary>
    private const long Tolerance = 10 * TimeSpan.TicksPerMinute;

    private readonly List<(string State, string Step, long Ticks)> entries = [];

    public int Count => entries.Count;

    public (string State, string Step, long Ticks) this[int at] => entries[at];

    public string? End => entries.Count == 0 ? null : entries[^1].State;

    public bool IsRefused { get; set; }

    /// <summary>A fingerprint of mails and surveys, whatever their order.</summary>
    public long Effects { get; private set; }

    public ReplaySums Sums { get; private set; }

    public void Clear()
    {
        entries.Clear();
        (IsRefused, Effects, Sums) = (false, 0, default);
    }

    public void Enter(string state, string step, long ticks, bool closedBySystem)
    {
        entries.Add((state, step, ticks));
        if (closedBySystem)
            Sums += new ReplaySums(0, 0, 1, 0);
    }

    public void Follow(Effect effect)
    {
        if (effect is Effect.Mail)
            Sums += new ReplaySums(1, 0, 0, 0);
        else if (effect is Effect.Survey)
            Sums += new ReplaySums(0, 1, 0, 0);
        else
            return;
        // Adding is independent of the order; the letter's key stands for the letter in both versions.
        Effects += effect switch
        {
            Effect.Mail one => HashCode.Combine(one.Letter, one.To),
            Effect.Survey survey => HashCode.Combine(survey.Key, 17),
            _ => 0,
        };
    }

    public void Miss(int deadlines) => Sums += new ReplaySums(0, 0, 0, deadlines);

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
