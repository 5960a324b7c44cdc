using System.Net;
using System.Text;

namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>HTML as lines, with the marks that mail programs set. One pass, with a stack of open elements that is bounded.</summary>
internal sealed class HtmlLines
{
    /// <summary>HTML beyond this many characters is not read.</summary>
    public const int Longest = 2_000_000;

    private const int Deepest = 256;
    private const int DeepestShown = 8;

    private static readonly HashSet<string> Void = ["br", "hr", "img", "input", "meta", "link", "base", "area", "col", "embed", "source", "wbr", "!", "", "p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "html", "body"];
    private static readonly HashSet<string> Blocks = ["div", "p", "table", "tr", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "address", "center", "form", "fieldset", "body", "caption", "main", "aside", "nav", "figure"];
    private static readonly HashSet<string> Spaced = ["p", "table", "ul", "ol", "dl", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"];

    private static readonly string[] Prefixes = [.. Enumerable.Range(0, DeepestShown + 1).Select(depth => string.Concat(Enumerable.Repeat("> ", depth)))];

    private sealed record Open(string Name, bool IsHidden, LineMark Mark, bool IsFrame, string Href, int LinkStart)
    {
        public int Item { get; set; }
    }

    private readonly List<Line> lines = [];
    private readonly Stack<Open> open = [];
    private readonly Dictionary<string, int> openByName = [];
    private readonly StringBuilder line = new();
    private int hidden, quotes, lists, preformatted, frames;
    private readonly int[] marks = new int[Enum.GetValues<LineMark>().Length];
    private bool wantsBlank, wantsSpace, hasMarks;
    private (int Start, int Quotes) frame;
    private (int Start, int End, bool IsGmail) lastQuote = (0, 0, true);
    private int quotesSeen;

    private HtmlLines()
    {
    }

    public static MarkedLines Of(string html)
    {
        var made = new HtmlLines();
        made.Read(new(html.Length > Longest ? html[..Longest] : html));
        return new(made.lines, made.hasMarks);
    }

    private void Read(HtmlTags tags)
    {
        while (true)
        {
            var (text, tag) = tags.Next();
            if (hidden == 0) Write(text);
            if (tag is not { } found) break;
            if (found.IsEnd) End(found.Name);
            else Start(found);
        }
        while (open.Count > 0) Pop();
        Break();
        if (!lastQuote.IsGmail) Mark(lastQuote.Start, lastQuote.End, LineMark.Quote);
    }

    private void Start(HtmlTag tag)
    {
        if (Blocks.Contains(tag.Name)) Break(Spaced.Contains(tag.Name));
        switch (tag.Name)
        {
            case "br": NewLine(); break;
            case "hr":
                Break();
                if (hidden == 0) line.Append("---");
                Break();
                break;
            case "td" or "th" when line.Length > 0: line.Append('\t'); break;
            case "li": Item(); break;
        }
        var mark = HtmlQuotes.MarkOf(tag);
        if (mark is LineMark.Tail && hidden == 0) Tail();
        if (!Void.Contains(tag.Name) || (mark != LineMark.None || tag.IsHidden) && tag.Name is "p" or "td" or "tr" or "li") Push(tag, mark);
    }

    private void Push(HtmlTag tag, LineMark mark)
    {
        if (open.Count >= Deepest) return;
        if (mark is not (LineMark.None or LineMark.Tail)) Break();
        var element = new Open(tag.Name, tag.IsHidden || tag.Name == "head", mark, HtmlQuotes.IsGmailFrame(tag), tag.Name == "a" ? tag["href"] : "", line.Length);
        open.Push(element);
        openByName[tag.Name] = openByName.GetValueOrDefault(tag.Name) + 1;
        Count(element, 1);
        if (element.IsFrame && frames == 1) frame = (lines.Count, quotesSeen);
        if (tag.Name == "blockquote" && quotes == 1) OpenQuote(tag);
    }

    private void OpenQuote(HtmlTag tag)
    {
        quotesSeen++;
        var isGmail = HtmlQuotes.IsGmailQuote(tag);
        hasMarks |= isGmail && frames > 0;
        lastQuote = (lines.Count, lines.Count, isGmail && frames == 0);
    }

    private void Count(Open element, int by)
    {
        if (element.IsHidden) hidden += by;
        if (element.IsFrame) frames += by;
        marks[(int)element.Mark] += by;
        hasMarks |= element.Mark != LineMark.None;
        switch (element.Name)
        {
            case "blockquote": quotes += by; break;
            case "ul" or "ol": lists += by; break;
            case "pre": preformatted += by; break;
        }
    }

    private void End(string name)
    {
        if (Blocks.Contains(name)) Break(Spaced.Contains(name));
        if (openByName.GetValueOrDefault(name) == 0) return;
        // An end tag of a word's element does not reach over a block that is open within.
        if (!Blocks.Contains(name) && open.TakeWhile(element => element.Name != name).Any(element => Blocks.Contains(element.Name))) return;
        while (Pop() != name)
        {
        }
    }

    private string Pop()
    {
        var element = open.Peek();
        if (element.Href.Length > 0) Link(element);
        if (element.Mark != LineMark.None || element.Name == "blockquote" || element.IsFrame) Break();
        if (element.Name == "blockquote" && quotes == 1) lastQuote = lastQuote with { End = lines.Count };
        if (element.IsFrame && frames == 1 && quotesSeen == frame.Quotes) CloseFrame();
        open.Pop();
        openByName[element.Name]--;
        Count(element, -1);
        return element.Name;
    }

    private void CloseFrame()
    {
        for (var at = frame.Start; at < lines.Count; at++)
            if (ReplyMarkers.IsForward(lines[at].Text)) return;
        hasMarks = true;
        Mark(frame.Start, lines.Count, LineMark.Quote);
    }

    private void Mark(int start, int end, LineMark mark)
    {
        for (var at = start; at < end; at++) lines[at] = lines[at] with { Mark = mark };
    }

    private void Tail()
    {
        Break();
        lines.Add(new("", LineMark.Tail));
    }

    private void Item()
    {
        if (hidden > 0) return;
        var list = open.FirstOrDefault(element => element.Name is "ul" or "ol");
        line.Append(' ', Math.Clamp(lists - 1, 0, DeepestShown) * 2).Append(list?.Name == "ol" ? $"{++list.Item}. " : "- ");
        wantsSpace = false;
    }

    private void Link(Open element)
    {
        var href = element.Href.Trim();
        if (hidden > 0 || element.LinkStart >= line.Length || href.Length > 500 || !(href.StartsWith("http", StringComparison.OrdinalIgnoreCase) || href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))) return;
        var text = line.ToString(element.LinkStart, line.Length - element.LinkStart).Trim();
        var address = href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? href["mailto:".Length..] : href;
        if (text.Length > 0 && !Same(text, address)) line.Append(" (").Append(address).Append(')');
    }

    private static bool Same(string text, string address) => Short(text).Equals(Short(address), StringComparison.OrdinalIgnoreCase);

    private static string Short(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        return (scheme is > 0 and < 6 ? address[(scheme + 3)..] : address).TrimEnd('/');
    }

    private void Write(string text)
    {
        if (text.Length == 0) return;
        var decoded = WebUtility.HtmlDecode(text);
        foreach (var character in decoded)
        {
            if (preformatted > 0 && character == '\n') NewLine();
            else if (preformatted > 0 && character != '\r' || !(character is ' ' or '\t' or '\n' or '\r' or '\f')) Put(character);
            else wantsSpace = line.Length > 0;
        }
    }

    private void Put(char character)
    {
        if (wantsSpace && line.Length > 0 && preformatted == 0) line.Append(' ');
        wantsSpace = false;
        line.Append(character == '\u00A0' ? ' ' : character);
    }

    private void Break(bool isSpaced = false)
    {
        if (line.Length > 0) NewLine();
        wantsBlank |= isSpaced;
        wantsSpace = false;
    }

    private void NewLine()
    {
        if (hidden > 0) return;
        var prefix = Prefixes[Math.Min(quotes, DeepestShown)];
        if (wantsBlank && line.Length > 0 && lines.Count > 0 && lines[^1].Text.Trim('>', ' ').Length > 0) lines.Add(new(quotes > 0 && lines[^1].IsQuoted ? prefix.TrimEnd() : "", quotes > 0 ? CurrentMark() : LineMark.None));
        if (line.Length > 0) wantsBlank = false;
        lines.Add(new((prefix + line).TrimEnd(), CurrentMark()));
        line.Clear();
        wantsSpace = false;
    }

    private LineMark CurrentMark()
    {
        if (marks[(int)LineMark.Quote] > 0 || quotes > 0 && frames > 0) return LineMark.Quote;
        if (marks[(int)LineMark.Attribution] > 0) return LineMark.Attribution;
        return marks[(int)LineMark.Signature] > 0 ? LineMark.Signature : LineMark.None;
    }
}
