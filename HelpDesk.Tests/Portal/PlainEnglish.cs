using HelpDesk.Web;
using HelpDesk.Web.Wiring;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Tests.Portal;

/// <summary>Our words as they stand in the code.</summary>
internal sealed class PlainEnglish : IStringLocalizer<Texts>
{
    public static readonly Words Words = new(new PlainEnglish());

    public LocalizedString this[string name] => new(name, name);

    public LocalizedString this[string name, params object[] arguments] => new(name, string.Format(System.Globalization.CultureInfo.InvariantCulture, name, arguments));

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
