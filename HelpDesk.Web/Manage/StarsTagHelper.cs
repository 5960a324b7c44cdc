using HelpDesk.Web.Shared;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HelpDesk.Web.Manage;

/// <summary><c>&lt;stars of="4" label="4 of 5" /&gt;</c>: a rating as a row of five.</summary>
[HtmlTargetElement("stars", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StarsTagHelper(IHttpContextAccessor http) : TagHelper
{
    public int Of { get; set; }

    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var sprite = Icons.Sprite(http.HttpContext!);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "stars-shown");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        for (var star = 1; star <= 5; star++)
            output.Content.AppendHtml($"<svg class=\"icon{(star <= Of ? " full" : "")}\" aria-hidden=\"true\"><use href=\"{sprite}#star\"></use></svg>");
    }
}
