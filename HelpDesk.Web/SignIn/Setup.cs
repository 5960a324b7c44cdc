using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace HelpDesk.Web.SignIn;

/// <summary>The first administrator is made by whoever sees the console.</summary>
internal static class Setup
{
    private const string Page = "/setup";

    /// <summary>Offers a one-time code at the start, where it is needed. Never in the demo, which has its cast.</summary>
    public static async Task OfferAsync(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<Settings>();
        var wanted = !settings.IsDemo(services.GetRequiredService<IHostEnvironment>());
        if (await services.GetRequiredService<AccountCommands>().OfferSetupAsync(wanted, ct) is not { } code) return;
        // The console, and not the log: a log is kept, and read by others.
        Console.WriteLine($"HelpDesk has no administrator yet. Open {AddressOf(services, settings)} and enter this code: {code}");
    }

    // Where nobody said yet at which address people reach HelpDesk, it is the one at which this program listens.
    private static string AddressOf(IServiceProvider services, Settings settings) =>
        settings.BaseUrl == Settings.DefaultBaseUrl && services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listening
            ? StartUp.Reachable(listening).TrimEnd('/') + Page : settings.Link(Page);
}
