namespace HelpDesk.Web.Mailroom.Reading.Replies;

/// <summary>An attribution that shares its line with the author's last words, as some programs join them: "thanks--- On Wed, … wrote:".</summary>
internal static class SharedLines
{
    private static readonly string[] Leads = ["On ", "Am ", "Le ", "El ", "Il ", "Em ", "Op "];

    public static IEnumerable<string> Parted(string line)
    {
        var at = Start(line);
        return at < 0 ? [line] : [line[..at].TrimEnd('-', ' '), line[at..]];
    }

    private static int Start(string line)
    {
        if (line.Length is < 30 or > 500 || !line.AsSpan().TrimEnd().EndsWith(":") || line.AsSpan().TrimStart().StartsWith(">")) return -1;
        foreach (var lead in Leads)
        {
            var at = line.LastIndexOf(lead, StringComparison.Ordinal);
            if (at < 2 || line[at - 1] is not (' ' or '-') || string.IsNullOrWhiteSpace(line[..at].Trim('-', ' ', '*', '"'))) continue;
            var rest = Lines.Plain(line[at..]);
            if (AttributionLines.Judge(rest) == Sureness.Sure && Evidence.In(rest).HasDay) return at;
        }
        return -1;
    }
}
