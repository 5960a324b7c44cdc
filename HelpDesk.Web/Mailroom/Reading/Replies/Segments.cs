namespace HelpDesk.Web.Mailroom.Reading.Replies;

internal enum SegmentKind { Words, Quote, Attribution, Tail, Forward }

/// <summary>Lines of one kind, the end excluded; blank lines belong to what stands above them.</summary>
internal readonly record struct Segment(SegmentKind Kind, int Start, int End);

/// <summary>Parts a mail into words, attributions and quotes. Each line is looked at a bounded number of times.</summary>
internal static class Segments
{
    // Nobody writes as much above a quote; what a hostile mail makes us look at is bounded by it.
    private const int MostWritten = 5_000;

    public static List<Segment> Of(Lines lines)
    {
        var parts = new List<Segment>();
        var start = 0;
        var kind = SegmentKind.Words;
        var written = 0;
        for (var at = 0; at < lines.Count;)
        {
            var line = lines[at];
            if (line.IsBlank && line.Mark == LineMark.None)
            {
                at++;
                continue;
            }
            var (next, length) = Opens(lines, at, written);
            if (next != kind || next is SegmentKind.Attribution)
            {
                var from = next is SegmentKind.Tail or SegmentKind.Attribution && kind == SegmentKind.Words ? RuleAbove(lines, start, at) : at;
                Close(parts, kind, start, from);
                (kind, start) = (next, from);
            }
            if (next == SegmentKind.Words) written++;
            if (next is SegmentKind.Tail or SegmentKind.Forward) break;
            at += length;
        }
        Close(parts, kind, start, lines.Count);
        return parts;
    }

    private static void Close(List<Segment> parts, SegmentKind kind, int start, int end)
    {
        if (end > start) parts.Add(new(kind, start, end));
    }

    private static (SegmentKind Kind, int Length) Opens(Lines lines, int at, int written)
    {
        var line = lines[at];
        switch (line.Mark)
        {
            case LineMark.Tail: return (SegmentKind.Tail, 1);
            case LineMark.Attribution: return (SegmentKind.Attribution, 1);
            case LineMark.Quote: return (SegmentKind.Quote, 1);
        }
        if (line.IsQuoted) return (SegmentKind.Quote, 1);
        if (written > MostWritten) return (SegmentKind.Words, 1);
        if (ReplyMarkers.IsForward(line.Text)) return (SegmentKind.Forward, 1);
        if (ReplyMarkers.IsReplyAbove(line.Text)) return (SegmentKind.Tail, 1);
        if (ReplyMarkers.IsOriginalMessage(line.Text)) return AfterSplitter(lines, at, 1 + HeaderAfter(lines, at + 1));
        if (HeaderBlocks.LengthAt(lines, at) is > 0 and var header) return AfterSplitter(lines, at, header);
        var (length, sureness) = AttributionLines.At(lines, at);
        if (length == 0) return (SegmentKind.Words, 1);
        if (QuoteFollows(lines, at + length, sureness)) return (SegmentKind.Attribution, length);
        return sureness == Sureness.Sure || sureness == Sureness.Weak && written > 0 ? (SegmentKind.Tail, length) : (SegmentKind.Words, 1);
    }

    private static (SegmentKind Kind, int Length) AfterSplitter(Lines lines, int at, int length) =>
        QuoteFollows(lines, at + length, Sureness.Sure) ? (SegmentKind.Attribution, length) : (SegmentKind.Tail, length);

    private static int HeaderAfter(Lines lines, int at)
    {
        var next = lines.NextWritten(at);
        return next < lines.Count && HeaderBlocks.LengthAt(lines, next) is > 0 and var header ? next - at + header : 0;
    }

    private static bool QuoteFollows(Lines lines, int from, Sureness sureness)
    {
        var next = lines.NextWritten(from);
        if (next >= lines.Count || !lines[next].IsQuoted) return false;
        return sureness > Sureness.OnlyBeforeQuote || next + 2 < lines.Count && lines[next + 1].IsQuoted && lines[next + 2].IsQuoted;
    }

    // A rule, or "====", between the words and the header belongs to the header.
    private static int RuleAbove(Lines lines, int start, int at)
    {
        var from = at;
        for (var above = at - 1; above >= Math.Max(start, at - 6); above--)
        {
            if (lines[above].IsBlank) continue;
            if (!ReplyMarkers.IsRule(lines[above].Text)) break;
            from = above;
        }
        return from;
    }
}
