using System.Net;

namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>A start or end tag with those of its attributes that matter here.</summary>
internal readonly record struct HtmlTag(string Name, bool IsEnd, Dictionary<string, string> Attributes)
{
    public string this[string attribute] => Attributes.GetValueOrDefault(attribute, "");

    public bool IsHidden => Attributes.ContainsKey("hidden") || this["style"] is { Length: > 0 } style
        && style.Replace(" ", "", StringComparison.Ordinal) is var plain
        && (plain.Contains("display:none", StringComparison.OrdinalIgnoreCase) || plain.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase) || plain.Contains("mso-hide:all", StringComparison.OrdinalIgnoreCase));

    public bool HasClass(string name) => this["class"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Reads HTML tag by tag, without a tree: AngleSharp takes 78 s for 100,000 nested elements, and the text needs no tree.</summary>
internal sealed class HtmlTags(string html)
{
    private static readonly string[] Kept = ["class", "id", "type", "href", "style", "hidden", "data-smartmail"];
    private static readonly string[] Raw = ["script", "style", "title", "textarea", "xml", "noscript", "template", "svg", "object", "iframe"];

    private const int LongestName = 32;
    private const int LongestValue = 4000;

    private int at;

    // Where the next comment ends, looked for once; negative: no more does.
    private int commentEnd;

    /// <summary>The next tag, and the text before it; null at the end, with the last text.</summary>
    public (string Text, HtmlTag? Tag) Next()
    {
        var start = at;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            if (open < 0) break;
            at = open + 1;
            if (at >= html.Length || !(char.IsAsciiLetter(html[at]) || html[at] is '/' or '!' or '?')) continue;
            var text = html[start..open];
            return (text, Tag());
        }
        at = html.Length;
        return (html[start..], null);
    }

    private HtmlTag Tag()
    {
        if (html[at] is '!' or '?') return Comment();
        var isEnd = html[at] == '/';
        if (isEnd) at++;
        var start = at;
        while (at < html.Length && !char.IsWhiteSpace(html[at]) && html[at] is not ('>' or '/')) at++;
        var name = at - start > LongestName ? "" : html[start..at].ToLowerInvariant();
        var attributes = Attributes();
        if (!isEnd && Raw.Contains(name)) SkipRaw(name);
        return new(name, isEnd, attributes);
    }

    private HtmlTag Comment()
    {
        var isLong = html.AsSpan(at).StartsWith("!--");
        // An open comment hides nothing: words are kept.
        if (isLong && commentEnd < at && commentEnd >= 0) commentEnd = html.IndexOf("-->", at, StringComparison.Ordinal);
        if (isLong && commentEnd >= 0) at = commentEnd + 3;
        else SkipTo('>');
        return new("!", false, []);
    }

    private void SkipTo(char wanted)
    {
        var end = html.IndexOf(wanted, at);
        at = end < 0 ? html.Length : end + 1;
    }

    private void SkipRaw(string name)
    {
        var end = html.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase);
        at = end < 0 ? html.Length : end;
    }

    private Dictionary<string, string> Attributes()
    {
        Dictionary<string, string> found = [];
        while (at < html.Length && html[at] != '>')
        {
            if (char.IsWhiteSpace(html[at]) || html[at] is '/' or '=')
            {
                at++;
                continue;
            }
            var start = at;
            while (at < html.Length && !char.IsWhiteSpace(html[at]) && html[at] is not ('>' or '=' or '/')) at++;
            var (from, length) = (start, at - start);
            while (at < html.Length && char.IsWhiteSpace(html[at])) at++;
            var value = at < html.Length && html[at] == '=' ? Value() : "";
            foreach (var kept in Kept)
                if (length == kept.Length && html.AsSpan(from, length).Equals(kept, StringComparison.OrdinalIgnoreCase)) found.TryAdd(kept, WebUtility.HtmlDecode(value));
        }
        if (at < html.Length) at++;
        return found;
    }

    private string Value()
    {
        at++;
        while (at < html.Length && char.IsWhiteSpace(html[at])) at++;
        if (at >= html.Length) return "";
        var start = at;
        if (html[at] is '"' or '\'')
        {
            var end = html.IndexOf(html[at], at + 1);
            if (end < 0) end = html.Length;
            at = Math.Min(end + 1, html.Length);
            return html[(start + 1)..Math.Min(end, start + 1 + LongestValue)];
        }
        while (at < html.Length && !char.IsWhiteSpace(html[at]) && html[at] != '>') at++;
        return html[start..Math.Min(at, start + LongestValue)];
    }
}
