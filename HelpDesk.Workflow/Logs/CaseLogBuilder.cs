namespace HelpDesk.Workflow;

/// <summary>Collects events into a <see cref="CaseLog"/>. Cases may come interleaved; the events of a case come in their order.</summary>
public sealed class CaseLogBuilder
{
    /// <summary>The most states that a log can tell apart.</summary>
    public const int MostStates = short.MaxValue;

    private readonly Interned states = new();
    private readonly Interned steps = new();
    private readonly Interned subjects = new();
    private readonly Interned actors = new();
    private readonly Interned cases = new();
    private readonly List<int> owners = [];
    private readonly List<CaseEvent> events = [];
    private readonly List<EventValues> values = [];

    /// <summary>Adds an event after those that the case has.</summary>
    /// <param name="id">The case's id or number.</param>
    /// <param name="entry">What happened.</param>
    /// <exception cref="ArgumentException">The log would have more than <see cref="MostStates"/> states.</exception>
    public CaseLogBuilder Add(string id, LogEntry entry)
    {
        var one = Compact(entry);
        owners.Add(cases.Number(id));
        events.Add(one);
        return this;
    }

    /// <summary>The log of what was added so far.</summary>
    public CaseLog Build()
    {
        var table = CasesByCount();
        var next = Array.ConvertAll(table, one => one.First);
        var sorted = new CaseEvent[events.Count];
        for (var i = 0; i < sorted.Length; i++)
            sorted[next[owners[i]]++] = events[i];
        return new(states, steps, subjects, actors, table, sorted, [.. values]);
    }

    private LoggedCase[] CasesByCount()
    {
        var counts = new int[cases.Count];
        foreach (var owner in owners)
            counts[owner]++;
        var first = 0;
        var table = new LoggedCase[counts.Length];
        var ids = cases.Names;
        for (var i = 0; i < table.Length; first += counts[i++])
            table[i] = new(ids[i], first, counts[i]);
        return table;
    }

    private CaseEvent Compact(LogEntry entry) => new()
    {
        Ticks = entry.At.UtcTicks,
        Kind = entry.Kind,
        Step = steps.Number(entry.Step),
        From = State(entry.From),
        To = State(entry.To),
        By = entry.By,
        Subject = subjects.Number(entry.Subject),
        Actor = actors.Number(entry.Actor),
        SecondsLate = entry.SecondsLate,
        Form = entry.Form,
        Values = Keep(entry),
    };

    private int State(string? key)
    {
        var number = states.Number(key);
        return number < MostStates ? number : throw new ArgumentException($"A log tells at most {MostStates} states apart.", nameof(key));
    }

    private int Keep(LogEntry entry)
    {
        if (entry.Given.IsEmpty && entry.Changes.IsEmpty)
            return CaseEvent.None;
        values.Add(new(entry.Given, entry.Changes));
        return values.Count - 1;
    }
}
