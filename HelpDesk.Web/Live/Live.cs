using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Live;

/// <summary>Pages that refresh themselves when something changed.</summary>
internal static class Live
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR(hub => hub.MaximumReceiveMessageSize = 1024);
        builder.Services.AddSingleton<LiveNews>();
        builder.Services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<LiveNews>());
        builder.Services.AddSingleton<LiveLines>();
        builder.Services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<LiveLines>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<LiveNews>());
    }

    public static void MapLive(this WebApplication app) => app.MapHub<LiveHub>("/live").RequireAuthorization(Doors.Desk);
}
