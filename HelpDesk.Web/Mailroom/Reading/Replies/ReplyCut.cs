using System.Text;

namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>
/// Decides which segments are shown. Words of the author always are, less a sure signature; a quote is shown only where the author answers below it and goes on quoting,
/// or where nothing says that it quotes the mail that is answered.
/// </summary>
internal static class ReplyCut
{
    private const int FewLines = 3;

    public static VisibleReply Of(Lines lines)
    {
        var parts = Segments.Of(lines);
        var words = parts.Select((part, at) => Words(lines, parts, part, at)).ToList();
        var (visible, elided) = (new StringBuilder(), new StringBuilder());
        var lastWords = words.FindLastIndex(part => part.IsAnswer);
        var isInterleaved = IsInterleaved(parts, words);
        var isAttributed = false;
        for (var at = 0; at < parts.Count; at++)
        {
            var part = parts[at];
            isAttributed |= part.Kind == SegmentKind.Attribution;
            var until = part.Kind switch
            {
                SegmentKind.Words => words[at].End,
                SegmentKind.Forward => part.End,
                SegmentKind.Quote => IsQuoteShown(lines, parts, at, isAttributed, isInterleaved, lastWords) ? part.End : part.Start,
                SegmentKind.Attribution => isInterleaved && at < lastWords ? part.End : part.Start,
                SegmentKind.Tail => part.Start,
                _ => throw new InvalidOperationException($"{part.Kind} is no segment."),
            };
            Append(visible, elided, lines, part.Start, until);
            elided.Append(lines.Join(until, part.End));
        }
        var shown = visible.ToString().Trim();
        // A quote or a signature alone is a forward, or an answer in the attachment: all is better than nothing.
        return shown.Length > 0 ? new(visible.ToString().Trim('\n').TrimEnd(), elided.ToString().Trim()) : new(lines.Join(0, lines.Count).Trim(), "");
    }

    private static void Append(StringBuilder visible, StringBuilder elided, Lines lines, int start, int end)
    {
        for (var at = start; at < end; at++)
            (lines[at].Mark == LineMark.Signature ? elided : visible).Append(lines[at].Text.TrimEnd()).Append('\n');
    }

    private readonly record struct Shown(bool IsAnswer, int End);

    private static Shown Words(Lines lines, List<Segment> parts, Segment part, int at)
    {
        if (part.Kind == SegmentKind.Forward) return new(true, part.End);
        if (part.Kind != SegmentKind.Words) return default;
        if (QuoteRemnants.IsLink(lines, part.Start, part.End)) return new(false, part.Start);
        var end = SignatureLines.StartIn(lines, part.Start, part.End, at + 1 < parts.Count && parts[at + 1].Kind is SegmentKind.Attribution or SegmentKind.Tail);
        return new(!lines.IsBlank(part.Start, end) && !QuoteRemnants.IsRemnant(lines, part.Start, part.End), end);
    }

    private static bool IsInterleaved(List<Segment> parts, List<Shown> words)
    {
        var (quote, answer) = (false, false);
        for (var at = 0; at < parts.Count; at++)
        {
            if (parts[at].Kind == SegmentKind.Quote && answer) return true;
            quote |= parts[at].Kind == SegmentKind.Quote;
            answer |= quote && words[at].IsAnswer;
        }
        return false;
    }

    private static bool IsQuoteShown(Lines lines, List<Segment> parts, int at, bool isAttributed, bool isInterleaved, int lastWords)
    {
        var part = parts[at];
        if (isInterleaved && at < lastWords) return true;
        if (isAttributed || lines[part.Start].Mark == LineMark.Quote || AttributesItself(lines, part)) return false;
        // Without an attribution the author quotes something in the middle of the words; before or below them, some lines are a program's quote.
        return at > 0 && at < lastWords || part.End - part.Start < FewLines || IsPrompts(lines, part);
    }

    private static bool AttributesItself(Lines lines, Segment part)
    {
        var plain = Lines.Plain(lines[part.Start].Text is { Length: < 500 } text ? text : "").TrimStart('>', ' ');
        return AttributionLines.Judge(plain) >= Sureness.Weak;
    }

    // ">>> import this" is typed into a program, and no quote starts at the third level.
    private static bool IsPrompts(Lines lines, Segment part)
    {
        for (var at = part.Start; at < Math.Min(part.End, part.Start + 50); at++)
            if (!lines[at].IsBlank && !lines[at].Text.StartsWith(">>> ", StringComparison.Ordinal)) return false;
        return true;
    }
}
