using HelpDesk.Web.Telemetry;
using Microsoft.AspNetCore.Html;

namespace HelpDesk.Web.Manage.Status;

/// <param name="Says">How it does.</param>
/// <param name="Advice">What to do about it; null while all is well.</param>
public sealed record StatusLine(string What, Light Light, IHtmlContent Says, string? Advice = null)
{
    /// <summary>The page on which something is done about it.</summary>
    public string? Link { get; init; }
}

/// <param name="Light">Null for what can be neither good nor bad.</param>
public sealed record StatusSection(string Title, string Icon, Light? Light, IReadOnlyList<StatusLine> Lines);

public sealed record StatusPage(IReadOnlyList<StatusSection> Sections)
{
    public bool IsRed => Sections.Any(section => section.Light == Light.Red);
}
