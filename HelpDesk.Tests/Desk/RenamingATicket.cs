using System.Net;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Desk;

public sealed class RenamingATicket
{
    [Fact]
    public async Task Its_subject_is_mended_on_its_page()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await carl.FilesAsync("(no subject)");
        var page = await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/subject").Fill("subject", "Stripes on paper").SubmitAsync();
        Assert.Equal("Stripes on paper", (await page.FollowAsync()).Document.QuerySelector("h1")!.TextContent);
        Assert.Equal("Stripes on paper", (await house.TicketAsync(number)).Subject);
    }

    [Fact]
    public async Task From_an_older_page_it_is_not_and_what_was_typed_is_kept()
    {
        await using var house = new TestHouse();
        var (carl, sasha, tom) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Tom));
        var number = await carl.FilesAsync();
        var open = (await tom.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/subject").Fill("subject", "Tom’s name for it");
        await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/subject").Fill("subject", "Sasha’s name for it").SubmitAsync();

        var stale = await open.SubmitAsync();
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Equal("Sasha’s name for it", (await house.TicketAsync(number)).Subject);
        var again = stale.Form($"/desk/tickets/{number}/fields");
        Assert.Equal("Tom’s name for it", again["subject"]);
        await again.SubmitAsync();
        Assert.Equal("Tom’s name for it", (await house.TicketAsync(number)).Subject);
    }

    [Fact]
    public async Task Without_a_word_it_is_refused_where_it_was_typed()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await carl.FilesAsync();
        var refused = await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/subject").Fill("subject", " ").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Document.QuerySelector("details.subject-form[open] .invalid-feedback"));
    }
}
