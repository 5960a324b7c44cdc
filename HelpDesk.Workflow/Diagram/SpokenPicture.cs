namespace HelpDesk.Workflow;

/// <summary>A picture in words, for those who do not see it.</summary>
internal sealed class SpokenPicture(Graph graph, Phrases phrases)
{
    private readonly PictureWords words = phrases.Words;

    /// <summary>What the picture shows as a whole, with what the overlay says.</summary>
    public string Description()
    {
        var first = graph.Bundles.Where(bundle => bundle.Sources[0] == graph.Start).Select(bundle => bundle.To.Box!.FullName).Distinct();
        var last = graph.States.Where(spot => spot.Box!.State.Phase == Phase.Closed).Select(spot => spot.Box!.FullName);
        var parts = new List<string?> { Phrases.Fill(words.Description, graph.States.Count, Labels().Select(label => label.Step.Key).Distinct().Count(), Or(first), Or(last)), phrases.Clocks, phrases.Approvals, phrases.Caption };
        if (!phrases.Overlay.Path.IsEmpty)
            parts.Add(Phrases.Fill(words.Path, Or(phrases.Overlay.Path.Select(edge => phrases.StepName(edge.Step)).OfType<string>())));
        parts.AddRange(Enum.GetValues<PictureChange>().Select(Changes));
        return string.Join(' ', parts.OfType<string>());
    }

    /// <summary>A state, with what leads out of it.</summary>
    public static string State(Spot spot, IEnumerable<Bundle> outgoing, Phrases phrases)
    {
        var (box, words) = (spot.Box!, phrases.Words);
        var about = new List<string> { Phrases.List(new[] { box.FullName, Phrases.Fill(words.InPhase, phrases.Phase(box.State.Phase)), box.Spoken, box.IsHere ? words.Here : null }.OfType<string>()) };
        Tell(words.StepsOut, outgoing.SelectMany(bundle => bundle.Labels.Select(label => Phrases.Fill(words.StepTo, label.FullName, bundle.To.Box!.FullName))));
        Tell(words.StepsThatStay, box.Stays.Select(stay => stay.FullName));
        Tell(words.Timers, box.Rows.Where(row => row.Kind == RowKind.Timer).Select(row => row.Full));
        Tell("{0}", box.Rows.Where(row => row.Kind != RowKind.Timer).Select(row => row.Full));
        return string.Join("; ", about);

        void Tell(string pattern, IEnumerable<string> parts)
        {
            if (Phrases.List(parts) is { Length: > 0 } list)
                about.Add(Phrases.Fill(pattern, list));
        }
    }

    private IEnumerable<StepLabel> Labels() => graph.Bundles.SelectMany(bundle => bundle.Labels).Concat(graph.States.SelectMany(spot => spot.Box!.Stays));

    private string? Changes(PictureChange change)
    {
        var states = graph.States.Where(spot => spot.Box!.Mark.Change == change).Select(spot => spot.Box!.FullName);
        var steps = Labels().Where(label => label.Mark.Change == change).Select(label => label.FullName);
        return Phrases.List(states.Concat(steps).Distinct()) is { Length: > 0 } list ? Phrases.Fill(words.Changes, phrases.Change(change), list) : null;
    }

    private string Or(IEnumerable<string> names) => Phrases.List(names) is { Length: > 0 } list ? list : words.Nowhere;
}
