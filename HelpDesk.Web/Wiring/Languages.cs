using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Wiring;

/// <summary>Our words in the reader's language. In code <c>words["…"]</c>, in views <c>@T["…"]</c>.</summary>
public sealed class Words(IStringLocalizer<Texts> texts)
{
    // A page asks for some hundred texts, and the localizer makes a key of strings for each.
    private readonly ConcurrentDictionary<(CultureInfo Language, string English), string> known = new();

    public string this[string english] => known.GetOrAdd((CultureInfo.CurrentUICulture, english), (text, from) => from[text.English], texts);
    public string this[string english, params object[] values] => string.Format(CultureInfo.CurrentCulture, this[english], values);

    /// <summary>The sentence with values that are encoded, or are markup of ours already.</summary>
    public IHtmlContent Html(string english, params object[] values) => new HtmlFormattableString(this[english], values);
}

internal static class Languages
{
    /// <summary>Languages that have a file.</summary>
    public static readonly CultureInfo[] Known = [new("en-GB")];

    public static void AddLanguages(this IMvcBuilder mvc)
    {
        mvc.Services.AddLocalization();
        mvc.Services.AddSingleton<Words>();
        mvc.AddViewLocalization();
        mvc.AddDataAnnotationsLocalization(options => options.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(Texts)));
        mvc.Services.AddOptions<RequestLocalizationOptions>().Configure(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Known[0]);
            options.SupportedCultures = options.SupportedUICultures = Known;
        });
    }
}
