using HelpDesk.Web.Desk.Queue;
using Xunit;

namespace HelpDesk.Tests.Desk;

public sealed class TurningPages
{
    [Fact]
    public void A_cursor_comes_back_as_it_was_written_to_the_microsecond()
    {
        var cursor = new Cursor(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddMicroseconds(123456), 1042);
        Assert.Equal("1772438400123456-1042", cursor.ToString());
        Assert.Equal(cursor, Cursor.Parse(cursor.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1042")]
    [InlineData("a-1")]
    [InlineData("1-2-3")]
    [InlineData("-1-2")]
    [InlineData("99999999999999999999-1")]
    [InlineData("9223372036854775807-1")]
    [InlineData(" 1-2")]
    public void Anything_else_is_no_cursor(string? text) => Assert.Null(Cursor.Parse(text));

    [Fact]
    public void The_next_page_keeps_what_narrows_the_list()
    {
        var filter = new QueueFilter("mine", "a b", null, null, "me", "1-2", null, null);
        Assert.Equal("/desk?view=mine&state=a%20b&assignee=me&after=5-7", filter.Page("after", new Cursor(DateTimeOffset.UnixEpoch.AddMicroseconds(5), 7)));
    }
}
