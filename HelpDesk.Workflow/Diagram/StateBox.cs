namespace HelpDesk.Workflow;

/// <summary>What stands in a state's box, and how large that makes it.</summary>
internal sealed class StateBox
{
    public const int Padding = 16, NameSize = 14, SmallSize = 12, Row = 20, IconRoom = 20;
    private const int Widest = 224;

    public StateBox(StateDefinition state, Phrases phrases)
    {
        State = state;
        FullName = phrases.Name(state.Name);
        // Semibold runs about a tenth wider.
        Name = TextMeasure.Fit(FullName, NameSize, Widest * 9 / 10);
        Mark = phrases.Marks.Of(state);
        FullCount = string.Join(" · ", new[] { phrases.Count(state), Mark.FullBadge }.OfType<string>()) is { Length: > 0 } count ? count : null;
        Count = FullCount is null ? null : TextMeasure.Fit(FullCount, SmallSize, Widest * 3 / 4);
        Spoken = string.Join(", ", new[] { phrases.Count(state), Mark.Spoken }.OfType<string>()) is { Length: > 0 } spoken ? spoken : null;
        IsHere = phrases.IsHere(state);
        var phase = phrases.Phase(state.Phase);
        Subtitle = phase.Equals(FullName, StringComparison.OrdinalIgnoreCase) ? null : phase;
        if (IsHere)
            Subtitle = Subtitle is null ? phrases.Words.Here : $"{phrases.Words.Here} · {Subtitle}";
        Rows =
        [
            .. state.Timers.Select(timer => new BoxRow(RowKind.Timer, phrases.Timer(timer), Widest)),
            .. phrases.Pauses(state).Select(pause => new BoxRow(RowKind.Pause, pause, Widest)),
            .. phrases.Protections(state).Select(protection => new BoxRow(RowKind.Approval, protection, Widest)),
        ];
    }

    public StateDefinition State { get; }

    public string FullName { get; }

    public string Name { get; }

    /// <summary>The phase, unless the name says it, and whether the case is here.</summary>
    public string? Subtitle { get; }

    /// <summary>What the overlay says of it.</summary>
    public Mark Mark { get; }

    /// <summary>How many cases stand here, and the overlay's badge.</summary>
    public string? FullCount { get; }

    public string? Count { get; }

    /// <summary>The same aloud, with what the overlay says more.</summary>
    public string? Spoken { get; }

    public bool IsHere { get; }

    /// <summary>Its timers, the clocks that stand still in it, and the approvals that it needs.</summary>
    public List<BoxRow> Rows { get; }

    /// <summary>Steps that leave the case here.</summary>
    public List<StepLabel> Stays { get; } = [];

    public int CountWidth => Count is null ? 0 : TextMeasure.Width(Count, SmallSize) + 16;

    public int Width
    {
        get
        {
            var name = TextMeasure.Width(Name, NameSize) * 11 / 10 + (Count is null ? 0 : CountWidth + 12);
            var rows = Rows.Select(row => row.Shown).Select(text => TextMeasure.Width(text, SmallSize) + IconRoom)
                .Concat(Stays.Select(stay => TextMeasure.Width(stay.OnOneLine, SmallSize) + IconRoom + (stay.Mark.Badge is null ? 0 : stay.Mark.BadgeWidth + 8)));
            var widest = rows.Append(name).Append(Subtitle is null ? 0 : TextMeasure.Width(Subtitle, SmallSize)).Max() + 2 * Padding;
            return Math.Max(128, (widest + 7) / 8 * 8);
        }
    }

    public int RowsTop => 12 + 20 + (Subtitle is null ? 0 : 16) + 8;

    public int Height => Rows.Count + Stays.Count == 0 ? RowsTop + 4 : RowsTop + Row * (Rows.Count + Stays.Count) + 8;

    public void Stay(StepDefinition step, Phrases phrases) => Stays.Add(new StepLabel(step, [State], State, phrases));
}

/// <summary>A line in a state's box, in full and as much as is shown.</summary>
internal sealed record BoxRow(RowKind Kind, string Full, int Widest)
{
    public string Shown { get; } = TextMeasure.Fit(Full, StateBox.SmallSize, Widest);
}

/// <summary>What a line in a state's box tells.</summary>
internal enum RowKind { Timer, Pause, Approval }
