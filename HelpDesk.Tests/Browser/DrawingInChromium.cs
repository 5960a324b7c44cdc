using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;
using static HelpDesk.Tests.Browser.TheStudioInChromium;

namespace HelpDesk.Tests.Browser;

/// <summary>A workflow is drawn, written and watched on its picture, by mouse and by keyboard.</summary>
public sealed class DrawingInChromium
{
    private const string Draft = "/manage/workflows/support/draft";

    [Fact]
    public async Task The_text_completes_itself_by_the_schema_and_is_kept()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var mia = await browser.SignedInAsync(Cast.Mia);
        await BeginAsync(mia);
        await mia.GoAsync(Draft + "/text");
        var editor = mia.GetByRole(AriaRole.Textbox, new() { Name = "Definition" });
        await editor.FocusAsync();
        await mia.Keyboard.PressAsync("Control+a");
        await mia.Keyboard.InsertTextAsync("""{ "workflow": "support", "name": "Support", "states": { "open": { "name": "Open",  } } }""");
        await mia.Keyboard.PressAsync("Control+End");
        for (var i = 0; i < 6; i++) await mia.Keyboard.PressAsync("ArrowLeft");
        await mia.Keyboard.TypeAsync("\"ph");
        await mia.GetByRole(AriaRole.Option, new() { Name = "\"phase\"" }).WaitForAsync();
        await BrowserHouse.AccessibleAsync(mia);
        await mia.GetByRole(AriaRole.Option, new() { Name = "\"phase\"" }).ClickAsync();
        Assert.Contains("\"phase\"", await mia.Locator("textarea#json").InputValueAsync());

        // What cannot be read leads to its line; nothing typed is lost.
        await mia.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await mia.GetByRole(AriaRole.Alert).WaitForAsync();
        Assert.Contains("\"phase\"", await mia.Locator("textarea#json").InputValueAsync());
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task A_draft_is_drawn_by_mouse()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var mia = await browser.SignedInAsync(Cast.Mia);
        await BeginAsync(mia);
        await mia.GetByRole(AriaRole.Toolbar).WaitForAsync();

        // Moved, and kept beside the draft: no edit to undo.
        // The whole picture may move to make room, so that places are beside another state's.
        var before = (await mia.Locator("[data-state=pending] .wf-box").BoundingBoxAsync())!;
        var apart = await ApartAsync(mia);
        await DragAsync(mia, (before.X + 20, before.Y + 20), (before.X + 320, before.Y + 40));
        await mia.Locator("#arrange button:enabled").WaitForAsync();
        Assert.InRange(await ApartAsync(mia) - apart, 297, 303);
        Assert.Equal(1, await browser.House.ReadAsync(db => db.WorkflowDrafts.Select(d => d.Current).SingleAsync()));
        await mia.AgainAsync();
        Assert.InRange(await ApartAsync(mia) - apart, 297, 303);
        await BrowserHouse.AccessibleAsync(mia);

        // A step from state to state, a new name, and away with it.
        await mia.Locator("[data-state=open] .wf-name").HoverAsync();
        var (dot, target) = ((await mia.Locator(".wf-handle").BoundingBoxAsync())!, (await mia.Locator("[data-state=assigned] .wf-name").BoundingBoxAsync())!);
        await DragAsync(mia, (dot.X + 5, dot.Y + 5), (target.X + 5, target.Y + 5));
        await mia.GetByLabel("Name of the step from Open to Assigned").FillAsync("Answered at once");
        await mia.Keyboard.PressAsync("Enter");
        await mia.ArriveAsync(url => url.Contains("steps/answered-at-once", StringComparison.Ordinal));
        await mia.Locator("[data-step=answered-at-once] .wf-label").DblClickAsync();
        await mia.GetByLabel("New name").FillAsync("Solved at once");
        await mia.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await mia.GetByRole(AriaRole.Heading, new() { Name = "Step “Solved at once”" }).WaitForAsync();

        await mia.GetByRole(AriaRole.Button, new() { Name = "Larger" }).ClickAsync();
        var wide = await mia.Locator(".wf-picture").GetAttributeAsync("width");
        await mia.GetByRole(AriaRole.Button, new() { Name = "Fit" }).ClickAsync();
        Assert.NotEqual(wide, await mia.Locator(".wf-picture").GetAttributeAsync("width"));
        await mia.GetByRole(AriaRole.Button, new() { Name = "Tidy up" }).ClickAsync();
        await mia.Locator("#arrange button:disabled").WaitForAsync();
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task A_draft_is_drawn_by_keyboard()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var mia = await browser.SignedInAsync(Cast.Mia);
        await BeginAsync(mia);
        await mia.GetByRole(AriaRole.Toolbar).WaitForAsync();
        await mia.Locator("[data-state=open]").FocusAsync();
        await mia.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("assign", await FocusedAsync(mia));
        await mia.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("assigned", await FocusedAsync(mia));
        await mia.Keyboard.PressAsync("ArrowUp");
        await mia.Keyboard.PressAsync("ArrowDown");
        await mia.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("pending", await FocusedAsync(mia));

        await mia.Keyboard.PressAsync("Shift+ArrowRight");
        await mia.Keyboard.PressAsync("Shift+ArrowDown");
        await mia.Locator("#arrange button:enabled").WaitForAsync();
        Assert.Equal("pending", await FocusedAsync(mia));
        Assert.NotNull(await browser.House.ReadAsync(db => db.WorkflowDrafts.Select(d => d.Layout).SingleAsync()));

        // A step to the next state but one; then it is renamed and taken away.
        await mia.Keyboard.PressAsync("s");
        await mia.Keyboard.PressAsync("ArrowRight");
        await mia.Keyboard.PressAsync("ArrowRight");
        await mia.Keyboard.PressAsync("Enter");
        await mia.Keyboard.TypeAsync("Give up");
        await mia.Keyboard.PressAsync("Enter");
        await mia.ArriveAsync(url => url.Contains("steps/give-up", StringComparison.Ordinal));
        await mia.Locator("[data-step=give-up]").FocusAsync();
        await mia.Keyboard.PressAsync("F2");
        await mia.Keyboard.TypeAsync("No answer");
        await mia.Keyboard.PressAsync("Enter");
        await mia.GetByRole(AriaRole.Heading, new() { Name = "Step “No answer”" }).WaitForAsync();
        await mia.WholeAsync(); // The heading is there before the script that hears the key.
        await mia.Locator("[data-step=give-up]").FocusAsync();
        await mia.Keyboard.PressAsync("Delete");
        await mia.GetByText("Deleted, with what cannot be without it").WaitForAsync();
        Assert.Equal(0, await mia.Locator("[data-step=give-up]").CountAsync());
        Assert.Empty(browser.Faults);
    }

    private static async Task<double> ApartAsync(IPage page) =>
        (await page.Locator("[data-state=pending] .wf-box").BoundingBoxAsync())!.X - (await page.Locator("[data-state=resolved] .wf-box").BoundingBoxAsync())!.X;

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.dataset.state ?? document.activeElement.dataset.step");

    private static async Task DragAsync(IPage page, (float X, float Y) from, (float X, float Y) to)
    {
        await page.Mouse.MoveAsync(from.X, from.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((from.X + to.X) / 2, (from.Y + to.Y) / 2);
        await page.Mouse.MoveAsync(to.X, to.Y);
        await page.Mouse.UpAsync();
    }

    [Fact]
    public async Task A_state_and_a_step_of_the_monitored_picture_lead_to_their_tickets_by_mouse_and_by_keyboard()
    {
        await using var browser = await BrowserHouse.OpenAsync();
        var number = await browser.House.AssignedTicketAsync(await browser.House.SignedInAsync(Cast.Carl), await browser.House.SignedInAsync(Cast.Sasha));
        var mia = await browser.SignedInAsync(Cast.Mia);
        await mia.GoAsync("/manage/workflows/support");
        await mia.GetByRole(AriaRole.Link, new() { Name = "How it runs" }).ClickAsync();
        await mia.ArriveAsync(url => url.Contains("monitoring", StringComparison.Ordinal));
        await mia.Locator("[data-state=assigned] .wf-name").ClickAsync();
        await mia.ArriveAsync(url => url.Contains("state=assigned", StringComparison.Ordinal));
        await mia.GetByRole(AriaRole.Link, new() { Name = $"#{number}" }).WaitForAsync();
        await mia.GoAsync("/manage/workflows/support/monitoring");
        await mia.Locator("[data-step=assign]").FocusAsync();
        await mia.Keyboard.PressAsync("Enter");
        await mia.ArriveAsync(url => url.Contains("step=assign", StringComparison.Ordinal));
        await mia.GetByRole(AriaRole.Link, new() { Name = $"#{number}" }).WaitForAsync();
        Assert.Empty(browser.Faults);
    }
}
