namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>The marks by which mail programs show in HTML what is a quote, an attribution or a signature.</summary>
internal static class HtmlQuotes
{
    public static LineMark MarkOf(HtmlTag tag)
    {
        if (tag.Attributes.Count == 0) return LineMark.None;
        // Outlook on the web puts x_ before the names of what it quotes.
        var id = tag["id"];
        if (id is "divRplyFwdMsg" or "appendonsend" or "OLK_SRC_BODY_SECTION" or "stopSpelling" or "mail-editor-reference-message-container" || tag.HasClass("OutlookMessageHeader")) return LineMark.Tail;
        if (tag.HasClass("gmail_attr") || tag.HasClass("moz-cite-prefix") || id == "reply-intro") return LineMark.Attribution;
        if (tag.HasClass("gmail_signature") || tag["data-smartmail"] == "gmail_signature" || tag.HasClass("moz-signature") || tag.HasClass("protonmail_signature_block") || id is "Signature" or "ms-outlook-mobile-signature") return LineMark.Signature;
        if (tag.HasClass("yahoo_quoted") || id.StartsWith("yahoo_quoted", StringComparison.Ordinal) || tag.HasClass("zmail_extra") || tag.HasClass("protonmail_quote") || tag.HasClass("tutanota_quote")) return LineMark.Quote;
        return tag.Name == "blockquote" && tag["type"].Equals("cite", StringComparison.OrdinalIgnoreCase) ? LineMark.Quote : LineMark.None;
    }

    /// <summary>Gmail's frame around attribution and quote. Answers between quotes stand in it, too, so that it is a quote only where none is inside.</summary>
    public static bool IsGmailFrame(HtmlTag tag) => tag.Name == "div" && tag.HasClass("gmail_quote");

    /// <summary>Made by Gmail's own quote button when it stands outside of that frame: the author's.</summary>
    public static bool IsGmailQuote(HtmlTag tag) => tag.Name == "blockquote" && tag.HasClass("gmail_quote");
}
