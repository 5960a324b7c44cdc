using Microsoft.Playwright;

namespace HelpDesk.Tests.Browser;

/// <summary>
/// Going from page to page. What counts is what the page itself says of its state: the event "load" is now and then lost between
/// Chromium and Playwright, while the page stands there whole.
/// </summary>
internal static class Navigating
{
    /// <summary>How long a step may take on a busy machine, in milliseconds.</summary>
    public const int Patience = 45_000;

    /// <summary>Opens an address.</summary>
    public static async Task GoAsync(this IPage page, string address)
    {
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
        await page.WholeAsync();
    }

    /// <summary>Waits until a click or a key has led to an address.</summary>
    public static async Task ArriveAsync(this IPage page, Func<string, bool> isThere)
    {
        // Asked again and again: to wait for the event would be to miss one that comes between the first look and the waiting.
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!isThere(page.Url))
        {
            if (waited.ElapsedMilliseconds > Patience) throw new TimeoutException($"{page.Url} stays; nothing led to another page.");
            await Task.Delay(20);
        }
        await page.WholeAsync();
    }

    /// <summary>Asks for the page anew.</summary>
    public static async Task AgainAsync(this IPage page)
    {
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        await page.WholeAsync();
    }

    /// <summary>Waits until the page and all that belongs to it has arrived; also where no script of the page's own runs.</summary>
    public static async Task WholeAsync(this IPage page)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (await StateAsync(page) != "complete")
        {
            if (waited.ElapsedMilliseconds > Patience) throw new TimeoutException($"{page.Url} does not arrive whole.");
            await Task.Delay(20);
        }
    }

    private static async Task<string> StateAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string>("document.readyState");
        }
        catch (PlaywrightException gone) when (gone.Message.Contains("context", StringComparison.OrdinalIgnoreCase))
        {
            return "loading";
        }
    }
}
