using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HelpDesk.Web.Shared;

/// <summary><c>&lt;command /&gt;</c>: the form's idempotency key, so that a double click is one command.</summary>
[HtmlTargetElement("command", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CommandTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "input";
        output.TagMode = TagMode.SelfClosing;
        output.Attributes.SetAttribute("type", "hidden");
        output.Attributes.SetAttribute("name", "command");
        output.Attributes.SetAttribute("value", CommandId.New().ToString());
    }
}
