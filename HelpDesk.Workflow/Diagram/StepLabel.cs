namespace HelpDesk.Workflow;

/// <summary>A step's name on the picture, with what takes it in small.</summary>
internal sealed class StepLabel
{
    public const int NameSize = 13, CueSize = 11;
    private const int Widest = 176;

    /// <param name="step">The step.</param>
    /// <param name="from">Where the lines that share this label begin; null stands for the start.</param>
    /// <param name="to">Where they end.</param>
    /// <param name="phrases">The words.</param>
    public StepLabel(StepDefinition step, IReadOnlyList<StateDefinition?> from, StateDefinition to, Phrases phrases)
    {
        Step = step;
        FullName = phrases.Name(step.Name);
        Name = TextMeasure.Fit(FullName, NameSize, Widest);
        FullCue = phrases.Cue(step, from);
        Cue = FullCue is null ? null : TextMeasure.Fit(FullCue, CueSize, Widest);
        OnOneLine = TextMeasure.Fit(FullCue is null ? FullName : $"{FullName} · {FullCue}", StateBox.SmallSize, 224);
        Mark = phrases.Marks.Of(step, from);
        BySystem = !step.On.IsDefaultOrEmpty;
        var spoken = from is [var only] && only == to ? phrases.SpokenStay(step, to) : phrases.Spoken(step, from, to);
        Spoken = Mark.Spoken is null ? spoken : $"{spoken}; {Mark.Spoken}";
    }

    public StepDefinition Step { get; }

    public string FullName { get; }

    public string Name { get; }

    public string? FullCue { get; }

    public string? Cue { get; }

    /// <summary>Name and cue, for a row in a state's box.</summary>
    public string OnOneLine { get; }

    public bool BySystem { get; }

    public string Spoken { get; }

    /// <summary>What the overlay says of it.</summary>
    public Mark Mark { get; }

    /// <summary>Of name and cue, without the badge beside them.</summary>
    public int TextWidth => Math.Max(TextMeasure.Width(Name, NameSize), Cue is null ? 0 : TextMeasure.Width(Cue, CueSize)) + 16;

    public int Width => TextWidth + Mark.BadgeWidth;

    public int Height => Cue is null ? 24 : 36;
}
