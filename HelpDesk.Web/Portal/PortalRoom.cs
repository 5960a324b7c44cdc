using HelpDesk.Web.Portal.Search;
using HelpDesk.Web.Portal.Tickets;
using HelpDesk.Web.Surveys;

namespace HelpDesk.Web.Portal;

/// <summary>What the customer's rooms bring along.</summary>
internal static class PortalRoom
{
    public static void AddPortal(this IServiceCollection services)
    {
        services.AddSingleton<NextWords>();
        services.AddScoped<RequestFiles>();
        services.AddScoped<RequestFiling>();
        services.AddScoped<RequestsReading>();
        services.AddScoped<RequestReading>();
        services.AddScoped<RequestSearching>();
        services.AddScoped<SurveyReading>();
    }
}
