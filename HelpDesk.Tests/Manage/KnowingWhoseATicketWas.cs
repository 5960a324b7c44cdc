using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Manage.Surveys;
using Xunit;

namespace HelpDesk.Tests.Manage;

public sealed class KnowingWhoseATicketWas
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly TicketId Ticket = TicketId.New();
    private static readonly PersonId Sasha = PersonId.New(), Tom = PersonId.New();

    private static readonly AssigneeChange[] Changes = [new(Ticket, Nine, Sasha), new(Ticket, Nine.AddHours(2), Tom), new(Ticket, Nine.AddHours(4), null)];

    [Fact]
    public void It_was_nobodys_before_it_was_assigned() => Assert.Null(AssigneeChange.At(Changes, Nine.AddMinutes(-1)));

    [Fact]
    public void It_is_theirs_from_the_instant_of_the_change_on()
    {
        Assert.Equal(Sasha, AssigneeChange.At(Changes, Nine));
        Assert.Equal(Sasha, AssigneeChange.At(Changes, Nine.AddHours(1)));
        Assert.Equal(Tom, AssigneeChange.At(Changes, Nine.AddHours(2)));
    }

    [Fact]
    public void It_is_nobodys_after_it_was_taken_away() => Assert.Null(AssigneeChange.At(Changes, Nine.AddDays(1)));
}
