using System.Text;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>The first event of an iCalendar part (RFC 5545).</summary>
internal static class Calendars
{
    private const int LongestValue = 500;
    private const int MaxLines = 10_000;

    public static CalendarInvitation? Read(string text, string? method)
    {
        if (!text.Contains("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)) return null;
        var facts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var inEvent = false;
        var over = false;
        foreach (var line in Unfolded(text).Take(MaxLines))
        {
            var colon = Colon(line);
            if (colon <= 0) continue;
            var name = line[..colon].Split(';')[0].ToUpperInvariant();
            var value = line[(colon + 1)..].Trim();
            if (name == "BEGIN" && value.Equals("VEVENT", StringComparison.OrdinalIgnoreCase)) inEvent = !over;
            else if (name == "END" && value.Equals("VEVENT", StringComparison.OrdinalIgnoreCase)) (inEvent, over) = (false, true);
            else if (name == "METHOD") method ??= value;
            else if (inEvent && name is "SUMMARY" or "DTSTART" or "DTEND" or "ORGANIZER" or "LOCATION" && inEvent) facts.TryAdd(name, name == "ORGANIZER" ? Organiser(line, value) : Unescaped(value));
        }
        return new(Short((method ?? "PUBLISH").ToUpperInvariant())!, Of("SUMMARY"), Of("DTSTART"), Of("DTEND"), Of("ORGANIZER"), Of("LOCATION"));

        string? Of(string name) => Short(facts.GetValueOrDefault(name));
    }

    public static string InWords(CalendarInvitation calendar)
    {
        var kind = calendar.Method switch
        {
            "REQUEST" => "Invitation",
            "CANCEL" => "Cancelled event",
            "REPLY" => "Answer to an invitation",
            "COUNTER" => "Other time proposed for an event",
            _ => "Event",
        };
        var words = new StringBuilder(kind);
        if (calendar.Summary is not null) words.Append(": ").Append(calendar.Summary);
        if (calendar.Start is not null) words.Append(", from ").Append(Time(calendar.Start));
        if (calendar.End is not null) words.Append(" to ").Append(Time(calendar.End));
        if (calendar.Location is not null) words.Append(", at ").Append(calendar.Location);
        if (calendar.Organiser is not null) words.Append(", by ").Append(calendar.Organiser);
        return words.Append('.').ToString();
    }

    // 20261127T093000Z as people read it.
    private static string Time(string value) => value.Length < 8 || !value.AsSpan(0, 8).ContainsAnyExceptInRange('0', '9') is false ? value
        : value.Length >= 13 && value[8] == 'T' ? $"{value[..4]}-{value[4..6]}-{value[6..8]} {value[9..11]}:{value[11..13]}{(value.EndsWith('Z') ? " UTC" : "")}"
        : $"{value[..4]}-{value[4..6]}-{value[6..8]}";

    private static string Organiser(string line, string value)
    {
        var address = value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? value[7..] : value;
        var at = line.IndexOf("CN=", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return address;
        var name = line[(at + 3)..];
        name = name.StartsWith('"') ? name[1..].Split('"')[0] : name.Split(';', ':')[0];
        return name.Length == 0 || name.Equals(address, StringComparison.OrdinalIgnoreCase) ? address : $"{name} <{address}>";
    }

    private static string? Short(string? value) => string.IsNullOrWhiteSpace(value) ? null : Headers.Bounded(Headers.OneLine(value), LongestValue);

    private static string Unescaped(string value) => value.Replace("\\n", " ", StringComparison.OrdinalIgnoreCase).Replace("\\,", ",", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    // A quoted parameter may hold a colon.
    private static int Colon(string line)
    {
        var quoted = false;
        for (var at = 0; at < line.Length; at++)
            if (line[at] == '"') quoted = !quoted;
            else if (line[at] == ':' && !quoted) return at;
        return -1;
    }

    private static IEnumerable<string> Unfolded(string text)
    {
        var whole = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            if (line.Length > 0 && line[0] is ' ' or '\t') whole.Append(line.AsSpan(1));
            else
            {
                if (whole.Length > 0) yield return whole.ToString();
                whole.Clear().Append(line);
            }
        if (whole.Length > 0) yield return whole.ToString();
    }
}
