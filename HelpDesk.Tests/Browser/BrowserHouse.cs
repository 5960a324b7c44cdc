using Deque.AxeCore.Commons;
using HelpDesk.Tests.House;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Headless Chromium on a house that listens on a real port.</summary>
public sealed class BrowserHouse : IAsyncDisposable
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    // In the page itself: with the package for Playwright each look opened a page of its own for the results, and took three times as long.
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowser browser;
    private readonly List<IBrowserContext> windows = [];

    private BrowserHouse(TestHouse house, IBrowser browser, string address) => (House, this.browser, Address) = (house, browser, address);

    public TestHouse House { get; }

    public string Address { get; }

    public static async Task<BrowserHouse> OpenAsync(Dictionary<string, string>? settings = null)
    {
        Needs.Program("chromium", "the browser test");
        var port = Ports.Free();
        var all = new Dictionary<string, string>(settings ?? []) { ["HelpDesk:BaseUrl"] = $"http://localhost:{port}" };
        var house = new TestHouse(all) { OnPort = true, Address = new($"http://localhost:{port}") };
        house.UseKestrel(port);
        house.StartServer();
        return new(house, await Chromium.RunningAsync(), $"http://localhost:{port}");
    }

    /// <summary>A window of its own, with its own cookies.</summary>
    public async Task<IPage> WindowAsync(int width = 1440, int height = 1000, ColorScheme scheme = ColorScheme.Light, bool javaScript = true)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = Address, ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, JavaScriptEnabled = javaScript, TimezoneId = "Europe/Berlin", Locale = "en-GB" });
        windows.Add(context);
        context.SetDefaultTimeout(Navigating.Patience);
        // "2 hours ago" is said by the house's clock.
        await context.Clock.SetFixedTimeAsync(House.Clock.GetUtcNow().UtcDateTime);
        var page = await context.NewPageAsync();
        page.Console += (_, message) => { if (message.Type == "error" && !IsExpected(message.Text)) Faults.Add(message.Text); };
        page.PageError += (_, fault) => Faults.Add(fault);
        return page;
    }

    /// <summary>What the browser complained about: refused by the content security policy, or a script that threw.</summary>
    public List<string> Faults { get; } = [];

    // A refused form's status; and axe, which tries to look into the frame of a letter, where no script may run.
    private static bool IsExpected(string said) => said.Contains("Failed to load resource", StringComparison.Ordinal)
        || (said.StartsWith("Blocked script execution", StringComparison.Ordinal) && said.Contains("sandboxed", StringComparison.Ordinal));

    public async Task<IPage> SignedInAsync(string email, int width = 1440, int height = 1000, ColorScheme scheme = ColorScheme.Light, bool javaScript = true)
    {
        var page = await WindowAsync(width, height, scheme, javaScript);
        await page.GoAsync("/signin");
        await page.Locator("input[type=email]").FillAsync(email);
        await page.Locator("input[type=password]").FillAsync(Cast.Password);
        await page.Locator("main button[type=submit], main form button").First.ClickAsync();
        await page.ArriveAsync(url => !url.Contains("/signin", StringComparison.Ordinal));
        return page;
    }

    /// <summary>Waits until the page is quiet. A live line can keep it from being so: then what the test asserts next decides.</summary>
    public static async Task QuietAsync(IPage page)
    {
        try
        {
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle, new() { Timeout = 10_000 });
        }
        catch (TimeoutException)
        {
            await page.WholeAsync();
        }
    }

    /// <summary>No violation of WCAG 2.2 AA on the page as it stands.</summary>
    public static async Task AccessibleAsync(IPage page)
    {
        // A mail's frame is sandboxed without scripts, so axe cannot run in it; it holds a letter, not a page of ours.
        await page.EvaluateAsync("document.querySelectorAll('iframe').forEach(frame => frame.remove())");
        await page.EvaluateAsync(Axe);
        var violations = await page.EvaluateAsync<string[]>("""
            async tags => (await axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })).violations
                .map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`)
            """, Rules);
        Assert.True(violations.Length == 0, page.Url + "\n" + string.Join('\n', violations));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows) await window.CloseAsync();
        await House.DisposeAsync();
    }
}
