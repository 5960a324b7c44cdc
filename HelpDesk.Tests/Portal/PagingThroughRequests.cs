using HelpDesk.Tests.Workflow;
using HelpDesk.Web.Portal.Tickets;
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
}
