using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Shared;

/// <summary>What people typed, as inert HTML: paragraphs, line breaks and http(s) links; everything else is text.</summary>
public static partial class PlainText
{
    public static IHtmlContent Html(string text)
    {
        var html = new HtmlContentBuilder();
        foreach (var paragraph in Paragraphs().Split(text.ReplaceLineEndings("\n").Trim()))
        {
            html.AppendHtml("<p>");
            var lines = paragraph.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (i > 0) html.AppendHtml("<br>");
                Line(html, lines[i]);
            }
            html.AppendHtml("</p>");
        }
        return html;
    }

    private static void Line(HtmlContentBuilder html, string line)
    {
        var done = 0;
        foreach (var link in Links().EnumerateMatches(line))
        {
            html.Append(line[done..link.Index]);
            var address = HtmlEncoder.Default.Encode(line.Substring(link.Index, link.Length));
            html.AppendHtml($"<a href=\"{address}\" rel=\"noopener noreferrer nofollow ugc\" target=\"_blank\">{address}</a>");
            done = link.Index + link.Length;
        }
        html.Append(line[done..]);
    }

    [GeneratedRegex(@"\n[ \t]*\n\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Paragraphs();

    [GeneratedRegex(@"https?://[^\s<>""]{1,2000}[^\s<>"".,;:!?)\]}']", RegexOptions.NonBacktracking)]
    private static partial Regex Links();
}
