using System.Net;
using System.Text.RegularExpressions;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>HTML as plain text.</summary>
internal static partial class HtmlText
{
    public static string Of(string html) => WebUtility.HtmlDecode(Tags().Replace(Breaks().Replace(Hidden().Replace(html, ""), "\n"), "")).Trim();

    [GeneratedRegex("<(style|script|title)[^>]*>[^<]*</", RegexOptions.IgnoreCase)]
    private static partial Regex Hidden();

    [GeneratedRegex("<br ?/?>|</p>|</div>|</tr>|</li>", RegexOptions.IgnoreCase)]
    private static partial Regex Breaks();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
