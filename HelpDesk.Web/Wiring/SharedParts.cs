using System.Text.Unicode;
using HelpDesk.Web.Shared;
using Microsoft.Extensions.WebEncoders;

namespace HelpDesk.Web.Wiring;

/// <summary>What every room uses.</summary>
internal static class SharedParts
{
    public static void AddShared(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        // Letters of all languages stay letters on the wire; what is markup is still encoded.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(UnicodeRanges.All));
        services.AddSingleton<ReaderZone>();
        services.AddSingleton<ReasonSentences>();
        services.AddSingleton<SearchSentences>();
        services.AddSingleton<Uploads>();
        services.AddSingleton<KindFields>();
        services.AddScoped<Approvals.ApprovalReading>();
    }
}
