using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.SignIn;

/// <summary>The first administrator is made by whoever sees the console.</summary>
internal static class Setup
{
    /// <summary>Offers a one-time code at the start, where it is needed. Never in the demo, which has its cast.</summary>
    public static async Task OfferAsync(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<Settings>();
        var wanted = !settings.IsDemo(services.GetRequiredService<IHostEnvironment>());
        if (await services.GetRequiredService<AccountCommands>().OfferSetupAsync(wanted, ct) is not { } code) return;
        // The console, and not the log: a log is kept, and read by others.
        Console.WriteLine($"HelpDesk has no administrator yet. Open {settings.Link("/setup")} and enter this code: {code}");
    }
}
