using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Shared;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HelpDesk.Tests.Desk;

/// <summary>What a control for date and time sent, by a clock in Berlin.</summary>
public sealed class ReadingATime
{
    private static readonly ReaderZone Berlin = new(new HttpContextAccessor(), new ProductZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));

    [Theory]
    [InlineData("2036-03-06T09:00", "2036-03-06T08:00:00Z")]
    [InlineData("2036-07-06T09:00:30", "2036-07-06T07:00:30Z")]
    // Clocks are put forward from two to three, and back from three to two.
    [InlineData("2036-03-30T02:30", "2036-03-30T01:00:00Z")]
    [InlineData("2036-10-26T02:30", "2036-10-26T00:30:00Z")]
    public void It_is_a_moment(string typed, string moment) => Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), Berlin.Read(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2036-03-06")]
    [InlineData("6 March, nine")]
    [InlineData("0001-01-01T00:00")]
    [InlineData("9999-12-31T23:59")]
    public void Anything_else_is_none(string? typed) => Assert.Null(Berlin.Read(typed));

    [Fact]
    public void It_is_shown_as_it_is_typed() => Assert.Equal("2036-03-06T09:00", Berlin.Typed(Berlin.Read("2036-03-06T09:00")!.Value));
}
