using System.Globalization;

namespace HelpDesk.Workflow;

/// <summary>Reads the times of a file. A time without a zone is taken as UTC.</summary>
/// <param name="dayFirst">Whether 03/04/2026 is the third of April.</param>
internal sealed class CsvTimes(bool dayFirst)
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;

    private static readonly string[] Clocks = ["", " H:m", " H:m:s", " H:m:s.FFFFFFF", " H:mzzz", " H:m:szzz", " H:m:s.FFFFFFFzzz", " h:m tt", " h:m:s tt"];
    private static readonly string[] Sure = WithClocks("yyyy-M-d", "yyyy/M/d", "d.M.yyyy");
    private static readonly string[] DayFirst = WithClocks("d/M/yyyy", "d-M-yyyy");
    private static readonly string[] MonthFirst = WithClocks("M/d/yyyy", "M-d-yyyy");

    private readonly string[] formats = [.. Sure, .. dayFirst ? DayFirst : MonthFirst];

    public DateTimeOffset? Read(string text)
    {
        // Seconds or milliseconds since 1970.
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return text.Length switch
            {
                10 => DateTimeOffset.FromUnixTimeSeconds(number),
                13 => DateTimeOffset.FromUnixTimeMilliseconds(number),
                _ => null,
            };
        var plain = text.Length > 10 && text[10] is 'T' or 't' ? text.Remove(10, 1).Insert(10, " ") : text;
        if (plain.EndsWith('Z') || plain.EndsWith('z'))
            plain = plain[..^1].TrimEnd() + "+00:00";
        return DateTimeOffset.TryParseExact(plain.Replace(" +", "+").Replace(" -", "-"), formats, CultureInfo.InvariantCulture, Utc, out var at) ? at : null;
    }

    /// <summary>Whether days come before months where both are numbers between slashes; null when the file does not show it.</summary>
    public static bool? IsDayFirst(IEnumerable<string> times)
    {
        foreach (var time in times)
        {
            var parts = time.Split(['/', '-', ' '], 4);
            if (parts.Length < 3 || parts[0].Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first))
                continue;
            if (first > 12)
                return true;
            if (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var second) && second > 12)
                return false;
        }
        return null;
    }

    private static string[] WithClocks(params string[] dates) => [.. dates.SelectMany(_ => Clocks, (date, clock) => date + clock)];
}
