using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Accounts;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>
/// Reads the demo's stories from stories.txt. A story begins with <c>=== AGE CUSTOMER [PRIORITY] [TEAM] [by AGENT]: SUBJECT</c>,
/// a beat with <c>--- [@]TIME WHO DOES [WHAT]</c>, where the time counts from the beat before or, with <c>@</c>, back from now;
/// the lines below are what is written, and <c>+ NAME[: TEXT]</c> is a file.
/// </summary>
internal sealed partial class StoryBook(CastOnStage cast, OfficeHours hours, DateTimeOffset now)
{
    // What is this fresh was filed just then, be it night.
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(4);

    public IEnumerable<Story> Read() => SeedTexts.Of("stories.txt").Split("\n=== ", StringSplitOptions.RemoveEmptyEntries)[1..].Select(StoryOf);

    private Story StoryOf(string text)
    {
        var parts = text.Split("\n--- ");
        var (line, body, files) = Open(parts[0]);
        var head = line[..line.IndexOf(": ", StringComparison.Ordinal)].Split(' ');
        var customer = cast.People[head[1]];
        var by = Array.IndexOf(head, "by") is > 0 and var at ? cast.People[head[at + 1]] : customer;
        return new Story(
            FiledAt(Span(head[0])), by, customer,
            head.Contains("billing") ? cast.Teams[DemoCast.Billing] : null,
            Workflow.BuiltInFields.Priorities.FirstOrDefault(head.Contains, "normal"),
            line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..], body, files,
            [.. parts[1..].Select(part => BeatOf(part, customer))]);
    }

    private DateTimeOffset FiledAt(TimeSpan ago) => ago < Fresh ? now - ago : hours.Next(now - ago);

    private Beat BeatOf(string text, Caller customer)
    {
        var (line, body, files) = Open(text);
        var words = line.Split(' ');
        var by = cast.People[words[1]];
        Deed deed = words[2] switch
        {
            "takes" => new Deed.Take(),
            "hands" => new Deed.HandTo(cast.People[words[3]]),
            "asks" => new Deed.Ask(body),
            "resolves" => new Deed.Resolve(body, words.ElementAtOrDefault(3)),
            "escalates" => new Deed.Escalate(body),
            "replies" => new Deed.Reply(body),
            "notes" => new Deed.Note(body),
            "writes" => new Deed.Write(body, files),
            "withdraws" => new Deed.Withdraw(),
            "rates" => new Deed.Rate(int.Parse(words[3], CultureInfo.InvariantCulture), body.Length == 0 ? null : body),
            _ => throw new FormatException($"Nobody can '{words[2]}' in a story: {line}"),
        };
        return new Beat(Span(words[0].TrimStart('@')), words[0].StartsWith('@'), by, deed);
    }

    private static (string Line, string Body, ImmutableArray<SampleFile> Files) Open(string part)
    {
        var lines = part.Split('\n');
        var files = lines[1..].Where(IsFile).Select(file => file[2..].Split(": ", 2)).Select(file => new SampleFile(file[0], file.ElementAtOrDefault(1)?.Replace(" | ", "\n", StringComparison.Ordinal)));
        return (lines[0], string.Join('\n', lines[1..].Where(line => !IsFile(line))).Trim(), [.. files]);
    }

    private static bool IsFile(string line) => line.StartsWith("+ ", StringComparison.Ordinal);

    /// <summary>6d4h30m and the like.</summary>
    private static TimeSpan Span(string text) => SpanParts().Matches(text).Aggregate(TimeSpan.Zero, (sum, part) =>
        sum + int.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * (part.Groups[2].ValueSpan[0] switch
        {
            'd' => TimeSpan.FromDays(1),
            'h' => TimeSpan.FromHours(1),
            _ => TimeSpan.FromMinutes(1),
        }));

    [GeneratedRegex(@"(\d+)([dhm])")]
    private static partial Regex SpanParts();
}
