using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Web.Desk.Queue;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Desk;

/// <summary>Views are counted as far as a count says something.</summary>
public sealed class CountingTheViews
{
    [Fact]
    public async Task Up_to_a_thousand_exactly_and_then_not_further()
    {
        await using var house = new TestHouse();
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var carl = await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Carl).Select(p => new Caller(p.Id, p.Roles)).SingleAsync());
        await FileAsync(house, carl, QueueCounts.Most);
        Assert.Equal(("1000", "1000"), await CountAsync(sasha, "unassigned"));
        Assert.Equal(("0", "0"), await CountAsync(sasha, "mine"));

        await FileAsync(house, carl, 1);
        Assert.Equal(("1000+", "1000+"), await CountAsync(sasha, "unassigned"));
        Assert.Equal(("1000+", "1000+"), await CountAsync(sasha, "all"));
        Assert.Contains("1000+ tickets have nobody yet", (await sasha.GetAsync("/desk?view=mine")).Text);
    }

    private static async Task FileAsync(TestHouse house, Caller carl, int many)
    {
        var tickets = house.Services.GetRequiredService<TicketCommands>();
        var answers = await Task.WhenAll(Enumerable.Range(0, many).Select(i =>
            tickets.FileAsync(new(carl.Id, $"Matter {i}", "x", "normal", Channel.Portal, null, []), carl, Roles.Customer, CommandId.New(), CancellationToken.None)));
        Assert.All(answers, answer => Assert.IsType<Answer.Done>(answer));
    }

    /// <summary>Of the side's list and of the heading.</summary>
    private static async Task<(string Side, string Heading)> CountAsync(Visitor agent, string view)
    {
        var page = (await agent.GetAsync($"/desk?view={view}")).Document;
        return (page.QuerySelector($".side-nav a[href='/desk?view={view}'] .count")!.TextContent, page.QuerySelector("h1 .num")!.TextContent);
    }
}
