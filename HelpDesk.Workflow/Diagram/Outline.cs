using System.Text;

namespace HelpDesk.Workflow;

/// <summary>States and the steps between them as another program's text names them: ids that no language reserves, and words on one line.</summary>
internal sealed class Outline
{
    public const string Start = "start";

    private readonly Dictionary<string, OutlineState> states = new(StringComparer.Ordinal);

    // State to the place of the line of the steps that stay in it.
    private readonly Dictionary<string, int> loops = new(StringComparer.Ordinal);

    public Outline(WorkflowDefinition definition, Phrases phrases)
    {
        foreach (var state in definition.States)
            states.TryAdd(state.Key, new(Id(state.Key), state.Phase, Spaced(phrases.Name(state.Name)), state));
        foreach (var step in definition.Steps)
            foreach (var from in Sources(step.From))
                if ((step.To is null ? from : states.GetValueOrDefault(step.To)) is { } to)
                    Add(new(from?.Id ?? Start, to.Id, Words(step, from?.State, phrases), !step.On.IsDefaultOrEmpty));
        HasStart = Lines.Exists(line => line.From == Start);
    }

    /// <summary>In the order of the file; of a key that occurs twice, the first.</summary>
    public IReadOnlyCollection<OutlineState> States => states.Values;

    /// <summary>One for each step and state that it leaves, and one for all steps that stay in a state.</summary>
    public List<OutlineLine> Lines { get; } = [];

    public bool HasStart { get; }

    // Mermaid draws a state's second loop on its first, with its words.
    private void Add(OutlineLine line)
    {
        if (line.From == line.To && loops.TryGetValue(line.From, out var at))
            Lines[at] = line with { Words = $"{Lines[at].Words}, {line.Words}", BySystem = line.BySystem && Lines[at].BySystem };
        else
        {
            if (line.From == line.To)
                loops.Add(line.From, Lines.Count);
            Lines.Add(line);
        }
    }

    // The start is no state.
    private IEnumerable<OutlineState?> Sources(Source from) => from switch
    {
        Source.Nowhere => Enumerable.Repeat<OutlineState?>(null, 1),
        Source.States some => some.Keys.Distinct().Select(key => states.GetValueOrDefault(key)).Where(state => state is not null),
        _ => states.Values.Where(state => from.Includes(state.State)),
    };

    // Every id begins like no word of DOT or Mermaid does. Keys that no reader lets through are numbered.
    private string Id(string key) => Keys.IsKey(key) ? "s_" + key.Replace('-', '_') : $"x{states.Count}";

    private static string Words(StepDefinition step, StateDefinition? from, Phrases phrases) =>
        Spaced(phrases.Cue(step, [from]) is { } cue ? $"{phrases.Name(step.Name)} ({cue})" : phrases.Name(step.Name));

    /// <summary>Words with one blank between them, and none around them: four would mean something else in Markdown.</summary>
    public static string Spaced(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            words.Append(words.Length > 0 ? " " : "").Append(word);
        return words.ToString();
    }
}

internal sealed record OutlineState(string Id, Phase Phase, string Name, StateDefinition State);

internal sealed record OutlineLine(string From, string To, string Words, bool BySystem);
