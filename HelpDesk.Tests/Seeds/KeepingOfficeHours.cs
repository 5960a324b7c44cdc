using System.Globalization;
using HelpDesk.Domain.Storage.Seeds;
using Xunit;

namespace HelpDesk.Tests.Seeds;

public sealed class KeepingOfficeHours
{
    private static readonly OfficeHours Hours = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Theory]
    [InlineData("2026-03-02T09:00:00+01:00")] // a Monday
    [InlineData("2026-03-06T17:59:00+01:00")]
    public void By_day_nothing_waits(string at) => Assert.Equal(Instant(at), Hours.Next(Instant(at)));

    [Theory]
    [InlineData("2026-03-02T07:30:00+01:00", "2026-03-02")]
    [InlineData("2026-03-02T18:00:00+01:00", "2026-03-03")]
    [InlineData("2026-03-06T23:00:00+01:00", "2026-03-09")]
    [InlineData("2026-03-08T12:00:00+01:00", "2026-03-09")]
    [InlineData("2026-03-28T12:00:00+01:00", "2026-03-30")] // summer time begins on the 29th
    public void By_night_and_at_weekends_it_waits_for_a_morning(string at, string day)
    {
        var next = TimeZoneInfo.ConvertTime(Hours.Next(Instant(at)), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Assert.Equal(day, next.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.InRange(next.Hour, 8, 12);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
