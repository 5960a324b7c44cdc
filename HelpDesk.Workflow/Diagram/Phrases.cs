using System.Globalization;
using System.Text;

namespace HelpDesk.Workflow;

/// <summary>The sentences of a picture, in the reader's words.</summary>
internal sealed partial class Phrases(WorkflowDefinition definition, PictureOptions options)
{
    private readonly Dictionary<string, StepDefinition> steps = FirstOfEach(definition.Steps, step => step.Key);

    public PictureOverlay Overlay { get; } = options.Overlay ?? new();

    public Marks Marks => field ??= new(Overlay, this);

    public PictureWords Words { get; } = options.Words ?? PictureWords.English;

    public string Language => Clean(options.Language);

    public string Title => Fill(Words.Title, Name(definition.Name));

    public string? Caption => Overlay.Title is { } title && Clean(title) is { Length: > 0 } clean ? clean : null;

    public string? StepName(string key) => steps.TryGetValue(key, out var step) ? Name(step.Name) : null;

    public string Name(Text text) => Clean(text.In(options.Language));

    public bool IsHere(StateDefinition state) => state.Key == options.Here;

    public string? Count(StateDefinition state) =>
        options.LiveCases is { } live && live.TryGetValue(state.Key, out var count) && count > 0
            ? Clean(options.CountLabel?.Invoke(count) ?? Fill(Words.Live, count))
            : null;

    public string Phase(Phase phase) => phase switch
    {
        HelpDesk.Workflow.Phase.Open => Words.PhaseOpen,
        HelpDesk.Workflow.Phase.Assigned => Words.PhaseAssigned,
        HelpDesk.Workflow.Phase.Pending => Words.PhasePending,
        HelpDesk.Workflow.Phase.OnHold => Words.PhaseOnHold,
        HelpDesk.Workflow.Phase.Resolved => Words.PhaseResolved,
        HelpDesk.Workflow.Phase.Closed => Words.PhaseClosed,
        _ => throw new InvalidOperationException("A phase is one of six."),
    };

    public string Change(PictureChange change) => change switch
    {
        PictureChange.Added => Words.Added,
        PictureChange.Removed => Words.Removed,
        PictureChange.Changed => Words.Changed,
        _ => throw new InvalidOperationException("A change is one of three."),
    };

    public string Timer(TimerDefinition timer)
    {
        var deed = timer.Step is { } key && steps.TryGetValue(key, out var step) ? Name(step.Name) : Clean(Spoken(timer.Key));
        return Fill(Words.Timer, After(timer), timer.Repeat > 1 ? Fill(Words.Repeated, deed, timer.Repeat) : deed);
    }

    /// <summary>The clocks that stand still in a state.</summary>
    public IEnumerable<string> Pauses(StateDefinition state) =>
        definition.Clocks.Where(clock => clock.PausedIn.Contains(state.Phase)).Select(clock => Fill(Words.ClockPaused, Name(clock.Name)));

    /// <summary>The approvals that a state needs.</summary>
    public IEnumerable<string> Protections(StateDefinition state) =>
        definition.Approvals.Where(approval => approval.Protects.Contains(state.Key)).Select(approval => Fill(Words.Protected, Name(approval.Name)));

    public string? Clocks => Told(Words.Clocks, definition.Clocks.Select(clock => Name(clock.Name)));

    public string? Approvals => Told(Words.Approvals, definition.Approvals.Select(approval => Name(approval.Name)));

    private static string? Told(string pattern, IEnumerable<string> names) => List(names) is { Length: > 0 } list ? Fill(pattern, list) : null;

    public string Spoken(StepDefinition step, IReadOnlyList<StateDefinition?> from, StateDefinition to) =>
        Fill(Words.Step, Name(step.Name), List(from.Select(state => state is null ? Words.Start : Name(state.Name))), Name(to.Name), Agent(step, from));

    public string SpokenStay(StepDefinition step, StateDefinition at) =>
        Fill(Words.StepThatStays, Name(step.Name), Name(at.Name), Agent(step, [at]));

    public static string Fill(string pattern, params object[] values) =>
        Clean(string.Format(CultureInfo.InvariantCulture, pattern, values));

    public static string List(IEnumerable<string> parts) => string.Join(", ", parts);

    /// <summary>One line that XML can hold: line breaks become spaces; control characters and halves of characters go.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
            if (Rune.TryGetRuneAt(text, at, out var rune))
            {
                if (rune.Value is '\t' or '\n' or '\r')
                    clean.Append(' ');
                else if (rune.Value >= 32 && rune.Value is not (>= 0x7F and < 0xA0) && (rune.Value & 0xFFFE) != 0xFFFE)
                    clean.Append(rune);
                at += rune.Utf16SequenceLength - 1;
            }
        return clean.ToString();
    }

    // A timer has a key and no name: still-unassigned reads "Still unassigned".
    private static string Spoken(string key) => key.Length == 0 ? key : char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ');

    private static Dictionary<string, T> FirstOfEach<T>(IEnumerable<T> all, Func<T, string> key)
    {
        var first = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var one in all)
            first.TryAdd(key(one), one);
        return first;
    }
}
