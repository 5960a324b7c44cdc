namespace HelpDesk.Workflow;

/// <summary>Draws a workflow as an accessible SVG picture.</summary>
public static class WorkflowPicture
{
    /// <summary>
    /// The picture as a standalone SVG document that can also stand inside a page: classes and presentation attributes only,
    /// no style and no script, so that a strict content security policy lets it through. Pure: same input, same text.
    /// A layered drawing after Sugiyama, Tagawa and Toda (1981): states and the labels of steps have layers of their own,
    /// and lines bend only between layers, so that no label lies on a state, a line or another label;
    /// or with the states where <see cref="PictureOptions.Positions"/> puts them.
    /// </summary>
    /// <param name="definition">What is drawn. A step that leads from or to a state that does not exist is left out.</param>
    /// <param name="options">How, and for whom.</param>
    /// <returns>The <c>svg</c> element, without an XML declaration.</returns>
    public static string Svg(WorkflowDefinition definition, PictureOptions options)
    {
        var phrases = new Phrases(definition, options);
        var graph = new Graph(definition, phrases);
        var caption = phrases.Caption is null ? 0 : SvgWriter.Caption;
        var size = options.Positions is { Count: > 0 } positions ? Free(graph, phrases, positions, caption) : Layered(graph, phrases, caption);
        return new SvgWriter(graph, phrases).Write(size);
    }

    private static (int Width, int Height) Layered(Graph graph, Phrases phrases, int caption)
    {
        Ranks.Assign(graph);
        Bundling.Bundle(graph, phrases);
        var layers = Layers.Of(graph);
        Ordering.Untangle(layers);
        Spacing.Place(layers);
        return Routing.Draw(graph, layers, caption);
    }

    private static (int Width, int Height) Free(Graph graph, Phrases phrases, IReadOnlyDictionary<string, PicturePoint> positions, int caption)
    {
        Bundling.Bundle(graph, phrases);
        return FreeLayout.Draw(graph, positions, caption);
    }
}
