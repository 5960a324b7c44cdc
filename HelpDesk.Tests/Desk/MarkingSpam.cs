using System.Net;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Monitoring;
using HelpDesk.Tests.House;
using HelpDesk.Web.Desk.Queue;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Desk;

public sealed class MarkingSpam
{
    [Fact]
    public async Task It_is_in_no_list_and_no_count_but_that_of_spam_and_one_click_brings_it_back()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        var other = await carl.FilesAsync("Another matter");
        var number = await carl.FilesAsync("Cheap pills");
        await sasha.AssignsToSelfAsync(number);
        await house.SettleAsync();
        string[] lists = ["/desk", "/desk?view=mine", "/desk?state=assigned", $"/desk/tickets/{other}", "/manage/workflows/support/monitoring/tickets?state=assigned"];
        var before = new List<string>();
        foreach (var list in lists) before.Add(Rows(await mia.GetAsync(list)));
        var order = Rows(await sasha.GetAsync("/desk"));
        Assert.Contains("Cheap pills", Rows(await sasha.GetAsync("/desk?view=mine")));

        var queue = await (await MarkAsync(sasha, number)).FollowAsync();
        Assert.Contains($"#{number} is marked as spam.", queue.Text);
        foreach (var list in lists) Assert.DoesNotContain("Cheap pills", (await mia.GetAsync(list)).Text);
        Assert.DoesNotContain("Cheap pills", (await sasha.GetAsync("/desk?view=mine")).Text);
        Assert.Contains("Cheap pills", (await sasha.GetAsync("/desk?view=spam")).Text);
        Assert.DoesNotContain("Cheap pills", (await carl.GetAsync("/portal")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await carl.GetAsync($"/portal/tickets/{number}")).Status);
        Assert.Equal("1", (await sasha.GetAsync("/desk?view=spam")).Document.QuerySelector("a[href='/desk?view=spam'] .count")!.TextContent);

        var back = await queue.Form($"/desk/tickets/{number}/spam/deletion").SubmitAsync();
        Assert.Equal($"/desk/tickets/{number}#latest", back.Location);
        Assert.Equal(order, Rows(await sasha.GetAsync("/desk")));
        for (var i = 0; i < lists.Length; i++) Assert.Equal(before[i], Rows(await mia.GetAsync(lists[i])));
        Assert.Contains("Cheap pills", (await carl.GetAsync("/portal")).Text);
        Assert.Contains("marked it as spam", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
    }

    [Fact]
    public async Task No_mail_about_it_leaves_until_it_is_no_spam()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await carl.FilesAsync();
        var id = (await house.TicketAsync(number)).Id;
        await MarkAsync(sasha, number);
        await house.SettleAsync();
        Assert.All(await MailsAsync(house, id), mail => Assert.Equal((MailFate.Pending, null), (mail.Fate, mail.Text)));
        Assert.NotEmpty(await MailsAsync(house, id));

        await UnmarkAsync(sasha, number);
        await house.SettleAsync();
        Assert.All(await MailsAsync(house, id), mail => Assert.Equal(MailFate.Sent, mail.Fate));
    }

    [Fact]
    public async Task Its_timers_wait_and_act_late()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.PendingTicketAsync(carl, sasha);
        await MarkAsync(sasha, number);
        var events = (await house.TicketAsync(number)).LastSequence;
        await house.PassAsync(TimeSpan.FromDays(30));
        var still = await house.TicketAsync(number);
        Assert.Equal((events, Phase.Pending), (still.LastSequence, still.Phase));

        await UnmarkAsync(await house.SignedInAsync(Cast.Sasha), number);
        await house.SettleAsync();
        Assert.NotEqual(Phase.Pending, (await house.TicketAsync(number)).Phase);
    }

    [Fact]
    public async Task Its_survey_opens_nothing_until_it_is_no_spam()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.ResolvedTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromHours(2));
        var link = await house.SurveyLinkAsync(Cast.Carl);
        var open = (await carl.GetAsync(link)).Form(link).Tick("score", "5");
        await MarkAsync(sasha, number);
        Assert.Equal(HttpStatusCode.NotFound, (await carl.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await open.SubmitAsync()).Status);
        Assert.Null((await house.TicketAsync(number)).Satisfaction);

        await UnmarkAsync(sasha, number);
        await open.SubmitAsync();
        Assert.Equal(5, (await house.TicketAsync(number)).Satisfaction);
    }

    [Fact]
    public async Task What_its_customer_writes_is_kept_and_moves_nothing()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.PendingTicketAsync(carl, sasha);
        await MarkAsync(sasha, number);
        var mails = await house.ReadAsync(db => db.Outbox.CountAsync());
        var people = await house.ReadAsync(db => db.Users.ToDictionaryAsync(p => p.Email!, p => new Caller(p.Id, p.Roles)));
        var answer = await house.Services.GetRequiredService<TicketCommands>().HearAsync(VisibleTicket.AtDesk(people[Cast.Mia], number), "Buy more pills.", [], people[Cast.Carl], CommandId.New(), CancellationToken.None);

        Assert.Equal(new Answer.Done(number), answer);
        Assert.Equal(Phase.Pending, (await house.TicketAsync(number)).Phase);
        Assert.Equal(mails, await house.ReadAsync(db => db.Outbox.CountAsync()));
        Assert.Contains("Buy more pills.", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
    }

    [Fact]
    public async Task Who_answers_it_from_an_older_page_is_told_and_nothing_is_sent()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.AssignedTicketAsync(carl, sasha);
        var (open, asked) = (await sasha.GetAsync($"/desk/tickets/{number}"), await house.ReadAsync(db => db.Outbox.CountAsync()));
        await MarkAsync(sasha, number);
        foreach (var to in new[] { "replies", "steps/ask", "subject" })
        {
            var stale = await open.Form($"/desk/tickets/{number}/{(to == "subject" ? to : "replies")}").Forge("reply", "We are on it.").SubmitAsync($"/desk/tickets/{number}/{to}");
            Assert.True(stale.Status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity, $"{to}: {stale.Status}");
        }
        Assert.Equal(asked, await house.ReadAsync(db => db.Outbox.CountAsync()));
        var page = await sasha.GetAsync($"/desk/tickets/{number}");
        Assert.False(page.HasForm($"/desk/tickets/{number}/replies"));
        Assert.True((await page.Form($"/desk/tickets/{number}/notes").Fill("note", "The third of these.").SubmitAsync()).IsRedirect);
    }

    [Fact]
    public async Task Monitoring_and_replay_go_on_as_if_nothing_had_been_said()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        var number = await house.PendingTicketAsync(carl, sasha);
        await MarkAsync(sasha, number);
        await house.PassAsync(TimeSpan.FromDays(1));
        await UnmarkAsync(sasha, number);
        await house.SettleAsync();
        Assert.False(await house.ReadAsync(db => db.Tickets.Uncounted().AnyAsync()));
        Assert.Equal(HttpStatusCode.OK, (await mia.GetAsync("/manage/workflows/support/monitoring")).Status);
        var kinds = await house.ReadAsync(async db =>
        {
            var workflow = (await house.Services.GetRequiredService<WorkflowLibrary>().CurrentAsync(db, WorkflowLibrary.Standard, CancellationToken.None)).Compiled;
            var log = await TicketLog.LastAsync(db, workflow, 10, house.Clock.GetUtcNow(), CancellationToken.None);
            return log.Cases.Length;
        });
        Assert.Equal(1, kinds);
    }

    [Fact]
    public async Task A_double_click_is_one_event()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await carl.FilesAsync();
        var form = (await sasha.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/spam");
        await Task.WhenAll(form.SubmitAsync(), form.SubmitAsync());
        await MarkAsync(sasha, number, form);
        Assert.Equal(1, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind == EventKind.MarkedSpam)));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("mine")]
    [InlineData("unassigned")]
    [InlineData("waiting")]
    [InlineData("resolved")]
    [InlineData("spam")]
    public async Task Each_view_goes_along_an_index(string view)
    {
        await using var house = new TestHouse();
        await house.SignedInAsync(Cast.Mia);
        var me = await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Mia).Select(p => new Caller(p.Id, p.Roles)).SingleAsync());
        var filter = new QueueFilter(view, null, null, null, null, null, null, null);
        var list = await house.PlanAsync(db => filter.Of(db, me, TestHouse.Monday).NewestFirst().Take(50).Select(t => t.Subject));
        var count = await house.PlanAsync(db => filter.Of(db, me, TestHouse.Monday).GroupBy(_ => 1).Select(g => g.Count()));
        Assert.DoesNotMatch(@"SCAN t\s*$|SCAN t\n", list);
        Assert.Matches("USING (COVERING )?INDEX IX_Tickets", list);
        // Of spam there is little: its index need not cover.
        if (view != QueueFilter.Spam) Assert.Matches("USING COVERING INDEX IX_Tickets", count);
    }

    private static async Task<Page> MarkAsync(Visitor agent, long number, Form? form = null)
    {
        var page = await (form ?? (await agent.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/spam")).SubmitAsync();
        Assert.Equal("/desk", page.Location);
        return page;
    }

    private static async Task UnmarkAsync(Visitor agent, long number) =>
        Assert.True((await (await agent.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/spam/deletion").SubmitAsync()).IsRedirect);

    private static Task<List<OutboxMail>> MailsAsync(TestHouse house, TicketId id) => house.ReadAsync(db => db.Outbox.AsNoTracking().Where(m => m.TicketId == id).ToListAsync());

    private static string Rows(Page page) => string.Join('\n', page.Document.QuerySelectorAll(".ticket-title, .facts a, main td a, main li a").Select(row => row.TextContent));
}
