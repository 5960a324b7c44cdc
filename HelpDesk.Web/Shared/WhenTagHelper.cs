using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HelpDesk.Web.Shared;

/// <summary><c>&lt;when at="…" /&gt;</c>: an instant in the reader's zone; with JavaScript in relative words, the exact time in the title.</summary>
[HtmlTargetElement("when", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WhenTagHelper(ReaderZone zone) : TagHelper
{
    public DateTimeOffset At { get; set; }

    /// <summary>Keeps the date and time as they are instead of "2 hours ago".</summary>
    public bool Exact { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        if (!Exact) output.Attributes.SetAttribute("data-relative", "");
        output.Content.SetContent(zone.Words(At));
    }
}

/// <summary>The zone in which this reader sees dates: their own choice, else their browser's, else the product's.</summary>
public sealed class ReaderZone(IHttpContextAccessor http, Domain.Workflows.ProductZone product)
{
    public const string Claim = "zone";

    private const string Control = "yyyy-MM-ddTHH:mm";

    public TimeZoneInfo Zone => Known(http.HttpContext?.User.FindFirst(Claim)?.Value)
        ?? Known(Uri.UnescapeDataString(http.HttpContext?.Request.Cookies["zone"] ?? ""))
        ?? product.Zone;

    /// <summary>Date and time in this zone and the reader's language.</summary>
    public string Words(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString("d MMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    /// <summary>The same as <c>&lt;when at="…" /&gt;</c>, for a place inside a sentence.</summary>
    public IHtmlContent Html(DateTimeOffset at) => new HtmlFormattableString(
        "<time datetime=\"{0}\" data-relative>{1}</time>", at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), Words(at));

    /// <summary>As a control for date and time holds it.</summary>
    public string Typed(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString(Control, CultureInfo.InvariantCulture);

    /// <summary>What such a control sent: the first moment at which clocks here show it, or the next one where they are put forward over it. Null for anything else.</summary>
    public DateTimeOffset? Read(string? typed)
    {
        if (!DateTime.TryParseExact(typed, [Control, Control + ":ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) || clock.Year is < 1900 or > 9000) return null;
        var zone = Zone;
        while (zone.IsInvalidTime(clock)) clock = clock.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(clock) ? zone.GetAmbiguousTimeOffsets(clock).Max() : zone.GetUtcOffset(clock);
        return new DateTimeOffset(clock, offset).ToUniversalTime();
    }

    private static TimeZoneInfo? Known(string? id) =>
        id is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
