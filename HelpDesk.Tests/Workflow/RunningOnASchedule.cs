using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

public class RunningOnASchedule
{
    [Theory]
    [InlineData("0 7 * * 1", "2036-03-04T00:00Z", "2036-03-10T07:00Z")]
    [InlineData("*/15 9-17 * * 1-5", "2036-03-07T17:45Z", "2036-03-10T09:00Z")]
    [InlineData("30 0 1 1 *", "2036-01-01T00:30Z", "2037-01-01T00:30Z")]
    [InlineData("0 0 29 2 *", "2036-02-29T00:00Z", "2040-02-29T00:00Z")]
    [InlineData("0 12 13 * 5", "2036-06-01T00:00Z", "2036-06-06T12:00Z")]
    [InlineData("0 12 * * 0", "2036-06-02T00:00Z", "2036-06-08T12:00Z")]
    [InlineData("0 12 * * 7", "2036-06-02T00:00Z", "2036-06-08T12:00Z")]
    [InlineData("5,10-20/5 8 * * *", "2036-06-02T08:10Z", "2036-06-02T08:15Z")]
    public void The_next_time_is_the_first_after_now(string fields, string after, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, null), Schedule.Read(fields)!.Next(DateTimeOffset.Parse(after, null), TimeZoneInfo.Utc));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("a * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("1, * * * *")]
    [InlineData("0 0 31 4 *")]
    [InlineData("0 0 30 2 *")]
    public void What_never_comes_or_cannot_be_read_is_none(string fields) => Assert.Null(Schedule.Read(fields));

    /// <summary>Minute by minute around the days on which clocks change, in four zones.</summary>
    [Theory]
    [InlineData("Europe/Berlin", 2036, 3, 29)]
    [InlineData("Europe/Berlin", 2036, 10, 25)]
    [InlineData("America/New_York", 2036, 3, 8)]
    [InlineData("America/New_York", 2036, 11, 1)]
    [InlineData("Australia/Lord_Howe", 2036, 4, 5)]
    [InlineData("Australia/Lord_Howe", 2036, 10, 4)]
    [InlineData("Asia/Kathmandu", 2036, 3, 29)]
    public void It_agrees_with_a_clock_that_is_watched(string zoneId, int year, int month, int day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var (start, dice) = (new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero), new Random(day));
        foreach (var fields in (string[])["*/7 * * * *", "30 2 * * *", "0,30 1-3 * * *", "15 2 * * 0", .. Enumerable.Range(0, 6).Select(_ => $"{dice.Next(60)} {dice.Next(4)} * * *")])
        {
            var schedule = Schedule.Read(fields)!;
            var expected = Watched(schedule, zone, start, start.AddDays(2)).ToList();
            var came = new List<DateTimeOffset>();
            for (var at = schedule.Next(start, zone); at < start.AddDays(2); at = schedule.Next(at, zone))
                came.Add(at);
            Assert.Equal(expected, came);
        }
    }

    /// <summary>A time counts when the clock first shows it; one that it skips, at the moment it springs forward.</summary>
    private static IEnumerable<DateTimeOffset> Watched(Schedule schedule, TimeZoneInfo zone, DateTimeOffset start, DateTimeOffset end)
    {
        var shown = new HashSet<DateTime>();
        for (var at = start.AddHours(-6); at <= start; at = at.AddMinutes(1))
            shown.Add(Local(at));
        for (var at = start.AddMinutes(1); at < end; at = at.AddMinutes(1))
        {
            var (now, before) = (Local(at), Local(at.AddMinutes(-1)));
            var counts = shown.Add(now) && Matches(schedule, now);
            for (var skipped = before.AddMinutes(1); skipped < now; skipped = skipped.AddMinutes(1))
                counts |= Matches(schedule, skipped);
            if (counts)
                yield return at;
        }

        DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;
    }

    /// <summary>In a zone whose clock never changes the schedule itself says whether a time is one of it.</summary>
    private static bool Matches(Schedule schedule, DateTime local) =>
        schedule.Next(new DateTimeOffset(local, TimeSpan.Zero).AddMinutes(-1), TimeZoneInfo.Utc) == new DateTimeOffset(local, TimeSpan.Zero);
}
