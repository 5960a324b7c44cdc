using System.CommandLine;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Verbs;

/// <summary><c>health</c>: asks the program that serves here whether it is ready, for supervisors without a web client.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Of(House house)
    {
        var health = new Command("health", "Asks the program that serves on this machine, at the address of its settings, whether it is ready: status 0 if so, else 1.");
        health.SetAction(async (parsed, ct) =>
        {
            var configuration = house.Services.GetRequiredService<IConfiguration>();
            StartChecks.CheckAddresses(configuration);
            var address = SecurityDemo.Addresses(configuration).First();
            var (isReady, words) = await AskAsync(new Uri(StartUp.Reachable(address)), ct);
            await (isReady ? parsed.InvocationConfiguration.Output : parsed.InvocationConfiguration.Error).WriteLineAsync(words);
            return isReady ? 0 : 1;
        });
        return health;
    }

    private static async Task<(bool IsReady, string Words)> AskAsync(Uri address, CancellationToken ct)
    {
        // This machine asks itself: a certificate names the address that others know.
        using var any = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(any) { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "/health/ready"), ct);
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(ct));
        }
        catch (Exception silence) when (silence is HttpRequestException || (silence is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return (false, $"Nothing answers at {address}: {silence.Message}");
        }
    }
}
