using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.Faults;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

public class CountingWorkingTime(ITestOutputHelper output)
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-03-02T10:00+01:00", "4h", "2026-03-02T14:00+01:00")]
    [InlineData("2026-03-02T16:00+01:00", "4h", "2026-03-03T12:00+01:00")]
    [InlineData("2026-03-06T16:00+01:00", "2h", "2026-03-09T10:00+01:00")]
    [InlineData("2026-03-07T12:00+01:00", "1h", "2026-03-09T10:00+01:00")]
    [InlineData("2026-03-02T07:00+01:00", "30m", "2026-03-02T09:30+01:00")]
    [InlineData("2026-03-02T09:00+01:00", "8h", "2026-03-02T17:00+01:00")]
    [InlineData("2026-03-02T17:00+01:00", "1m", "2026-03-03T09:01+01:00")]
    [InlineData("2026-03-27T16:00+01:00", "1d", "2026-03-30T16:00+02:00")]
    [InlineData("2026-03-27T18:00+01:00", "1d", "2026-03-31T09:00+02:00")]
    [InlineData("2026-10-22T10:00+02:00", "1w", "2026-10-29T10:00+01:00")]
    [InlineData("2026-10-23T16:00+02:00", "9h", "2026-10-26T17:00+01:00")]
    public void The_business_calendar(string from, string span, string due)
    {
        Assert.True(Span.TryParse(span, out var length));
        var added = WorkingCalendar.Business(Berlin).Add(Moment(from), length);
        Assert.Equal(Moment(due), added);
        Assert.Equal(TimeSpan.Zero, added.Offset);
    }

    [Fact]
    public void A_holiday_is_skipped()
    {
        var calendar = WorkingCalendar.Business(Berlin) with { Holidays = [new(2026, 4, 3), new(2026, 4, 6)] };
        Assert.Equal(Moment("2026-04-07T10:00+02:00"), calendar.Add(Moment("2026-04-02T16:00+02:00"), new(2, SpanUnit.Hours)));
        Assert.Equal(Moment("2026-04-07T16:00+02:00"), calendar.Add(Moment("2026-04-02T16:00+02:00"), new(1, SpanUnit.Days)));
    }

    [Fact]
    public void A_day_leads_into_the_hours_of_a_shorter_one()
    {
        var calendar = Of(Berlin, (DayOfWeek.Monday, 8, 18), (DayOfWeek.Tuesday, 10, 12));
        Assert.Equal(Moment("2026-03-03T12:00+01:00"), calendar.Add(Moment("2026-03-02T16:00+01:00"), new(1, SpanUnit.Days)));
        Assert.Equal(Moment("2026-03-03T10:00+01:00"), calendar.Add(Moment("2026-03-02T08:30+01:00"), new(1, SpanUnit.Days)));
        Assert.Equal(Moment("2026-03-09T09:00+01:00"), calendar.Add(Moment("2026-03-02T09:00+01:00"), new(1, SpanUnit.Weeks)));
    }

    [Fact]
    public void A_skipped_or_doubled_hour_counts_for_what_it_is()
    {
        var night = Of(Berlin, (DayOfWeek.Sunday, 0, 6));
        Assert.Equal(Moment("2026-03-29T06:00+02:00"), night.Add(Moment("2026-03-29T00:00+01:00"), new(5, SpanUnit.Hours)));
        Assert.Equal(Moment("2026-10-25T06:00+01:00"), night.Add(Moment("2026-10-25T00:00+02:00"), new(7, SpanUnit.Hours)));
    }

    [Fact]
    public void A_calendar_without_work_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => new WorkingCalendar(Berlin, ImmutableSortedDictionary<DayOfWeek, WorkingHours>.Empty, []));
        Assert.Throws<ArgumentException>(() => Of(Berlin, (DayOfWeek.Monday, 9, 9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkingCalendar.Business(Berlin).Add(Moment("9990-03-02T16:00Z"), new(30_000, SpanUnit.Hours)));
    }

    /// <summary>Around the clock changes, and where there are none, against a count of single minutes: 2,000 cases.</summary>
    [Theory]
    [Trait("Suite", "faults")]
    [InlineData("Europe/Berlin", 3, 29)]
    [InlineData("Europe/Berlin", 10, 25)]
    [InlineData("America/New_York", 3, 8)]
    [InlineData("America/New_York", 11, 1)]
    [InlineData("Australia/Lord_Howe", 4, 5)]
    [InlineData("Australia/Lord_Howe", 10, 4)]
    [InlineData("Asia/Kathmandu", 3, 29)]
    [InlineData("Asia/Kathmandu", 10, 25)]
    public void F35_a_count_of_single_minutes_agrees(string id, int month, int day)
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "no database comes into it.");
        const int Rounds = 250;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        var random = new Random(20260302 + month);
        for (var round = 0; round < Rounds; round++)
        {
            var hours = Enum.GetValues<DayOfWeek>().Where(weekday => weekday == DayOfWeek.Sunday || random.Next(3) > 0)
                .ToImmutableSortedDictionary(weekday => weekday, _ => SomeHours(random));
            var calendar = new WorkingCalendar(zone, hours, [new DateOnly(2026, month, day).AddDays(random.Next(-3, 4))]);
            var from = new DateTimeOffset(2026, month, day, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(-4320, 2880));
            var minutes = random.Next(1, 1500);
            Assert.Equal(ByMinutes(calendar, from, minutes), calendar.Add(from, new(minutes, SpanUnit.Minutes)));
        }
        Figures.Tell(output, "F35", $"{Rounds} of {Rounds} in {id} around {day}.{month}.");
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static WorkingHours SomeHours(Random random)
    {
        var from = random.Next(0, 8 * 4);
        return new(TimeOnly.MinValue.AddMinutes(from * 15), TimeOnly.MinValue.AddMinutes((from + random.Next(1, 60)) * 15));
    }

    /// <summary>A minute is work when some minute of its day at or before it has reached the opening time, and some at or after it has not reached the closing.</summary>
    private static DateTimeOffset ByMinutes(WorkingCalendar calendar, DateTimeOffset from, int minutes)
    {
        var days = new Dictionary<DateOnly, (DateTimeOffset First, DateTimeOffset Last)>();
        for (var moment = from; ; moment = moment.AddMinutes(1))
        {
            var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, calendar.Zone).DateTime);
            if (!days.TryGetValue(date, out var work))
                days[date] = work = Scan(calendar, date);
            if (work.First <= moment && moment <= work.Last && --minutes == 0)
                return moment.AddMinutes(1);
        }
    }

    private static (DateTimeOffset First, DateTimeOffset Last) Scan(WorkingCalendar calendar, DateOnly date)
    {
        if (calendar.Holidays.Contains(date) || !calendar.Hours.TryGetValue(date.DayOfWeek, out var hours))
            return (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        var noon = new DateTimeOffset(date.ToDateTime(new(12, 0)), TimeSpan.Zero);
        var ofDay = Enumerable.Range(-2160, 4320).Select(minute => noon.AddMinutes(minute))
            .Select(moment => (moment, local: TimeZoneInfo.ConvertTime(moment, calendar.Zone).DateTime))
            .Where(pair => DateOnly.FromDateTime(pair.local) == date).ToList();
        return (
            ofDay.First(pair => TimeOnly.FromDateTime(pair.local) >= hours.From).moment,
            ofDay.Last(pair => TimeOnly.FromDateTime(pair.local) < hours.To).moment);
    }

    private static WorkingCalendar Of(TimeZoneInfo zone, params (DayOfWeek Day, int From, int To)[] hours) =>
        new(zone, hours.ToImmutableSortedDictionary(day => day.Day, day => new WorkingHours(new(day.From, 0), new(day.To, 0))), []);
}
