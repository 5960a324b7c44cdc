using System.Net;
using HelpDesk.Domain.Search;
using HelpDesk.Tests.House;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Search;

public sealed class TheSearchPages : IAsyncLifetime
{
    private readonly TestHouse house = new();
    private Visitor carl = null!;
    private Visitor sasha = null!;

    public async ValueTask InitializeAsync() => (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));

    public ValueTask DisposeAsync() => house.DisposeAsync();

    private async Task<Page> SearchAsync(Visitor who, string address)
    {
        await house.IndexAsync();
        return await who.GetAsync(address);
    }

    [Fact]
    public async Task Sasha_finds_a_ticket_from_any_page_of_the_desk()
    {
        var number = await carl.FilesAsync("The <b>printer</b> & the \"stripes\"", "Grey stripes <script>alert(1)</script> everywhere.");
        await sasha.AssignsToSelfAsync(number);
        var form = (await sasha.GetAsync("/desk")).Form("/desk/search");
        var page = await SearchAsync(sasha, "/desk/search?q=" + Uri.EscapeDataString("stripes script"));
        Assert.NotNull(form);
        var row = page.Document.QuerySelector($"#ticket-{number}")!;
        Assert.Equal("The <b>printer</b> & the \"stripes\"", row.QuerySelector(".ticket-title")!.TextContent.Trim());
        Assert.Equal(["stripes"], row.QuerySelectorAll(".ticket-title mark").Select(mark => mark.TextContent));
        Assert.Equal(["stripes", "script", "script"], row.QuerySelectorAll(".hit-excerpt mark").Select(mark => mark.TextContent));
        Assert.Empty(row.QuerySelectorAll("script, b"));
        Assert.Equal($"/desk/tickets/{number}", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Sasha", row.TextContent);
        Assert.Contains("Acorn", row.TextContent);
        Assert.Equal("stripes script", page.Document.QuerySelector("#q")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_number_leads_straight_to_its_ticket_and_the_old_address_goes_on_working()
    {
        var number = await carl.FilesAsync();
        foreach (var typed in new[] { $"{number}", $"%23{number}" })
        {
            Assert.Equal($"/desk/tickets/{number}", (await SearchAsync(sasha, $"/desk/search?q={typed}")).Location);
            Assert.Equal($"/portal/tickets/{number}", (await SearchAsync(carl, $"/portal/search?q={typed}")).Location);
        }
        Assert.Equal($"/desk/search?q={number}", (await sasha.GetAsync($"/desk?q={number}")).Location);
        var bob = await house.SignedInAsync(Cast.Bob);
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync($"/portal/search?q={number}")).Status);
        Assert.Contains("Nothing was found", (await SearchAsync(sasha, "/desk/search?q=424242")).Text);
    }

    [Theory]
    [InlineData("", "Look for any ticket")]
    [InlineData("nowhere", "Nothing was found")]
    [InlineData("-printer", "That says only what to leave out.")]
    [InlineData("pr*", "Write at least 3 letters before the star.")]
    [InlineData("\"'\\ 😀 %00", "there is no letter and no digit in that")]
    public async Task What_is_not_found_is_told_with_what_to_do(string typed, string told)
    {
        var page = await SearchAsync(sasha, "/desk/search?q=" + Uri.EscapeDataString(typed.Replace("%00", "\0", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(told, page.Text);
        if (typed.Length > 0) Assert.Equal(HttpStatusCode.OK, (await SearchAsync(carl, "/portal/search?q=" + Uri.EscapeDataString(typed.Replace("%00", "\0", StringComparison.Ordinal)))).Status);
    }

    [Fact]
    public async Task Ten_thousand_characters_are_refused_in_a_sentence() =>
        Assert.Contains("Keep it within 500 characters.", (await SearchAsync(sasha, "/desk/search?q=" + new string('a', 6_000))).Text);

    [Fact]
    public async Task Filters_that_mean_nothing_find_nothing()
    {
        await carl.FilesAsync();
        foreach (var filter in new[] { "phase=nonsense", "team=nonsense", "assignee=nonsense", "phase=closed" })
        {
            var page = await SearchAsync(sasha, "/desk/search?q=printer&" + filter);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("Take one condition away", page.Text);
        }
        Assert.DoesNotContain("Nothing was found", (await SearchAsync(sasha, "/desk/search?q=printer&phase=open&assignee=nobody&after=nonsense")).Text);
    }

    [Fact]
    public async Task A_customer_finds_their_own_words_and_never_a_note()
    {
        var number = await carl.FilesAsync("Juniper hedge", "It grows over the fence.");
        await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/notes").Fill("note", "canaryzebra juniper").SubmitAsync();
        Assert.True((await carl.GetAsync("/portal")).HasForm("/portal/search"));
        var page = await SearchAsync(carl, "/portal/search?q=juniper");
        Assert.Equal("Juniper hedge", page.Document.QuerySelector($"a[href='/portal/tickets/{number}']")!.TextContent.Trim());
        Assert.Equal("Juniper", page.Document.QuerySelector($"a[href='/portal/tickets/{number}'] mark")!.TextContent);
        foreach (var typed in new[] { "juniper", "canaryzebra", "canary*", "fence -canaryzebra" })
            Assert.DoesNotContain("canaryzebra juniper", (await SearchAsync(carl, "/portal/search?q=" + typed)).Text);
        Assert.Contains("Nothing was found", (await SearchAsync(carl, "/portal/search?q=canaryzebra")).Text);
        Assert.Contains("Nothing was found", (await SearchAsync(await house.SignedInAsync(Cast.Bob), "/portal/search?q=juniper")).Text);
        Assert.Contains("Note", (await SearchAsync(sasha, "/desk/search?q=canaryzebra")).Document.QuerySelector(".hit-note")!.TextContent);
    }

    [Fact]
    public async Task More_than_a_page_is_turned_and_keeps_what_narrows_it()
    {
        for (var i = 0; i < TicketSearch.PageSize + 3; i++) await house.FiledAsync(Cast.Bob, $"Walnut {i}", "About a nut.");
        var first = await SearchAsync(sasha, "/desk/search?q=walnut&phase=open");
        Assert.Contains($"{TicketSearch.PageSize + 3} tickets, the best first", first.Text);
        var second = await sasha.GetAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(3, second.Document.QuerySelectorAll(".hit").Length);
        Assert.Null(second.Document.QuerySelector("a[rel=next]"));
        Assert.NotNull(second.Document.QuerySelector("option[value=open][selected]"));
        Assert.Empty(first.Document.QuerySelectorAll(".hit").Select(row => row.Id).Intersect(second.Document.QuerySelectorAll(".hit").Select(row => row.Id)));
    }

    [Fact]
    public async Task While_the_index_is_being_made_the_page_says_that_something_may_be_missing()
    {
        for (var i = 0; i <= IndexCommands.Portion; i++) await house.FiledAsync(Cast.Carl, $"Printer {i}", "Stripes.");
        var page = await sasha.GetAsync("/desk/search?q=printer");
        Assert.Contains($"{IndexCommands.Portion + 1} tickets are still being read in", page.Text);
        Assert.Contains("what is missing now may be there in some minutes", page.Text);
        await house.SettleAsync();
        Assert.DoesNotContain("being read in", (await SearchAsync(sasha, "/desk/search?q=printer")).Text);
    }
}
