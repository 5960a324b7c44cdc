namespace HelpDesk.Workflow;

/// <summary>One thing that happened to a case, in 40 bytes: names are numbers of the <see cref="CaseLog"/> that holds it, and <see cref="None"/> where there is none.</summary>
public readonly record struct CaseEvent
{
    /// <summary>No step, state, subject, actor or values.</summary>
    public const int None = -1;

    private readonly short from;
    private readonly short to;

    /// <summary>When, in ticks of 100 ns, UTC.</summary>
    public long Ticks { get; init; }

    /// <summary>The step taken: an index into <see cref="CaseLog.Steps"/>.</summary>
    public int Step { get; init; }

    /// <summary>What it is about: an index into <see cref="CaseLog.Subjects"/> (a timer, approval, task, clock or schedule).</summary>
    public int Subject { get; init; }

    /// <summary>Who did it: an index into <see cref="CaseLog.Actors"/>.</summary>
    public int Actor { get; init; }

    /// <summary>How long after its due time a timer acted, in whole seconds; 0 for whatever is not late or has no due time.</summary>
    public int SecondsLate { get; init; }

    /// <summary>Where its values are kept in the log.</summary>
    internal int Values { get; init; }

    /// <summary>The state before: an index into <see cref="CaseLog.States"/>; <see cref="None"/> for a case that is being filed.</summary>
    public int From { get => from; init => from = checked((short)value); }

    /// <summary>The state entered, perhaps the same: an index into <see cref="CaseLog.States"/>; <see cref="None"/> where the case stays.</summary>
    public int To { get => to; init => to = checked((short)value); }

    /// <summary>What happened.</summary>
    public CaseEventKind Kind { get; init; }

    /// <summary>The roles of whoever did it.</summary>
    public Roles By { get => (Roles)roles; init => roles = checked((byte)value); }

    /// <summary>What its form held.</summary>
    public EventForm Form { get; init; }

    private readonly byte roles;

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset At => new(Ticks, TimeSpan.Zero);

    /// <summary>Whether the case entered a state.</summary>
    public bool Moves => to >= 0;
}

/// <summary>One case of a log.</summary>
/// <param name="Id">Its id or number.</param>
/// <param name="First">The index of its first event in <see cref="CaseLog.Events"/>.</param>
/// <param name="Count">How many events it has; at least 1.</param>
public readonly record struct LoggedCase(string Id, int First, int Count);
