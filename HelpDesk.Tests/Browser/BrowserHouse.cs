using Deque.AxeCore.Commons;
using HelpDesk.Tests.House;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Headless Chromium on a house that listens on a real port.</summary>
public sealed class BrowserHouse : IAsyncDisposable
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    private static readonly (int Width, ColorScheme Scheme)[] Looks = [(390, ColorScheme.Dark), (390, ColorScheme.Light), (1440, ColorScheme.Dark), (1440, ColorScheme.Light)];

    // In the page itself: with the package for Playwright each look opened a page of its own for the results, and took three times as long.
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("HELPDESK_PICTURES");

    private static int looked;

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
    /// <param name="ownTime">The browser's clock is left alone; with another one it does not tell how the page was come to.</param>
    public async Task<IPage> WindowAsync(int width = 1440, int height = 1000, ColorScheme scheme = ColorScheme.Light, bool javaScript = true, bool ownTime = false)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = Address, ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, JavaScriptEnabled = javaScript, TimezoneId = "Europe/Berlin", Locale = "en-GB" });
        windows.Add(context);
        context.SetDefaultTimeout(Navigating.Patience);
        // "2 hours ago" is said by the house's clock.
        if (!ownTime) await context.Clock.SetFixedTimeAsync(House.Clock.GetUtcNow().UtcDateTime);
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

    public async Task<IPage> SignedInAsync(string email, int width = 1440, int height = 1000, ColorScheme scheme = ColorScheme.Light, bool javaScript = true, bool ownTime = false)
    {
        var page = await WindowAsync(width, height, scheme, javaScript, ownTime);
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

    /// <summary>
    /// The page holds on a desk and on a phone, light and dark: nothing scrolls sideways, and there is no violation of WCAG 2.2 AA.
    /// Its window is left as wide as it was, and light. With HELPDESK_PICTURES a picture of each look is kept in that directory, for eyes.
    /// </summary>
    public static async Task HoldsAsync(IPage page)
    {
        await page.WholeAsync();
        var (wide, high) = (page.ViewportSize!.Width, page.ViewportSize.Height);
        var name = $"{Interlocked.Increment(ref looked):000}{new Uri(page.Url).AbsolutePath.Replace('/', '-')}";
        foreach (var (width, scheme) in Looks)
        {
            // Else a colour is looked at on its way to the other.
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.SetViewportSizeAsync(width, high);
            if (Pictures is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{width}-{scheme}.png"), FullPage = true });
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{page.Url} scrolls sideways by {overflow} px where it is {width} px wide");
            // Colours hang on the scheme and places on the width: two of the four looks have both of each.
            if ((width, scheme) is (390, ColorScheme.Dark) or (1440, ColorScheme.Light)) await AccessibleAsync(page, $"{width} px, {scheme}");
        }
        await page.SetViewportSizeAsync(wide, high);
    }

    /// <summary>No violation of WCAG 2.2 AA on the page as it stands.</summary>
    /// <param name="look">How it stands, for the message.</param>
    public static async Task AccessibleAsync(IPage page, string look = "")
    {
        // A mail's frame is sandboxed without scripts, so axe cannot run in it; it holds a letter, not a page of ours.
        await page.EvaluateAsync("document.querySelectorAll('iframe').forEach(frame => frame.remove())");
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Axe);
        var violations = await page.EvaluateAsync<string[]>("""
            async tags => (await axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })).violations
                .map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`)
            """, Rules);
        Assert.True(violations.Length == 0, $"{page.Url} {look}\n" + string.Join('\n', violations));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows) await window.CloseAsync();
        await House.DisposeAsync();
    }
}
