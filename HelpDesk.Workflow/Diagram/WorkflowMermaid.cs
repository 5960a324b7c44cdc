using System.Globalization;
using System.Text;

namespace HelpDesk.Workflow;

/// <summary>Writes a workflow as a Mermaid flowchart.</summary>
public static class WorkflowMermaid
{
    /// <summary>
    /// The workflow as a Mermaid flowchart, accepted by Mermaid 11's own parser. Every name is a quoted label in which all but letters, digits, blanks
    /// and commas of ASCII are character codes, so that it is neither markup, Markdown, a directive, a comment nor the end of its line.
    /// A state diagram would not do: its labels end at a semicolon or colon.
    /// </summary>
    /// <param name="definition">What is written. A step that leads from or to a state that does not exist is left out.</param>
    /// <param name="options">The language and the picture's words; null for English. Counts and the overlay are not written.</param>
    /// <returns>Lines that end in <c>\n</c>: states in the order of the file, then steps, dashed where no person takes them.</returns>
    public static string Write(WorkflowDefinition definition, PictureOptions? options = null)
    {
        var phrases = new Phrases(definition, options ?? new("en"));
        var outline = new Outline(definition, phrases);
        var text = new StringBuilder("flowchart TD\n");
        text.Append(CultureInfo.InvariantCulture, $"  accTitle: {Plain(phrases.Title)}\n");
        if (outline.HasStart)
            text.Append(CultureInfo.InvariantCulture, $"  {Outline.Start}((({Quoted(phrases.Words.Start)})))\n");
        foreach (var state in outline.States)
            text.Append(CultureInfo.InvariantCulture, $"  {state.Id}{Box(state)}\n");
        foreach (var line in outline.Lines)
            text.Append(CultureInfo.InvariantCulture, $"  {line.From} {(line.BySystem ? "-.->" : "-->")}|{Quoted(line.Words)}| {line.To}\n");
        foreach (var phase in outline.States.GroupBy(state => state.Phase).OrderBy(group => group.Key))
        {
            var (name, border, fill) = PhaseColours.Of(phase.Key);
            text.Append(CultureInfo.InvariantCulture, $"  classDef {name} fill:{fill},stroke:{border},color:#1b1e23\n");
            text.Append(CultureInfo.InvariantCulture, $"  class {string.Join(',', phase.Select(state => state.Id))} {name}\n");
        }
        return text.ToString();
    }

    private static string Box(OutlineState state) => state.Phase == Phase.Closed ? $"([{Quoted(state.Name)}])" : $"({Quoted(state.Name)})";

    // An empty label is a syntax error, and "direction LR" is a command even within quotes.
    private static string Quoted(string words) => words.Length == 0
        ? "\"#160;\""
        : $"\"{string.Concat(words.EnumerateRunes().Select(Coded)).Replace("direction ", "direction#32;", StringComparison.Ordinal)}\"";

    // Mermaid keeps its own codes as ﬂ°…¶ß while it reads.
    private static string Coded(Rune rune) => rune.Value is ' ' or ',' || rune.IsAscii && Rune.IsLetterOrDigit(rune) || !rune.IsAscii && rune.Value is not ('ﬂ' or '°' or '¶')
        ? rune.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"#{rune.Value};");

    // A title takes no codes.
    private static string Plain(string words) =>
        Outline.Spaced(string.Concat(words.EnumerateRunes().Select(rune => Rune.IsLetterOrDigit(rune) ? rune.ToString() : " ")));
}
