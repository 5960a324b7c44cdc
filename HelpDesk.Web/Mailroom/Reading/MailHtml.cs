using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>
/// A stranger's HTML made inert, by an allow-list of our own: text, tables, links and pictures. It is shown in a sandboxed frame all the same.
/// </summary>
internal static partial class MailHtml
{
    /// <summary>What is beyond is not looked at, in characters.</summary>
    public const int MaxLength = 2 * 1024 * 1024;

    // The parser's time grows with the square of what is nested, and the stack of what walks a tree with its depth.
    private const int MaxTags = 20_000;
    private const int MaxDepth = 300;

    private const int MaxFontSize = 36;

    private static readonly string[] Tags =
    [
        "a", "abbr", "address", "article", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em", "font",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
    ];

    private static readonly string[] Attributes =
        ["href", "src", "alt", "title", "width", "height", "align", "valign", "bgcolor", "color", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "dir", "lang", "start", "style"];

    private static readonly string[] Styles =
        ["color", "background-color", "font-weight", "font-style", "font-size", "text-decoration", "text-align", "vertical-align", "white-space"];

    // Their words are no words for people. Of everything else that is not allowed, what it holds is kept.
    private static readonly HashSet<string> Wordless = new(StringComparer.OrdinalIgnoreCase)
        { "script", "style", "title", "head", "template", "noscript", "noembed", "noframes", "iframe", "object", "embed", "applet", "svg", "math", "select", "textarea", "xmp", "plaintext", "audio", "video", "canvas", "frameset", "meta", "link", "base" };

    private static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    /// <summary>The same HTML with nothing in it that acts, asks another server or leaves its place.</summary>
    /// <param name="html">What came by mail, whatever it is.</param>
    /// <param name="imageByContentId">Where a picture that came along is found, by its Content-ID; null where there is none.</param>
    /// <param name="showRemoteImages">Whether somebody asked for pictures from other servers.</param>
    public static string Sanitise(string html, Func<string, string?>? imageByContentId = null, bool showRemoteImages = false)
    {
        if (Parse(html) is not { } looked) return AsText(html);
        foreach (var wordless in looked.All.Where(element => Wordless.Contains(element.LocalName)).ToList()) wordless.Remove();
        var body = looked.Body?.InnerHtml ?? "";
        var clean = new HtmlParser().ParseDocument(Sanitiser().Sanitize(body));
        foreach (var element in clean.Body!.QuerySelectorAll("*").ToList()) Settle(element, imageByContentId, showRemoteImages);
        return clean.Body.InnerHtml;
    }

    /// <summary>Whether pictures of it lie on other servers.</summary>
    public static bool HasRemoteImages(string html) =>
        Parse(html) is { } looked && looked.QuerySelectorAll("img[src]").Any(image => IsRemote(image.GetAttribute("src")!));

    private static HtmlSanitizer Sanitiser() => new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
        AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
        AllowedCssProperties = new HashSet<string>(Styles, StringComparer.OrdinalIgnoreCase),
        AllowedSchemes = new HashSet<string>([.. Schemes, "cid"], StringComparer.OrdinalIgnoreCase),
        UriAttributes = new HashSet<string>(["href", "src"], StringComparer.OrdinalIgnoreCase),
    })
    { KeepChildNodes = true };

    /// <summary>The tree; null where it is too wide or too deep to be walked.</summary>
    private static AngleSharp.Html.Dom.IHtmlDocument? Parse(string html)
    {
        var bounded = Bounded(html);
        return TagStart().Count(bounded) > MaxTags || new HtmlParser().ParseDocument(bounded) is not { } tree || IsTooDeep(tree) ? null : tree;
    }

    // Without recursion: how deep it is, is what is asked.
    private static bool IsTooDeep(INode root)
    {
        var (node, depth) = (root, 0);
        while (true)
        {
            if (node.FirstChild is { } child)
            {
                if (++depth > MaxDepth) return true;
                node = child;
                continue;
            }
            while (node.NextSibling is null)
            {
                if (node == root || node.Parent is not { } parent || parent == root) return false;
                (node, depth) = (parent, depth - 1);
            }
            node = node.NextSibling;
        }
    }

    private static void Settle(IElement element, Func<string, string?>? imageByContentId, bool showRemoteImages)
    {
        // What the sanitiser let through counts only where it is on the list in this tree too: the parser has read it anew.
        if (!Tags.Contains(element.LocalName, StringComparer.Ordinal) || element.NamespaceUri != NamespaceNames.HtmlUri)
        {
            element.Replace([.. element.ChildNodes]);
            return;
        }
        foreach (var attribute in element.Attributes.Where(one => !Attributes.Contains(one.Name, StringComparer.Ordinal)).ToList()) element.RemoveAttribute(attribute.Name);
        if (element.LocalName != "a") element.RemoveAttribute("href");
        if (element.LocalName != "img") element.RemoveAttribute("src");
        if (element.GetAttribute("style") is { } style) Put(element, "style", Style(style));
        if (element.LocalName == "a") Link(element);
        if (element.LocalName == "img") Picture(element, imageByContentId, showRemoteImages);
    }

    /// <summary>Where it leads stands in its title: what a link is called is the stranger's word.</summary>
    private static void Link(IElement link)
    {
        var to = link.GetAttribute("href")?.Trim();
        if (to is null || !Uri.TryCreate(to, UriKind.Absolute, out var target) || !Schemes.Contains(target.Scheme, StringComparer.Ordinal) || to.StartsWith('/') || to.StartsWith('\\'))
        {
            link.RemoveAttribute("href");
            return;
        }
        link.SetAttribute("href", target.AbsoluteUri);
        link.SetAttribute("title", target.AbsoluteUri);
        link.SetAttribute("rel", "noopener noreferrer nofollow");
        link.SetAttribute("target", "_blank");
    }

    private static void Picture(IElement picture, Func<string, string?>? imageByContentId, bool showRemoteImages)
    {
        var source = picture.GetAttribute("src")?.Trim() ?? "";
        if (source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase)) source = imageByContentId?.Invoke(Uri.UnescapeDataString(source[4..]).Trim('<', '>')) ?? "";
        else if (!showRemoteImages || !Uri.TryCreate(source, UriKind.Absolute, out var remote) || remote.Scheme != Uri.UriSchemeHttps) source = "";
        Put(picture, "src", source);
        if (source.Length == 0 && picture.GetAttribute("alt") is not { Length: > 0 }) picture.SetAttribute("alt", "▢");
    }

    private static void Put(IElement element, string attribute, string value)
    {
        if (value.Length > 0) element.SetAttribute(attribute, value);
        else element.RemoveAttribute(attribute);
    }

    private static string Style(string style) => string.Join("; ", style.Split(';')
        .Select(one => one.Split(':', 2, StringSplitOptions.TrimEntries))
        .Where(pair => pair.Length == 2 && Styles.Contains(pair[0].ToLowerInvariant(), StringComparer.Ordinal) && IsPlain(pair[0].ToLowerInvariant(), pair[1]))
        .Select(pair => $"{pair[0].ToLowerInvariant()}: {pair[1]}"));

    private static bool IsPlain(string name, string value) => name != "font-size" ? PlainValue().IsMatch(value)
        : SizeValue().Match(value) is { Success: true } size && (!size.Groups[1].Success || double.Parse(size.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) <= Most(size.Groups[2].Value));

    private static double Most(string unit) => unit.ToLowerInvariant() switch
    {
        "em" or "rem" => 3,
        "%" => 300,
        _ => MaxFontSize,
    };

    private static bool IsRemote(string source) => Uri.TryCreate(source.Trim(), UriKind.Absolute, out var at) && (at.Scheme == Uri.UriSchemeHttp || at.Scheme == Uri.UriSchemeHttps);

    /// <summary>The words alone, where nobody should walk the tree.</summary>
    private static string AsText(string html) => "<pre>" + WebUtility.HtmlEncode(WebUtility.HtmlDecode(AnyTag().Replace(Bounded(html), " "))) + "</pre>";

    private static string Bounded(string html) => html.Length <= MaxLength ? html : html[..MaxLength];

    [GeneratedRegex("<[a-zA-Z]", RegexOptions.NonBacktracking)]
    private static partial Regex TagStart();

    [GeneratedRegex("<[^>]*>?", RegexOptions.NonBacktracking)]
    private static partial Regex AnyTag();

    // Names, numbers and colours; no address, no escape.
    [GeneratedRegex(@"^(#[0-9a-fA-F]{3,8}|rgba?\([0-9., %]{1,40}\)|[a-zA-Z0-9 .%-]{1,60})$", RegexOptions.NonBacktracking)]
    private static partial Regex PlainValue();

    [GeneratedRegex(@"^(?:(?:xx-small|x-small|small|medium|large|x-large|smaller|larger)|([0-9]{1,4}(?:\.[0-9]{1,4})?)(px|pt|em|rem|%))$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex SizeValue();
}
