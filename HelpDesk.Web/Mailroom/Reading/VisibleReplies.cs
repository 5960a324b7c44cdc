namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>What the author wrote, apart from what is quoted.</summary>
internal static class VisibleReplies
{
    internal sealed record VisibleReply(string Visible, string Elided);

    public static VisibleReply Of(string? text, string? html) => new(text ?? (html is null ? "" : HtmlText.Of(html)), "");
}
