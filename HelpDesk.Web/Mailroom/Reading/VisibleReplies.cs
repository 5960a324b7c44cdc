using HelpDesk.Web.Mailroom.Reading.Replies;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>What the author of a mail wrote, and what was put under it: quote and signature.</summary>
internal sealed record VisibleReply(string Visible, string Elided);

/// <summary>Tells the author's words from the quote. Never answers with nothing for a mail that says something: then all of it is visible.</summary>
internal static class VisibleReplies
{
    /// <param name="text">The plain text, decoded and unflowed.</param>
    /// <param name="html">The HTML part; it judges where there is no plain text, and where only its marks show the quote.</param>
    public static VisibleReply Of(string? text, string? html)
    {
        if (string.IsNullOrWhiteSpace(text)) return string.IsNullOrWhiteSpace(html) ? new("", "") : ReplyCut.Of(HtmlLines.Of(html));
        var byText = ReplyCut.Of(Lines.Of(text));
        if (byText.Elided.Length > 0 || string.IsNullOrWhiteSpace(html)) return byText;
        return HtmlLines.Of(html) is { HasMarks: true } marked && ReplyCut.Of(marked) is { Elided.Length: > 0 } byHtml ? byHtml : byText;
    }
}
