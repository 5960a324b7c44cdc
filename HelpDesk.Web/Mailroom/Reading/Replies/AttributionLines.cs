namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>How sure an attribution is by itself.</summary>
internal enum Sureness
{
    None,
    /// <summary>Only if a real quote follows at once.</summary>
    OnlyBeforeQuote,
    /// <summary>A quote follows, or the author wrote something above.</summary>
    Weak,
    Sure,
}

/// <summary>"On DATE, NAME wrote:" and its kin, over up to six lines.</summary>
internal static class AttributionLines
{
    private const int LongestLine = 500;
    private const int MostLines = 6;

    /// <returns>How many lines from here on are the attribution, and how sure it is; none: 0.</returns>
    public static (int Length, Sureness Sureness) At(Lines lines, int start)
    {
        var first = lines[start].Text;
        if (first.Length > LongestLine) return default;
        var plain = Lines.Plain(first);
        var alone = Judge(plain);
        if (alone != Sureness.None) return (1, alone);
        return MayGoOn(plain) ? Joined(lines, start, plain) : default;
    }

    private static (int Length, Sureness Sureness) Joined(Lines lines, int start, string joined)
    {
        var blanks = 0;
        for (var at = start + 1; at < Math.Min(lines.Count, start + MostLines); at++)
        {
            var line = lines[at];
            if (line.IsBlank && ++blanks > 1 || line.Text.Length > LongestLine) break;
            if (line.IsBlank) continue;
            var plain = Lines.Plain(line.Text);
            // The address may be broken before its closing bracket: "> wrote:".
            if (line.IsQuoted && !(plain.Length < 40 && plain[1..].TrimStart() is var rest && Judge("x@x <x@x " + rest) != Sureness.None)) break;
            if (at > start && Leads(plain) && Judge(plain) != Sureness.None) break;
            joined = $"{joined} {plain}";
            var found = Judge(joined);
            if (found >= Sureness.Weak && (blanks == 0 || found == Sureness.Sure)) return BeginsLater(lines, start, at) ? default : (at - start + 1, found);
        }
        return default;
    }

    // "On second thought no.\nOn 3 May 2012, at 10:30, Bob <bob@…>\nwrote:" begins at its second line.
    private static bool BeginsLater(Lines lines, int start, int last)
    {
        for (var from = start + 1; from < last; from++)
        {
            var plain = Lines.Plain(lines[from].Text);
            if (!Leads(plain) || !Evidence.In(plain).HasDay) continue;
            return true;
        }
        return false;
    }

    internal static Sureness Judge(string plain)
    {
        var bare = plain.TrimEnd(' ', '*', '_', '>');
        var isDashed = bare.StartsWith("--", StringComparison.Ordinal) && bare.EndsWith("--", StringComparison.Ordinal);
        bare = bare.Trim('-', ' ', '*', '_');
        var isClosed = bare.EndsWith(':') || bare.EndsWith('：');
        if (bare.Length is < 4 or > LongestLine * 2) return Sureness.None;
        if (!isClosed && !isDashed && !EndsWithWrote(bare)) return Sureness.None;
        var evidence = Evidence.In(bare);
        if (!isClosed && !isDashed && evidence is not { HasDay: true, HasAddress: true }) return Sureness.None;
        var isWritten = SaysWrote(bare);
        if (isDashed) return isWritten ? Sureness.Sure : Sureness.None;
        var leads = Leads(bare);
        if (evidence.HasBracketedAddress && (isWritten ? evidence.HasDay || leads || IsWrittenBySender(bare) : leads && evidence.HasDay && EndsWithBracket(bare))) return Sureness.Sure;
        if (!isWritten) return Sureness.None;
        if (leads && (evidence.HasMoment || evidence is { HasAddress: true, HasDigit: true })) return Sureness.Sure;
        if (leads && evidence.HasDigit && bare.Length < 200) return Sureness.Weak;
        return bare.Length <= 80 ? Sureness.OnlyBeforeQuote : Sureness.None;
    }

    /// <summary>Begins as an attribution: with a lead word and soon a digit, a weekday, or a date.</summary>
    internal static bool Leads(string plain)
    {
        var bare = plain.AsSpan().TrimStart("-*_ >\"");
        if (bare.IsEmpty) return false;
        var soon = bare[..Math.Min(bare.Length, 40)];
        if (!soon.ContainsAnyInRange('0', '9')) return false;
        if (char.IsAsciiDigit(bare[0])) return true;
        foreach (var lead in Phrases.Leads)
            if (bare.StartsWith(lead) && (lead[^1] > '\u0590' || bare.Length == lead.Length || !char.IsLetter(bare[lead.Length]))) return true;
        foreach (var day in Phrases.Weekdays)
            if (bare.StartsWith(day)) return true;
        return false;
    }

    private static bool MayGoOn(string plain) =>
        plain.Length > 0 && plain[^1] is not ('.' or '!' or '?') && (Leads(plain) || plain.Contains('<') && plain[^1] is '<' or '>' || plain.EndsWith('(') || Evidence.In(plain) is { HasBracketedAddress: true, HasDay: true });

    // "Bob <bob@…> wrote:", against "ask Bob <bob@…>, as I wrote:".
    private static bool IsWrittenBySender(string bare)
    {
        var (open, close) = (bare.IndexOfAny(['<', '(']), bare.LastIndexOfAny(['>', ')']));
        return open is >= 0 and < 60 && close > open && Phrases.Wrote.Contains(bare[(close + 1)..].Trim(' ', ':', '：', ','));
    }

    private static bool EndsWithBracket(string bare) => bare.TrimEnd(':', '：', ' ') is { Length: > 0 } rest && rest[^1] is '>' or ')' or ']';

    private static bool SaysWrote(string bare)
    {
        foreach (var word in Phrases.Wrote)
        {
            var at = bare.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && (at == 0 || word[0] > '\u0590' || !char.IsLetter(bare[at - 1]))) return true;
        }
        return false;
    }

    private static bool EndsWithWrote(string bare)
    {
        foreach (var word in Phrases.Wrote)
            if (bare.EndsWith(word, StringComparison.Ordinal)) return true;
        return false;
    }
}
