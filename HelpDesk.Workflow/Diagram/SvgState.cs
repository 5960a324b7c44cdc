using System.Xml.Linq;
using static HelpDesk.Workflow.SvgParts;

namespace HelpDesk.Workflow;

/// <summary>Draws a state's box, and the steps that leave the case in it.</summary>
internal static class SvgState
{
    public static XElement Box(Spot spot, string spoken)
    {
        var box = spot.Box!;
        var (left, top) = (spot.Left, spot.Top);
        var state = Group($"wf-state wf-phase-{PhaseColours.Of(box.State.Phase).Class}{(box.IsHere ? " wf-here" : "")}{box.Mark.Classes}", spoken, Frame(spot));
        state.Add(new XAttribute("data-state", Phrases.Clean(box.State.Key)));
        state.AddFirst(Tip(box.Mark.Title));
        state.Add(Words("wf-name", left + StateBox.Padding, top + 27, StateBox.NameSize, box.Name, box.FullName, [new("font-weight", 600), .. Struck(box.Mark) is { } struck ? [struck] : Array.Empty<XAttribute>()]));
        if (box.Count is { } count)
            state.Add(Pill("wf-count", count, box.FullCount!, left + spot.Width - StateBox.Padding - box.CountWidth + 4, top + 12, box.CountWidth));
        if (box.Subtitle is { } subtitle)
            state.Add(Words("wf-phase-name", left + StateBox.Padding, top + 44, StateBox.SmallSize, subtitle, subtitle));
        for (var at = 0; at < box.Rows.Count; at++)
            state.Add(Row(box.Rows[at], left + StateBox.Padding, top + box.RowsTop + at * StateBox.Row));
        return state;
    }

    public static IEnumerable<XElement> Stays(Spot spot)
    {
        var top = spot.Top + spot.Box!.RowsTop + spot.Box.Rows.Count * StateBox.Row;
        return spot.Box.Stays.Select((stay, at) => Stay(stay, spot.Box.State, spot.Left + StateBox.Padding, top + at * StateBox.Row));
    }

    private static IEnumerable<XElement> Frame(Spot spot)
    {
        var box = spot.Box!;
        yield return Rectangle("wf-box", spot.Left, spot.Top, spot.Width, spot.Height, 8, Stroke(box.Mark.Stroke(box.IsHere ? 3 : 1.5)));
        if (box.State.Phase == Phase.Closed)
            yield return Rectangle("wf-box-inner", spot.Left + 4, spot.Top + 4, spot.Width - 8, spot.Height - 8, 5, Stroke(1));
    }

    private static XElement Row(BoxRow row, int left, int top) => new(Svg + "g", Class(row.Kind == RowKind.Timer ? "wf-timer" : "wf-timer wf-fact"),
        new XElement(Svg + "path", new XAttribute("d", Icon(row.Kind, left, top)), Stroke(1.25), Round),
        Words(null, left + StateBox.IconRoom, top + 14, StateBox.SmallSize, row.Shown, row.Full));

    private static string Icon(RowKind kind, int left, int top) => kind switch
    {
        RowKind.Timer => $"M{left + 6} {top + 4}a6 6 0 1 0 .01 0ZM{left + 6} {top + 7}v3l2 1.5",
        RowKind.Pause => $"M{left + 4} {top + 5}v10M{left + 9} {top + 5}v10",
        RowKind.Approval => $"M{left + 1} {top + 10}l4 4 7 -8",
        _ => throw new InvalidOperationException("A row tells of a timer, a pause or an approval."),
    };

    private static XElement Stay(StepLabel stay, StateDefinition state, int left, int top)
    {
        var width = TextMeasure.Width(stay.OnOneLine, StateBox.SmallSize) + StateBox.IconRoom;
        var row = SvgSteps.Step(stay, " wf-stay",
            Rectangle("wf-label-back", left - 4, top, width + 8, 20, 4),
            Path("wf-line", $"M{left + 10} {top + 6}a5.5 5.5 0 1 0 1.5 4", [.. Stroke(1.25), Round, Dashes(stay.BySystem, "2 2")]),
            Path("wf-arrow", $"M{left + 12} {top + 3}v5h-5z", Fill),
            Words("wf-label", left + StateBox.IconRoom, top + 14, StateBox.SmallSize, stay.OnOneLine, stay.FullCue is null ? stay.FullName : $"{stay.FullName} · {stay.FullCue}", Struck(stay.Mark) is { } struck ? [struck] : []));
        row.Add(new XAttribute("data-from", Phrases.Clean(state.Key)), new XAttribute("data-to", Phrases.Clean(state.Key)));
        if (stay.Mark.Badge is { } badge)
            row.Add(Pill("wf-badge", badge, stay.Mark.FullBadge!, left + width + 8, top, stay.Mark.BadgeWidth));
        return row;
    }
}
