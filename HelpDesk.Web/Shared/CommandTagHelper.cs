using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HelpDesk.Web.Shared;

/// <summary>
/// <c>&lt;command /&gt;</c>: the form's idempotency key, so that a double click is one command. <c>&lt;command on="ticket" /&gt;</c> also
/// says which ticket its page showed, so that a stale form is told from a fresh one.
/// </summary>
[HtmlTargetElement("command", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CommandTagHelper : TagHelper
{
    /// <summary>The ticket that the form is about, as its page shows it.</summary>
    public Ticket? On { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.AppendHtml($"<input type=\"hidden\" name=\"command\" value=\"{CommandId.New()}\">");
        if (On is not null) output.Content.AppendHtml($"<input type=\"hidden\" name=\"revision\" value=\"{On.Revision}\"><input type=\"hidden\" name=\"seen\" value=\"{On.LastSequence}\">");
    }
}
