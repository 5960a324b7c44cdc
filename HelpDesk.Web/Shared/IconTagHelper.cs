using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HelpDesk.Web.Shared;

/// <summary><c>&lt;icon name="reply" /&gt;</c>: an icon of the sprite, hidden from screen readers because words stand beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(IHttpContextAccessor http) : TagHelper
{
    public string Name { get; set; } = "";

    /// <summary>Drawn solid: a star that counts.</summary>
    public bool Full { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) => Icons.Write(output, Name, Full, Icons.Sprite(http.HttpContext!));
}

/// <summary><c>&lt;chip phase="Phase.Open"&gt;Open&lt;/chip&gt;</c>: a state in its phase's hue, with the phase's icon beside the word.</summary>
[HtmlTargetElement("chip")]
public sealed class ChipTagHelper(IHttpContextAccessor http) : TagHelper
{
    public Phase Phase { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", "chip");
        output.Attributes.SetAttribute("data-phase", Icons.KeyOf(Phase));
        output.PreContent.AppendHtml(Icons.Svg(Icons.Of(Phase), Icons.Sprite(http.HttpContext!)));
    }
}

/// <summary><c>&lt;avatar of="Carl" /&gt;</c>: initials in one of six hues, hidden from screen readers because the name stands beside it.</summary>
[HtmlTargetElement("avatar", TagStructure = TagStructure.WithoutEndTag)]
public sealed class AvatarTagHelper : TagHelper
{
    private const int Hues = 6;

    public string? Of { get; set; }

    public bool Large { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = string.IsNullOrWhiteSpace(Of) ? "?" : Of.Trim();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Large ? "avatar avatar-lg" : "avatar");
        output.Attributes.SetAttribute("data-hue", 1 + name.Aggregate(0, (sum, letter) => (sum * 31 + letter) & 0xffff) % Hues);
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetContent(string.Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(part => System.Globalization.StringInfo.GetNextTextElement(part))).ToUpperInvariant());
    }
}

internal static class Icons
{
    private const string Plain = "dist/icons.svg";

    // A page shows some hundred icons: what they say is made up once.
    private static readonly ConditionalWeakTable<Endpoint, string> Sprites = [];
    private static readonly ConcurrentDictionary<(string Name, string Sprite, bool Full), string> Drawn = new();

    /// <summary>The sprite's address: fingerprinted, so that browsers keep it for good; plain on an error page, which belongs to no endpoint.</summary>
    public static string Sprite(HttpContext context)
    {
        var address = context.GetEndpoint() is { } endpoint ? Sprites.GetValue(endpoint, of => "/" + (of.Metadata.GetMetadata<ResourceAssetCollection>()?[Plain] ?? Plain)) : "/" + Plain;
        return context.Request.PathBase.HasValue ? context.Request.PathBase + address : address;
    }

    public static string KeyOf(Phase phase) => phase switch
    {
        Phase.Open => "open",
        Phase.Assigned => "assigned",
        Phase.Pending => "pending",
        Phase.OnHold => "on-hold",
        Phase.Resolved => "resolved",
        Phase.Closed => "closed",
        _ => throw new InvalidOperationException($"No key for phase {phase}."),
    };

    public static string Of(Phase phase) => phase switch
    {
        Phase.Open => "circle",
        Phase.Assigned => "circle-dot",
        Phase.Pending => "hourglass",
        Phase.OnHold => "pause",
        Phase.Resolved => "circle-check",
        Phase.Closed => "archive",
        _ => throw new InvalidOperationException($"No icon for phase {phase}."),
    };

    public static string Svg(string name, string sprite, bool full = false) => Drawn.GetOrAdd((name, sprite, full), static key =>
        $"<svg class=\"{(key.Full ? "icon full" : "icon")}\" aria-hidden=\"true\"><use href=\"{key.Sprite}#{key.Name}\"></use></svg>");

    public static void Write(TagHelperOutput output, string name, bool full, string sprite)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Svg(name, sprite, full));
    }
}
