using System.Net;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>HTML of a mail as it may be shown.</summary>
internal static class MailHtml
{
    public static string Sanitise(string html) => WebUtility.HtmlEncode(HtmlText.Of(html));
}
