using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Search;
using HelpDesk.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Tickets;

/// <summary>Who may be given a ticket is asked by the command itself, whatever the page found before it.</summary>
public sealed class GivingATicket
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task To_a_customer_or_to_somebody_who_is_gone_is_refused()
    {
        await using var house = new TestHouse();
        var number = await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        var (sasha, ada) = (await house.CallerAsync(Cast.Sasha), await house.CallerAsync(Cast.Ada));
        var (tom, carl) = (await house.CallerAsync(Cast.Tom), await house.CallerAsync(Cast.Carl));
        Assert.Equal(StaffAnswer.Done, await house.Services.GetRequiredService<StaffCommands>().DisableAsync(tom.Id, null, ada, Ct));
        foreach (var nobody in new[] { tom.Id, carl.Id, PersonId.New() })
        {
            var answer = Assert.IsType<Answer.Refused>(await GiveAsync(house, number, nobody, sasha));
            Assert.Equal([new Reason(ReasonKind.WrongValue, Requirements.Assignee)], answer.Reasons);
        }
        Assert.Null((await house.TicketAsync(number)).AssigneeId);
        Assert.IsType<Answer.Done>(await GiveAsync(house, number, sasha.Id, sasha));
    }

    private static async Task<Answer> GiveAsync(TestHouse house, long number, PersonId to, Caller by) =>
        await house.Commands().TakeAsync(VisibleTicket.AtDesk(by, number), "assign", StepInput.Empty with { Assignee = to }, (await house.TicketAsync(number)).Revision, by, Roles.Agent, CommandId.New(), Ct);
}
