using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Wiring;

/// <summary>The safety of the house: what every answer says to browsers, and what every request must prove.</summary>
internal static partial class Security
{
    // No inline script or style anywhere. A page that needs another policy (a file, a foreign dashboard) sets its own.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; frame-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private const int YearOfDays = 365;

    /// <summary>The usual policy for a page that shows an HTML document of ours in a frame without an address (srcdoc), which has the page's policy: just that document's style attributes are let through, by their hashes.</summary>
    public static string PolicyFraming(string document) => ContentPolicy.Replace("style-src 'self'", "style-src 'self' 'unsafe-hashes' "
        + string.Join(' ', StyleAttributes().Matches(document).Select(found => found.Groups[1].Value).Distinct().Select(style => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'")), StringComparison.Ordinal);

    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAntiforgery(options =>
        {
            options.Cookie = builder.Environment.IsDevelopment() ? options.Cookie : new SecureCookie();
            options.Cookie.Harden("HelpDesk.Forms", builder.Environment);
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddOptions<CookieTempDataProviderOptions>().Configure(options => options.Cookie.Harden("HelpDesk.Notice", builder.Environment));
        services.AddOptions<MvcOptions>().Configure(options =>
        {
            options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
            options.Filters.Add<SendAgainFilter>();
        });
        // Pages weigh a tenth. What compression could betray (BREACH) is asked for in vain: the session's cookie does not travel with requests that other sites make, and form tokens differ each time.
        services.AddResponseCompression(options => (options.EnableForHttps, options.MimeTypes) = (true, ["text/html"]));
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(YearOfDays));
        services.AddOptions<ForwardedHeadersOptions>().Configure<Settings>(Trust);
        services.AddSingleton<IValidateOptions<Settings>, ProxyCheck>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    public static void UseSecurity(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Settings>().Proxies.Length > 0) app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseResponseCompression();
        app.Use((context, next) =>
        {
            // HEAD is GET without the body, on every page.
            if (HttpMethods.IsHead(context.Request.Method)) (context.Request.Method, context.Response.Body) = (HttpMethods.Get, Stream.Null);
            // At the last moment: an error page clears what was set before.
            context.Response.OnStarting(static state => Finish((HttpContext)state), context);
            return next(context);
        });
    }

    // Who may say where a request came from: the configured proxies, and nobody else, not even this machine.
    private static void Trust(ForwardedHeadersOptions options, Settings settings)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in settings.Proxies)
            if (proxy.Contains('/')) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            else options.KnownProxies.Add(IPAddress.Parse(proxy));
    }

    /// <summary>Says which proxy is none.</summary>
    private sealed class ProxyCheck : IValidateOptions<Settings>
    {
        public ValidateOptionsResult Validate(string? name, Settings options)
        {
            var wrong = Array.FindIndex(options.Proxies, proxy => !(proxy.Contains('/') ? System.Net.IPNetwork.TryParse(proxy, out _) : IPAddress.TryParse(proxy, out _)));
            return wrong < 0 ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"HelpDesk:Proxies:{wrong} is '{options.Proxies[wrong]}': write an address such as 127.0.0.1, or a network such as 10.0.0.0/8.");
        }
    }

    private static Task Finish(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Or(headers.ContentSecurityPolicy, ContentPolicy);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = Or(headers["Referrer-Policy"], "same-origin");
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // What somebody saw while signed in is not in the browser after they left.
        if (context.User.Identity is { IsAuthenticated: true } || context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
            headers.CacheControl = IsAsset(context) ? headers.CacheControl : "no-store";
        return Task.CompletedTask;
    }

    [GeneratedRegex(" style=\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex StyleAttributes();

    private static bool IsAsset(HttpContext context) => context.Request.Path.StartsWithSegments("/dist");

    private static string Or(string? set, string otherwise) => string.IsNullOrEmpty(set) ? otherwise : set;

    // With the policy "always" antiforgery fails on plain http instead of leaving it to the browser, which takes this for localhost.
    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
