using HelpDesk.Tests.Browser;
using HelpDesk.Tests.House;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace HelpDesk.Tests.Browser;

/// <summary>The one headless Chromium of a test run: started when the first test needs it, ended after the last one. Windows keep their cookies apart.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> Running = new(StartAsync);

    public static async Task<IBrowser> RunningAsync() => (await Running.Value).Browser;

    public async ValueTask DisposeAsync()
    {
        if (!Running.IsValueCreated) return;
        var (playwright, browser) = await Running.Value;
        await browser.CloseAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Needs.Find("chromium"),
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return (playwright, browser);
    }
}
