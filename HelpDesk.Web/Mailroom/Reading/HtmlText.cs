using System.Text;
using HelpDesk.Web.Mailroom.Reading.Replies;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>HTML as plain text that reads well: paragraphs, lists, quotes with "> ", a line for each row of a table, links with their address where it differs.</summary>
internal static class HtmlText
{
    public static string Of(string html)
    {
        var lines = HtmlLines.Of(html);
        var text = new StringBuilder();
        for (var at = 0; at < lines.Count; at++) text.Append(lines[at].Text).Append('\n');
        return text.ToString().Trim('\n', ' ');
    }
}
