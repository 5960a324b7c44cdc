using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using Microsoft.Playwright;
using Xunit;

namespace HelpDesk.Tests.Browser;

/// <summary>Sasha opens a mail that was made to harm her; nothing of it acts, and no server hears of it before she asks for its images.</summary>
public sealed class AMailInChromium
{
    private const string Foreign = "https://tracker.example.net";

    private const string Hostile = $"""
        <html><head><meta http-equiv="refresh" content="0; url={Foreign}/refresh"><base href="{Foreign}/"><link rel="stylesheet" href="{Foreign}/style.css">
        <link rel="dns-prefetch" href="{Foreign}"><style>@import url({Foreign}/import.css); body {"{"} background: url({Foreign}/background.png) {"}"}</style></head>
        <body background="{Foreign}/body.png" onload="alert('onload')"><script>alert('script'); fetch('{Foreign}/fetch')</script>
        <h1>Your mailbox is full</h1><p style="background-image: url({Foreign}/css.png); position: fixed; inset: 0">Act now.</p>
        <img src="x" onerror="alert('onerror')"><img id="mine" alt="mine" src="cid:pixel@example.com"><img alt="theirs" src="{Foreign}/pixel.png"><img srcset="{Foreign}/set.png 1x">
        <form action="{Foreign}/form" method="post"><input name="password" type="password"><button>Sign in again</button></form>
        <iframe src="{Foreign}/frame"></iframe><iframe srcdoc="<script>alert('srcdoc')</script>"></iframe><object data="{Foreign}/object"></object><embed src="{Foreign}/embed">
        <svg><image href="{Foreign}/svg.png"></image><script>alert('svg')</script></svg><video poster="{Foreign}/poster.png" src="{Foreign}/video.mp4"></video>
        <a href="javascript:alert('link')">Click</a> <a id="out" href="{Foreign}/page">Our page</a></body></html>
        """;

    [Fact]
    public async Task A_hostile_mail_does_nothing_and_asks_nobody_until_its_images_are_wanted()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var mail = await house.ReceivesAsync(await house.OpenMailboxAsync(), MailsIn.Letter(Hostile));
        var path = $"/desk/tickets/{await house.NumberAsync(mail)}/mails/{mail.Id}";
        var sasha = await browser.SignedInAsync(Cast.Sasha);
        var (foreign, dialogs) = (new List<string>(), new List<string>());
        sasha.Context.Request += (_, request) => { if (!request.Url.StartsWith(browser.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) lock (foreign) foreign.Add(request.Url); };
        sasha.Dialog += async (_, dialog) => { dialogs.Add(dialog.Message); await dialog.DismissAsync(); };
        await sasha.Context.RouteAsync(url => !url.StartsWith(browser.Address, StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal),
            route => route.FulfillAsync(new() { ContentType = "image/png", BodyBytes = MailsIn.Png }));

        await OpenAsync(sasha, path);
        Assert.Equal(1, await WidthOfAsync(sasha, "mine"));
        Assert.Empty(foreign);
        Assert.Empty(dialogs);
        Assert.Equal(0, await Frame(sasha).Locator("form, input, button, iframe, object, embed, svg, video, script, [onerror]").CountAsync());
        Assert.EndsWith(path, sasha.Url, StringComparison.Ordinal);
        await BrowserHouse.HoldsAsync(sasha);

        await sasha.GoAsync(path);
        await sasha.GetByRole(AriaRole.Link, new() { Name = "Show remote images" }).ClickAsync();
        await sasha.ArriveAsync(url => url.EndsWith("?images=true", StringComparison.Ordinal));
        await FrameArrivesAsync(sasha);
        Assert.Equal(1, await WidthOfAsync(sasha, "theirs"));
        Assert.Equal([$"{Foreign}/pixel.png"], foreign.Distinct());
        Assert.Empty(dialogs);
        await BrowserHouse.HoldsAsync(sasha);
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task Mia_finds_what_is_in_quarantine_and_decides()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var house = browser.House;
        var mailbox = await house.OpenMailboxAsync();
        await house.OpenMailboxAsync("sales@example.com");
        await house.ReceivesAsync(mailbox, MailsIn.Letter(Hostile));
        await house.ReceivesAsync(mailbox, MailsIn.Letter("<p>I am out.</p>", id: "out").Replace("Date:", "Auto-Submitted: auto-replied\nDate:", StringComparison.Ordinal));
        var broken = await house.ReceivesAsync(mailbox, "Subject: From nobody\n\nWho wrote this?\n");
        Assert.Equal(IncomingFate.Quarantined, broken.Fate);
        var mia = await browser.SignedInAsync(Cast.Mia);
        foreach (var page in new[] { "/manage", "/manage/inbox", "/manage/inbox?show=held", $"/manage/inbox/{broken.Id}" })
        {
            await mia.GoAsync(page);
            await BrowserHouse.HoldsAsync(mia);
        }
        await mia.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).FocusAsync();
        await mia.Keyboard.PressAsync("Enter");
        await mia.GetByText("It is dismissed.").WaitForAsync();
        await mia.GoAsync("/manage/inbox?show=setaside");
        await mia.Locator("tbody th a").ClickAsync();
        await mia.GetByRole(AriaRole.Button, new() { Name = "Make a ticket of it" }).WaitForAsync();
        await BrowserHouse.HoldsAsync(mia);
        await mia.GetByRole(AriaRole.Button, new() { Name = "Make a ticket of it" }).ClickAsync();
        await mia.ArriveAsync(url => url.Contains("/desk/tickets/", StringComparison.Ordinal));
        Assert.Empty(browser.Faults);
    }

    private static IFrameLocator Frame(IPage page) => page.FrameLocator("iframe.mail-frame");

    private static async Task OpenAsync(IPage page, string path)
    {
        await page.GoAsync(path);
        await FrameArrivesAsync(page);
    }

    private static async Task FrameArrivesAsync(IPage page)
    {
        await Frame(page).GetByText("Your mailbox is full").WaitForAsync();
        await BrowserHouse.QuietAsync(page);
    }

    /// <summary>How wide a picture is by itself: nothing, if it was not shown.</summary>
    private static Task<int> WidthOfAsync(IPage page, string alt) => Frame(page).GetByAltText(alt).EvaluateAsync<int>("image => image.naturalWidth");
}
