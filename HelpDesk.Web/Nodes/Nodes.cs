using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Nodes;

/// <summary>What one of many processes on one database does for the sake of the others. Nothing that is right depends on it.</summary>
internal static class Nodes
{
    public static void AddNodes(this WebApplicationBuilder builder)
    {
        if (Database.Kind(builder.Configuration["HelpDesk:Database"] ?? "") != DatabaseKind.PostgreSql) return;
        // It would look for keys before the database is prepared, and complain of a table that is not there yet. See Opening.
        foreach (var eager in builder.Services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList()) builder.Services.Remove(eager);
        builder.Services.AddHostedService<VersionWatch>();
        builder.Services.AddSingleton<HintSender>();
        builder.Services.AddSingleton<ICommitListener>(house => house.GetRequiredService<HintSender>());
        builder.Services.AddHostedService(house => house.GetRequiredService<HintSender>());
        builder.Services.AddHostedService<HintReader>();
    }
}
