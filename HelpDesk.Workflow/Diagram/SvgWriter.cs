using System.Globalization;
using System.Xml.Linq;

namespace HelpDesk.Workflow;

/// <summary>Writes a placed graph as SVG: each state, then the steps that lead out of it, in the order of the file.</summary>
internal sealed class SvgWriter(Graph graph, Phrases phrases)
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public string Write((int Width, int Height) size)
    {
        var body = Body().ToArray();
        // Two pictures on one page must not share an id.
        var id = "wf-" + Fingerprint(string.Concat(body.Select(part => part.ToString(SaveOptions.DisableFormatting))));
        return new XElement(Svg + "svg",
            new XAttribute("class", "wf-picture"), new XAttribute("role", "group"),
            new XAttribute("aria-labelledby", $"{id}-title"), new XAttribute("aria-describedby", $"{id}-desc"), new XAttribute("lang", phrases.Language),
            new XAttribute("width", size.Width), new XAttribute("height", size.Height), new XAttribute("viewBox", $"0 0 {size.Width} {size.Height}"),
            new XAttribute("fill", "none"), new XAttribute("font-family", "system-ui, sans-serif"), new XAttribute("font-size", 13),
            new XElement(Svg + "title", new XAttribute("id", $"{id}-title"), phrases.Title),
            new XElement(Svg + "desc", new XAttribute("id", $"{id}-desc"), Description()),
            body).ToString(SaveOptions.DisableFormatting);
    }

    private IEnumerable<XElement> Body()
    {
        if (graph.Bundles.Exists(bundle => bundle.From == graph.Start))
            yield return Start();
        foreach (var bundle in graph.Bundles.Where(bundle => bundle.From == graph.Start))
            yield return Steps(bundle);
        foreach (var spot in graph.States)
        {
            yield return State(spot);
            foreach (var stay in Stays(spot))
                yield return stay;
            foreach (var bundle in graph.Bundles.Where(bundle => bundle.From == spot))
                yield return Steps(bundle);
        }
    }

    private string Description()
    {
        var steps = graph.Bundles.SelectMany(bundle => bundle.Labels).Concat(graph.States.SelectMany(spot => spot.Box!.Stays)).Select(label => label.Step.Key).Distinct().Count();
        var first = graph.Bundles.Where(bundle => bundle.From == graph.Start).Select(bundle => bundle.To.Box!.FullName);
        var last = graph.States.Where(spot => spot.Box!.State.Phase == Phase.Closed).Select(spot => spot.Box!.FullName);
        return Phrases.Fill(phrases.Words.Description, graph.States.Count, steps, Or(first), Or(last));

        string Or(IEnumerable<string> names) => Phrases.List(names) is { Length: > 0 } list ? list : phrases.Words.Nowhere;
    }

    private XElement Start() => Group("wf-start", phrases.Words.Start,
        new XElement(Svg + "circle", At("cx", (int)graph.Start.X), At("cy", graph.Start.Top + 8), At("r", 8), Fill));

    private XElement State(Spot spot)
    {
        var box = spot.Box!;
        var (left, top) = (spot.Left, spot.Top);
        var state = Group($"wf-state wf-phase-{PhaseClass(box.State.Phase)}{(box.IsHere ? " wf-here" : "")}", Spoken(spot), Frame(spot));
        state.Add(new XAttribute("data-state", Phrases.Clean(box.State.Key)));
        state.Add(Words("wf-name", left + StateBox.Padding, top + 27, StateBox.NameSize, box.Name, box.FullName, new XAttribute("font-weight", 600)));
        if (box.Count is { } count)
            state.Add(Count(count, left + spot.Width - StateBox.Padding - box.CountWidth + 4, top + 12, box.CountWidth));
        if (box.Subtitle is { } subtitle)
            state.Add(Words("wf-phase-name", left + StateBox.Padding, top + 44, StateBox.SmallSize, subtitle, subtitle));
        for (var at = 0; at < box.Timers.Count; at++)
            state.Add(Timer(box.Timers[at], left + StateBox.Padding, top + box.RowsTop + at * StateBox.Row));
        return state;
    }

    private static IEnumerable<XElement> Frame(Spot spot)
    {
        yield return Rectangle("wf-box", spot.Left, spot.Top, spot.Width, spot.Height, 8, spot.Box!.IsHere ? "3" : "1.5");
        if (spot.Box.State.Phase == Phase.Closed)
            yield return Rectangle("wf-box-inner", spot.Left + 4, spot.Top + 4, spot.Width - 8, spot.Height - 8, 5, "1");
    }

    private static XElement Count(string count, int left, int top, int width) => new(Svg + "g", Class("wf-count"),
        new XElement(Svg + "rect", At("x", left), At("y", top), At("width", width), At("height", 20), At("rx", 10), Stroke("1")),
        Words(null, left + width / 2, top + 14, StateBox.SmallSize, count, count, new XAttribute("text-anchor", "middle")));

    private static XElement Timer((string Full, string Shown) timer, int left, int top) => new(Svg + "g", Class("wf-timer"),
        new XElement(Svg + "path", new XAttribute("d", $"M{left + 6} {top + 4}a6 6 0 1 0 .01 0ZM{left + 6} {top + 7}v3l2 1.5"), Stroke("1.25"), Round),
        Words(null, left + StateBox.IconRoom, top + 14, StateBox.SmallSize, timer.Shown, timer.Full));

    private static IEnumerable<XElement> Stays(Spot spot)
    {
        var box = spot.Box!;
        for (var at = 0; at < box.Stays.Count; at++)
        {
            var stay = box.Stays[at];
            var (left, top) = (spot.Left + StateBox.Padding, spot.Top + box.RowsTop + (box.Timers.Count + at) * StateBox.Row);
            var row = Step(stay, "wf-stay",
                new XElement(Svg + "rect", Class("wf-label-back"), At("x", left - 4), At("y", top), At("width", TextMeasure.Width(stay.OnOneLine, StateBox.SmallSize) + StateBox.IconRoom + 8), At("height", 20), At("rx", 4)),
                new XElement(Svg + "path", Class("wf-line"), new XAttribute("d", $"M{left + 10} {top + 6}a5.5 5.5 0 1 0 1.5 4"), Stroke("1.25"), Round, Dashes(stay.BySystem, "2 2")),
                new XElement(Svg + "path", Class("wf-arrow"), new XAttribute("d", $"M{left + 12} {top + 3}v5h-5z"), Fill));
            row.Add(Words("wf-label", left + StateBox.IconRoom, top + 14, StateBox.SmallSize, stay.OnOneLine, stay.FullCue is null ? stay.FullName : $"{stay.FullName} · {stay.FullCue}"));
            yield return row;
        }
    }

    private static XElement Steps(Bundle bundle)
    {
        var lines = new XElement(Svg + "g", Class($"wf-bundle {By(bundle.BySystem)}"),
            new XElement(Svg + "path", Class("wf-line"), new XAttribute("d", bundle.Line), Stroke("1.5"), Dashes(bundle.BySystem, "5 4")),
            new XElement(Svg + "path", Class("wf-arrow"), new XAttribute("d", Arrow(bundle)), Fill));
        var labels = bundle.Chain.Find(spot => spot.Height > 0)!;
        var top = labels.Top;
        foreach (var label in bundle.Labels)
        {
            lines.Add(Label(label, (int)labels.X, top));
            top += label.Height + 4;
        }
        return lines;
    }

    private static XElement Label(StepLabel label, int middle, int top)
    {
        var anchor = new XAttribute("text-anchor", "middle");
        var step = Step(label, null,
            new XElement(Svg + "rect", Class("wf-label-back"), At("x", middle - label.Width / 2), At("y", top), At("width", label.Width), At("height", label.Height), At("rx", 6)),
            Words("wf-label", middle, top + 16, StepLabel.NameSize, label.Name, label.FullName, anchor));
        if (label.Cue is { } cue)
            step.Add(Words("wf-cue", middle, top + 30, StepLabel.CueSize, cue, label.FullCue!, anchor));
        return step;
    }

    private static string Arrow(Bundle bundle) => bundle.Backward
        ? $"M{bundle.Tip.X} {bundle.Tip.Y}l4.5 9h-9z"
        : $"M{bundle.Tip.X} {bundle.Tip.Y}l4.5 -9h-9z";

    private static XElement Step(StepLabel label, string? also, params XElement[] parts)
    {
        var step = Group($"wf-step {By(label.BySystem)}{(also is null ? "" : " " + also)}", label.Spoken, parts);
        step.Add(new XAttribute("data-step", Phrases.Clean(label.Step.Key)));
        return step;
    }

    private string Spoken(Spot spot)
    {
        var (box, words) = (spot.Box!, phrases.Words);
        var about = new List<string> { Phrases.List(new[] { box.FullName, Phrases.Fill(words.InPhase, phrases.Phase(box.State.Phase)), box.Count, box.IsHere ? words.Here : null }.OfType<string>()) };
        var outgoing = graph.Bundles.Where(bundle => bundle.From == spot).SelectMany(bundle => bundle.Labels.Select(label => Phrases.Fill(words.StepTo, label.FullName, bundle.To.Box!.FullName)));
        Tell(words.StepsOut, outgoing);
        Tell(words.StepsThatStay, box.Stays.Select(stay => stay.FullName));
        Tell(words.Timers, box.Timers.Select(timer => timer.Full));
        return string.Join("; ", about);

        void Tell(string pattern, IEnumerable<string> parts)
        {
            if (Phrases.List(parts) is { Length: > 0 } list)
                about.Add(Phrases.Fill(pattern, list));
        }
    }

    private static XElement Group(string classes, string spoken, params IEnumerable<XElement> parts) => new(Svg + "g",
        Class(classes), new XAttribute("tabindex", 0), new XAttribute("role", "img"), new XAttribute("aria-label", spoken), parts);

    private static XElement Words(string? classes, int x, int y, int size, string shown, string full, params XAttribute[] more) => new(Svg + "text",
        classes is null ? null : Class(classes), At("x", x), At("y", y), At("font-size", size), Fill, more,
        shown == full ? null : new XElement(Svg + "title", full), shown);

    private static XElement Rectangle(string classes, int left, int top, int width, int height, int radius, string stroke) => new(Svg + "rect",
        Class(classes), At("x", left), At("y", top), At("width", width), At("height", height), At("rx", radius), Stroke(stroke));

    private static XAttribute Class(string classes) => new("class", classes);

    private static XAttribute At(string name, int value) => new(name, value);

    private static XAttribute Fill => new("fill", "currentColor");

    private static XAttribute Round => new("stroke-linecap", "round");

    private static XAttribute[] Stroke(string width) => [new("stroke", "currentColor"), new("stroke-width", width)];

    private static XAttribute? Dashes(bool bySystem, string pattern) => bySystem ? new("stroke-dasharray", pattern) : null;

    private static string By(bool system) => system ? "wf-by-system" : "wf-by-hand";

    private static string PhaseClass(Phase phase) => phase switch
    {
        Phase.Open => "open",
        Phase.Assigned => "assigned",
        Phase.Pending => "pending",
        Phase.OnHold => "on-hold",
        Phase.Resolved => "resolved",
        Phase.Closed => "closed",
        _ => throw new InvalidOperationException("A phase is one of six."),
    };

    // FNV-1a, 32 bits.
    private static string Fingerprint(string text) =>
        text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u)).ToString("x8", CultureInfo.InvariantCulture);
}
