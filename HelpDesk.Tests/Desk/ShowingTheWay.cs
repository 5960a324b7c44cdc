using System.Net;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Desk;

/// <summary>Where a ticket stands in its workflow.</summary>
public sealed class ShowingTheWay
{
    [Fact]
    public async Task Picture_and_list_say_the_same_with_timers_and_steps()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await carl.FilesAsync();
        await house.PassAsync(TimeSpan.FromMinutes(90));
        await sasha.AssignsToSelfAsync(number);
        await sasha.DoesAsync(number, "reassign", ("assignee", $"{await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Tom).Select(p => p.Id).SingleAsync())}"));
        await sasha.DoesAsync(number, "ask", ("reply", "Which printer is it, please?"));
        await house.PassAsync(TimeSpan.FromDays(2));
        await carl.RepliesAsync(number, "The one on the second floor.");

        var link = (await sasha.GetAsync($"/desk/tickets/{number}")).Document.QuerySelectorAll(".facts a").Single(a => a.TextContent == "Show it in the workflow");
        Assert.Equal($"/desk/tickets/{number}/way", link.GetAttribute("href"));
        var page = await sasha.GetAsync(link.GetAttribute("href")!);
        var way = page.Document.QuerySelectorAll("ol.way > li").Select(li => string.Join(' ', li.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToArray();
        Assert.Equal(
        [
            "Open Since 3 Mar 2036, 09:00. Carl Ahlgren filed it. It stayed there for 1 hour, 30 minutes.",
            "Assigned Since 3 Mar 2036, 10:30. Sasha Lindqvist took the step Assign. It stayed there for less than a minute.",
            "3 Mar 2036, 10:30: Sasha Lindqvist took the step Reassign. The state stayed as it was.",
            "Pending Since 3 Mar 2036, 10:30. Sasha Lindqvist took the step Ask the customer. It stayed there for 2 days.",
            "Assigned Since 5 Mar 2036, 10:30. The answer of Carl Ahlgren took the step Answer. It is here now.",
        ], way);
        var here = page.Document.QuerySelector(".picture-frame .wf-here")!;
        Assert.Contains("The case is here", here.TextContent + here.GetAttribute("aria-label"));
        Assert.Contains("taken as number 2", page.Document.QuerySelector(".picture-frame svg")!.OuterHtml);
        Assert.Contains("taken as number 5", page.Document.QuerySelector(".picture-frame svg")!.OuterHtml);
        Assert.Contains("No timer runs now.", page.Text);
        Assert.Contains("Ask the customer Carl Ahlgren gets your words by mail.", page.Text);
        Assert.Contains("Escalate is off: Only when Priority is High or Urgent or Reopenings is at least 2.", page.Text);

        await sasha.DoesAsync(number, "ask", ("reply", "Which floor?"));
        page = await sasha.GetAsync($"/desk/tickets/{number}/way");
        Assert.Contains("Mail to Carl Ahlgren: Reminder", page.Text);
        Assert.Contains("7 Mar 2036, 10:30 · 1 of 2", page.Text);
        Assert.Contains("Takes the step “Resolve unanswered”: it becomes Resolved", page.Text);
        Assert.Contains("12 Mar 2036, 10:30", page.Text);
        await house.PassAsync(TimeSpan.FromDays(7));
        sasha = await house.SignedInAsync(Cast.Sasha);
        Assert.Contains("The timer took the step Resolve unanswered. It is here now.", (await sasha.GetAsync($"/desk/tickets/{number}/way")).Text);
    }

    [Fact]
    public async Task A_ticket_keeps_the_picture_of_its_own_version()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await carl.FilesAsync();
        await house.PublishAsync(("\"name\": \"Pending\"", "\"name\": \"With the customer\""));
        var page = await sasha.GetAsync($"/desk/tickets/{number}/way");
        Assert.Contains("Workflow: Support, version 1", page.Text);
        Assert.DoesNotContain("With the customer", page.Body);
        Assert.Contains("With the customer", (await sasha.GetAsync($"/desk/tickets/{await carl.FilesAsync()}/way")).Body);
    }

    [Fact]
    public async Task Only_who_sees_the_ticket_at_the_desk_finds_it()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await carl.FilesAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await carl.GetAsync($"/desk/tickets/{number}/way")).Status);
        Assert.Equal(HttpStatusCode.OK, (await sasha.GetAsync($"/desk/tickets/{number}/way")).Status);
        await house.ReadAsync(async db =>
        {
            var billing = await db.Teams.Where(t => t.IsPrivate).Select(t => t.Id).SingleAsync();
            return await db.Tickets.ExecuteUpdateAsync(set => set.SetProperty(t => t.TeamId, billing));
        });
        Assert.Equal(HttpStatusCode.NotFound, (await sasha.GetAsync($"/desk/tickets/{number}/way")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await house.SignedInAsync(Cast.Tom)).GetAsync($"/desk/tickets/{number}/way")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await house.SignedInAsync(Cast.Mia)).GetAsync($"/desk/tickets/{number}/way")).Status);
        Assert.Equal("/signin", (await house.Stranger().GetAsync($"/desk/tickets/{number}/way")).Location.Split('?')[0]);
        Assert.Equal(HttpStatusCode.NotFound, (await sasha.GetAsync("/desk/tickets/9999/way")).Status);
    }

    [Fact]
    public async Task It_asks_the_database_as_often_for_a_long_way_as_for_a_short_one()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.AssignedTicketAsync(carl, sasha);
        var few = await CountAsync();
        Assert.InRange(few, 1, 8);
        for (var i = 0; i < 5; i++)
        {
            await sasha.DoesAsync(number, "ask", ("reply", "Which one?"));
            await carl.RepliesAsync(number, $"Number {i}.");
        }
        Assert.Equal(few, await CountAsync());

        async Task<int> CountAsync()
        {
            await sasha.GetAsync($"/desk/tickets/{number}/way");
            house.Queries.Reset();
            await sasha.GetAsync($"/desk/tickets/{number}/way");
            return house.Queries.Count;
        }
    }
}
