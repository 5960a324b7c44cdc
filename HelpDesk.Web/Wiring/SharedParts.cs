using HelpDesk.Web.Shared;

namespace HelpDesk.Web.Wiring;

/// <summary>What every room uses.</summary>
internal static class SharedParts
{
    public static void AddShared(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<ReaderZone>();
        services.AddSingleton<ReasonSentences>();
        services.AddSingleton<Uploads>();
    }
}
