using System.Globalization;
using HelpDesk.Web;
using HelpDesk.Web.Wiring;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Tests.Desk;

/// <summary>Our words as they stand in the sources.</summary>
internal sealed class Echo : IStringLocalizer<Texts>
{
    public static Words Words { get; } = new(new Echo());

    public LocalizedString this[string name] => new(name, name);
    public LocalizedString this[string name, params object[] arguments] => new(name, string.Format(CultureInfo.InvariantCulture, name, arguments));
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
