using System.Globalization;
using System.Text;

namespace HelpDesk.Workflow;

/// <summary>Writes a workflow as a graph for Graphviz.</summary>
public static class WorkflowDot
{
    /// <summary>
    /// The workflow in the DOT language of Graphviz, in UTF-8: phases are fill colours, closed states have a double border,
    /// steps that no person takes are dashed. Every name is a quoted string whose quotes, backslashes and ampersands are escaped,
    /// so that it is neither HTML, an escape sequence nor an entity.
    /// </summary>
    /// <param name="definition">What is written. A step that leads from or to a state that does not exist is left out.</param>
    /// <param name="options">The language and the picture's words; null for English. Counts and the overlay are not written.</param>
    /// <returns>Lines that end in <c>\n</c>: states in the order of the file, then steps.</returns>
    public static string Write(WorkflowDefinition definition, PictureOptions? options = null)
    {
        var phrases = new Phrases(definition, options ?? new("en"));
        var outline = new Outline(definition, phrases);
        var text = new StringBuilder("digraph workflow {\n");
        text.Append(CultureInfo.InvariantCulture, $"  graph [charset=\"UTF-8\", label={Quoted(phrases.Title)}, labelloc=t, fontname=\"Helvetica\"];\n");
        text.Append("  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\"];\n  edge [fontname=\"Helvetica\", fontsize=11];\n");
        if (outline.HasStart)
            text.Append(CultureInfo.InvariantCulture, $"  {Outline.Start} [shape=circle, style=filled, fillcolor=\"#1b1e23\", label=\"\", width=0.2];\n");
        foreach (var state in outline.States)
        {
            var (_, border, fill) = PhaseColours.Of(state.Phase);
            text.Append(CultureInfo.InvariantCulture, $"  {state.Id} [label={Quoted(state.Name)}, color=\"{border}\", fillcolor=\"{fill}\"{(state.Phase == Phase.Closed ? ", peripheries=2" : "")}];\n");
        }
        foreach (var line in outline.Lines)
            text.Append(CultureInfo.InvariantCulture, $"  {line.From} -> {line.To} [label={Quoted(line.Words)}{(line.BySystem ? ", style=dashed" : "")}];\n");
        // No rank=sink for closed states: Graphviz 2.43 then reads memory that it has freed, and may crash.
        return text.Append("}\n").ToString();
    }

    private static string Quoted(string words) =>
        $"\"{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("&", "&amp;", StringComparison.Ordinal)}\"";
}
