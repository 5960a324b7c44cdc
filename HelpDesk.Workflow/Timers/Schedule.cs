using System.Collections.Immutable;
using System.Globalization;

namespace HelpDesk.Workflow;

/// <summary>A recurring time on the clock, written as the five fields of cron: minute, hour, day of month, month, day of week.</summary>
/// <remarks>
/// Each field is <c>*</c>, a number, a range <c>1-5</c>, or a list of these, with an optional step <c>*/15</c>; 0 and 7 are Sunday.
/// As in POSIX, a day matches either field where both the day of month and the day of week are restricted.
/// A time that the clock skips comes at the moment it springs forward; one that it shows twice comes once, the first time.
/// </remarks>
public sealed class Schedule
{
    private static readonly (int Least, int Most)[] Ranges = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

    /// <summary>No real schedule is silent for longer: 29 February may be eight years away.</summary>
    private const int LongestSilence = 366 * 9;

    private readonly ImmutableArray<ulong> fields;

    private Schedule(string text, ImmutableArray<ulong> fields) => (Text, this.fields) = (text, fields);

    /// <summary>The five fields, with one blank between them.</summary>
    public string Text { get; }

    /// <summary>Reads five fields.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The schedule, or null when the text is none or names no day that ever comes.</returns>
    public static Schedule? Read(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Ranges.Length || text.Length > 200)
            return null;
        var fields = parts.Select((part, at) => Bits(part, Ranges[at])).ToImmutableArray();
        if (fields.Contains(0UL))
            return null;
        // Sunday has two numbers.
        var week = (fields[4] & 1UL << 7) != 0 ? fields[4] | 1UL : fields[4];
        var schedule = new Schedule(string.Join(' ', parts), fields.SetItem(4, week & 0x7F));
        return schedule.DaysAfter(new(2023, 12, 31)).Any() ? schedule : null;
    }

    /// <summary>The first moment of it after another, in UTC.</summary>
    /// <param name="after">The moment, excluded.</param>
    /// <param name="zone">The zone whose clock it reads.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none before the year 9990.</exception>
    public DateTimeOffset Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime);
        // A day back: where the clock was put back over midnight, a time of yesterday may still come.
        foreach (var day in DaysAfter(today.AddDays(-2)))
            foreach (var time in Times())
                if (zone.FirstMoment(day.ToDateTime(time)) is var moment && moment > after)
                    return moment;
        throw new ArgumentOutOfRangeException(nameof(after), "No such time comes before the year 9990.");
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private IEnumerable<DateOnly> DaysAfter(DateOnly start)
    {
        for (var (day, silent) = (start.AddDays(1), 0); day.Year < 9990 && silent < LongestSilence; day = day.AddDays(1), silent++)
            if (Matches(day))
            {
                silent = 0;
                yield return day;
            }
    }

    private bool Matches(DateOnly day)
    {
        var (ofMonth, ofWeek) = (Has(2, day.Day), Has(4, (int)day.DayOfWeek));
        var (anyOfMonth, anyOfWeek) = (fields[2] == All(Ranges[2]), fields[4] == 0x7F);
        return Has(3, day.Month) && (anyOfMonth || anyOfWeek ? ofMonth && ofWeek : ofMonth || ofWeek);
    }

    private IEnumerable<TimeOnly> Times() =>
        from hour in Enumerable.Range(0, 24)
        where Has(1, hour)
        from minute in Enumerable.Range(0, 60)
        where Has(0, minute)
        select new TimeOnly(hour, minute);

    private bool Has(int field, int value) => (fields[field] & 1UL << value) != 0;

    /// <summary>The values of a field as bits; none when it cannot be read.</summary>
    private static ulong Bits(string field, (int Least, int Most) range)
    {
        var bits = 0UL;
        foreach (var part in field.Split(','))
        {
            var one = PartBits(part, range);
            if (one == 0)
                return 0;
            bits |= one;
        }
        return bits;
    }

    private static ulong PartBits(string part, (int Least, int Most) range)
    {
        var slash = part.IndexOf('/');
        var (span, step) = slash < 0 ? (part, 1) : (part[..slash], Number(part[(slash + 1)..]) ?? 0);
        var dash = span.IndexOf('-');
        var (first, last) = span == "*" ? (range.Least, range.Most)
            : dash < 0 ? (Number(span), slash < 0 ? Number(span) : range.Most)
            : (Number(span[..dash]), Number(span[(dash + 1)..]));
        if (step < 1 || first is not { } from || last is not { } to || from < range.Least || to > range.Most || from > to)
            return 0;
        var bits = 0UL;
        for (var value = from; value <= to; value += step)
            bits |= 1UL << value;
        return bits;
    }

    private static ulong All((int Least, int Most) range) => PartBits("*", range);

    private static int? Number(string text) =>
        text.Length is 1 or 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
