using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Workflow;
using HelpDesk.Web.Portal.Tickets;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Portal;

public sealed class PagingThroughRequests
{
    [Fact]
    public void A_cursor_survives_its_address()
    {
        var cursor = new RequestCursor(RequestPart.Open, Support.Monday.AddTicks(10), 1042);

        Assert.Equal(cursor, RequestCursor.Read(cursor.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1-2")]
    [InlineData("9-1-1")]
    [InlineData("-1-1-1")]
    [InlineData("0-99999999999999999999-1")]
    [InlineData("0-9223372036854775807-1")]
    [InlineData("0-1-x")]
    public void Anything_else_is_the_beginning(string? forged) => Assert.Null(RequestCursor.Read(forged));

    // For the phase alone SQLite would go through all that the whole desk waits for.
    [Theory]
    [InlineData(RequestPart.NeedsYou)]
    [InlineData(RequestPart.Open)]
    [InlineData(RequestPart.Finished)]
    public async Task Each_part_is_found_by_whose_it_is(RequestPart part)
    {
        await using var house = new TestHouse();
        await house.SignedInAsync(Cast.Carl);
        var carl = await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Carl).Select(p => new Caller(p.Id, p.Roles)).SingleAsync());
        var plan = await house.PlanAsync(db => RequestsReading.Of(db, carl, part, tickets => tickets.NewestFirst().Take(21)));
        Assert.Matches(@"IX_Tickets_CustomerId\w* \(CustomerId=\?", plan);
        Assert.DoesNotMatch("IX_Tickets_(?!CustomerId|OrganisationId)", plan);
    }
}
