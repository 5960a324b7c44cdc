namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>What in a line looks like a date, a time or an address: prose about writing seldom has it, attributions do.</summary>
internal readonly record struct Evidence(bool HasDay, bool HasTime, bool HasDigit, bool HasAddress, bool HasBracketedAddress)
{
    public bool HasMoment => HasDay && HasTime;

    public static Evidence In(ReadOnlySpan<char> line)
    {
        var (day, time, digit) = (false, false, false);
        for (var at = 0; at < line.Length; at++)
        {
            if (!char.IsAsciiDigit(line[at])) continue;
            digit = true;
            var end = at;
            while (end < line.Length && char.IsAsciiDigit(line[end])) end++;
            var run = line[at..end];
            day |= run.Length == 4 && (run.StartsWith("19") || run.StartsWith("20")) || IsNumericDate(line, end, run.Length);
            time |= run.Length <= 2 && end + 2 < line.Length && line[end] is ':' or 'h' && end + 2 < line.Length && char.IsAsciiDigit(line[end + 1]) && char.IsAsciiDigit(line[end + 2]);
            at = end;
        }
        var sign = line.IndexOf('@');
        var address = sign > 0 && sign + 1 < line.Length && !char.IsWhiteSpace(line[sign - 1]) && char.IsLetterOrDigit(line[sign + 1]);
        return new(day, time, digit, address, address && (line[..sign].LastIndexOfAny("<([") >= 0 || line[..sign].Contains("mailto:", StringComparison.Ordinal)));
    }

    private static bool IsNumericDate(ReadOnlySpan<char> line, int end, int length)
    {
        if (length > 2 || end + 3 >= line.Length || line[end] is not ('.' or '/' or '-')) return false;
        var separator = line[end++];
        var start = end;
        while (end < line.Length && char.IsAsciiDigit(line[end])) end++;
        return end - start is 1 or 2 && end + 1 < line.Length && line[end] == separator && char.IsAsciiDigit(line[end + 1]);
    }
}
