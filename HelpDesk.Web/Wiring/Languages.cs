using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace HelpDesk.Web.Wiring;

/// <summary>Our words in the reader's language. In code <c>words["…"]</c>, in views <c>@T["…"]</c>.</summary>
public sealed class Words(IStringLocalizer<Texts> texts)
{
    public string this[string english] => texts[english];
    public string this[string english, params object[] values] => texts[english, values];

    /// <summary>The sentence with values that are encoded, or are markup of ours already.</summary>
    public IHtmlContent Html(string english, params object[] values) => new HtmlFormattableString(texts[english].Value, values);
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
