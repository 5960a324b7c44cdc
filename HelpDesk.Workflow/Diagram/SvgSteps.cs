using System.Globalization;
using System.Xml.Linq;
using static HelpDesk.Workflow.SvgParts;

namespace HelpDesk.Workflow;

/// <summary>Draws a bundle: its lines, its arrow, and a label for each of its steps.</summary>
internal static class SvgSteps
{
    public static XElement Of(Bundle bundle, Marks marks)
    {
        var all = Together(bundle, bundle.Sources, marks);
        var bundled = new XElement(Svg + "g", Class($"wf-bundle {By(bundle.BySystem)}"), bundle.Segments.Select(segment => Line(bundle, segment, marks)));
        bundled.Add(Path($"wf-arrow{all.Classes}", Arrow(bundle, all.Stroke), Fill));
        var top = bundle.LabelSpot.Top;
        foreach (var label in bundle.Labels)
        {
            bundled.Add(Label(bundle, label, top));
            top += label.Height + 4;
        }
        return bundled;
    }

    /// <summary>A step that can be focused, with the parts that show it.</summary>
    public static XElement Step(StepLabel label, string also, params XElement[] parts)
    {
        var step = Group($"wf-step {By(label.BySystem)}{also}{label.Mark.Classes}", label.Spoken, parts);
        step.Add(new XAttribute("data-step", Phrases.Clean(label.Step.Key)));
        step.AddFirst(Tip(label.Mark.Title));
        return step;
    }

    private static XElement Line(Bundle bundle, Segment segment, Marks marks)
    {
        var (classes, stroke) = Together(bundle, segment.Sources, marks);
        return Path($"wf-line{classes}", segment.Path, [.. Stroke(stroke), Dashes(bundle.BySystem, "5 4")]);
    }

    // A line that several steps share is as wide as the widest of them, and has what is said of any; a change only where it is one for all.
    private static (string Classes, double Stroke) Together(Bundle bundle, IReadOnlyList<Spot> sources, Marks marks)
    {
        StateDefinition?[] from = [.. sources.Select(source => source.Box?.State)];
        var all = bundle.Labels.Select(label => marks.Of(label.Step, from)).ToArray();
        var change = Mark.ChangeClass(Mark.Same(all.Select(mark => mark.Change)));
        return (Mark.Listed(all.SelectMany(mark => mark.Names).Append(change)), all.Max(mark => mark.Stroke(1.5)));
    }

    private static XElement Label(Bundle bundle, StepLabel label, int top)
    {
        var (left, badge) = ((int)bundle.LabelSpot.X - label.Width / 2, label.Mark);
        var center = left + label.TextWidth / 2;
        var step = Step(label, "",
            Rectangle("wf-label-back", left, top, label.Width, label.Height, 6),
            Words("wf-label", center, top + 16, StepLabel.NameSize, label.Name, label.FullName, [Middle, .. Struck(badge) is { } struck ? [struck] : Array.Empty<XAttribute>()]));
        step.Add(new XAttribute("data-from", string.Join(' ', bundle.Sources.Select(source => source.Box?.State.Key).OfType<string>().Select(Phrases.Clean))), new XAttribute("data-to", Phrases.Clean(bundle.To.Box!.State.Key)));
        if (label.Cue is { } cue)
            step.Add(Words("wf-cue", center, top + 30, StepLabel.CueSize, cue, label.FullCue!, Middle));
        if (badge.Badge is { } shown)
            step.Add(Pill("wf-badge", shown, badge.FullBadge!, left + label.TextWidth - 8, top + (label.Height - 20) / 2, badge.BadgeWidth));
        return step;
    }

    private static string Arrow(Bundle bundle, double stroke)
    {
        var (half, length) = (Math.Max(4.5, stroke * 1.2), Math.Max(9, stroke * 1.8));
        if (bundle.Heading is var (dx, dy))
            return string.Create(CultureInfo.InvariantCulture, $"M{bundle.Tip.X} {bundle.Tip.Y}l{-dx * length - dy * half:0.##} {-dy * length + dx * half:0.##}l{2 * dy * half:0.##} {-2 * dx * half:0.##}z");
        return string.Create(CultureInfo.InvariantCulture, $"M{bundle.Tip.X} {bundle.Tip.Y}l{half:0.##} {(bundle.Backward ? length : -length):0.##}h{-2 * half:0.##}z");
    }

    private static string By(bool system) => system ? "wf-by-system" : "wf-by-hand";
}
