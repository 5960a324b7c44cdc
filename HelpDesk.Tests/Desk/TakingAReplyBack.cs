using HelpDesk.Domain.Post;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Desk;

/// <summary>Sasha sends too soon, and takes it back in the ten seconds before the mail leaves.</summary>
public sealed class TakingAReplyBack : IAsyncLifetime
{
    private readonly TestHouse house = new(new() { ["HelpDesk:Mail:UndoSeconds"] = "10" });
    private Visitor carl = null!;
    private Visitor sasha = null!;
    private long number;

    public async ValueTask InitializeAsync()
    {
        (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        number = await house.AssignedTicketAsync(carl, sasha);
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task What_is_taken_back_is_never_mailed_is_gone_from_the_portal_and_stands_in_the_composer()
    {
        var page = await ReplyAsync("My first though");
        Assert.Contains("Your reply leaves in a moment.", page.Text);
        await house.PassAsync(TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(await house.PostForAsync(Cast.Carl), m => m is { Letter: "reply", Fate: MailFate.Sent });
        var back = await (await page.Form($"/desk/tickets/{number}/replies/").SubmitAsync()).FollowAsync();

        Assert.Contains("Your reply was taken back: it is not mailed, and its words are below.", back.Text);
        Assert.DoesNotContain("The step that went with it stands.", back.Text);
        Assert.Equal("My first though", back.Form($"/desk/tickets/{number}/replies")["reply"]);
        Assert.Contains("taken back: the customer does not see it", back.Text);
        Assert.Contains("My first though", back.Document.QuerySelector(".message-body s")!.TextContent);
        Assert.DoesNotContain("My first though", (await carl.GetAsync($"/portal/tickets/{number}")).Body);
        await house.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(MailFate.Withdrawn, (await house.PostForAsync(Cast.Carl)).Single(m => m.Letter == "reply").Fate);
        Assert.DoesNotContain("My first though", (await house.TicketAsync(number)).Excerpt);
        Assert.Equal(1, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind == EventKind.MessageWithdrawn)));
    }

    [Fact]
    public async Task A_step_stands_when_its_reply_is_taken_back()
    {
        await sasha.DoesAsync(number, "ask", ("reply", "Which printer?"));
        var state = (await house.TicketAsync(number)).State;
        var back = await (await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/replies/").SubmitAsync()).FollowAsync();

        Assert.Contains("The step that went with it stands.", back.Text);
        Assert.Equal(state, (await house.TicketAsync(number)).State);
    }

    [Fact]
    public async Task After_ten_seconds_it_leaves_and_stays()
    {
        var page = await ReplyAsync("All is well.");
        await house.PassAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(MailFate.Sent, (await house.PostForAsync(Cast.Carl)).Single(m => m.Letter == "reply").Fate);
        var late = await (await page.Form($"/desk/tickets/{number}/replies/").SubmitAsync()).FollowAsync();

        Assert.Contains("It has left already.", late.Text);
        Assert.Contains("All is well.", (await carl.GetAsync($"/portal/tickets/{number}")).Text);
        Assert.False(late.HasForm($"/desk/tickets/{number}/replies/"));
    }

    [Fact]
    public async Task A_worker_that_has_the_mail_in_its_hand_wins()
    {
        var page = await ReplyAsync("All is well.");
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains((await house.Services.GetRequiredService<Outbox>().TakeAsync(TestContext.Current.CancellationToken)).Mails, m => m.Letter == "reply");

        Assert.Contains("It has left already.", (await (await page.Form($"/desk/tickets/{number}/replies/").SubmitAsync()).FollowAsync()).Text);
    }

    [Fact]
    public async Task Nobody_takes_back_what_somebody_else_wrote()
    {
        await ReplyAsync("All is well.");
        var said = await house.ReadAsync(db => db.TicketMessages.Where(m => !m.FromCustomer).Select(m => m.Id).SingleAsync());
        var tom = await house.SignedInAsync(Cast.Tom);
        var page = await tom.GetAsync($"/desk/tickets/{number}");

        Assert.False(page.HasForm($"/desk/tickets/{number}/replies/"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await page.Form($"/desk/tickets/{number}/notes").SubmitAsync($"/desk/tickets/{number}/replies/{said}/undoing")).Status);
    }

    private async Task<Page> ReplyAsync(string words) =>
        await (await (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/replies").Fill("reply", words).SubmitAsync($"/desk/tickets/{number}/replies")).FollowAsync();
}
