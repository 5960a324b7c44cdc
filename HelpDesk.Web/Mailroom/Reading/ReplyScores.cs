using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>A case of a corpus: what somebody says is visible, and what we show.</summary>
internal sealed record ScoredCase(string Corpus, string Name, string Expected, string Visible, bool IsExact, int Words, int Kept, int Quoted, int Leaked, double Milliseconds);

/// <summary>A corpus: shares of exact cases, of the author's words that are kept, of quoted words that are shown.</summary>
internal sealed record CorpusScore(string Corpus, int Cases, double Exact, double Kept, double Leaked, double SlowestMilliseconds);

/// <summary>Scores the visible reply on cases CORPUS/CASE/input.eml with expected.json.</summary>
internal static class ReplyScores
{
    private sealed record Expectation(string Kind, string? VisibleReplyText, string? ElidedText, string? Compare);

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<ScoredCase> Cases(string directory) =>
        [.. Directory.EnumerateFiles(directory, "expected.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Case).OfType<ScoredCase>()];

    public static IReadOnlyList<CorpusScore> ByCorpus(IEnumerable<ScoredCase> cases) =>
        [.. cases.GroupBy(scored => scored.Corpus).Select(corpus => new CorpusScore(corpus.Key, corpus.Count(), Share(corpus.Count(scored => scored.IsExact), corpus.Count(), 1),
            Share(corpus.Sum(scored => scored.Kept), corpus.Sum(scored => scored.Words), 1), Share(corpus.Sum(scored => scored.Leaked), corpus.Sum(scored => scored.Quoted), 0), corpus.Max(scored => scored.Milliseconds)))];

    private static ScoredCase? Case(string path)
    {
        var folder = new FileInfo(path).Directory!;
        var expectation = JsonSerializer.Deserialize<Expectation>(File.ReadAllText(path), Web)!;
        if (expectation is not { Kind: "reply-trim", VisibleReplyText: { } expected }) return null;
        var raw = File.ReadAllBytes(Path.Combine(folder.FullName, "input.eml"));
        var time = Stopwatch.StartNew();
        var read = MailReader.Read(raw.AsMemory());
        time.Stop();
        var (text, html, visible) = read is Reading.Read { Mail: var mail } ? (mail.Html is null ? mail.Text : null, mail.Html, mail.VisibleReply) : ("", null, "");
        // Cases of HTML assert HTML: its entities are read, and our ">" before a shown quote is left out, before anything is compared.
        if (text is null) (expected, visible) = (WebUtility.HtmlDecode(expected), string.Join('\n', visible.Split('\n').Select(line => line.TrimStart('>', ' '))));
        var (wanted, shown) = (Bag(expected), Bag(visible));
        var quoted = Bag(expectation.ElidedText ?? text ?? HtmlText.Of(html ?? ""));
        if (expectation.ElidedText is null) Remove(quoted, wanted);
        var kept = Shared(wanted, shown);
        Remove(shown, wanted);
        var isExact = IsExact(expected, visible, expectation.Compare);
        if (expectation.Compare == "no-whitespace") (kept, quoted, shown) = isExact ? (wanted.Values.Sum(), quoted, []) : (Shared(wanted, Bag(visible)), quoted, shown);
        return new(folder.Parent!.Name, folder.Name, expected, visible, isExact, wanted.Values.Sum(), kept, quoted.Values.Sum(), Shared(quoted, shown), time.Elapsed.TotalMilliseconds);
    }

    private static bool IsExact(string expected, string visible, string? compare) => compare switch
    {
        "no-whitespace" => string.Concat(expected.Where(IsInk)) == string.Concat(visible.Where(IsInk)),
        _ => string.Join(' ', Words(expected)) == string.Join(' ', Words(visible)),
    };

    private static bool IsInk(char character) => !char.IsWhiteSpace(character);

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, int> Bag(string text) => Words(text).GroupBy(word => word).ToDictionary(same => same.Key, same => same.Count());

    private static int Shared(Dictionary<string, int> one, Dictionary<string, int> other) => one.Sum(word => Math.Min(word.Value, other.GetValueOrDefault(word.Key)));

    private static void Remove(Dictionary<string, int> from, Dictionary<string, int> words)
    {
        foreach (var (word, count) in words)
            if (from.TryGetValue(word, out var have)) from[word] = Math.Max(0, have - count);
    }

    private static double Share(int part, int whole, double ofNothing) => whole == 0 ? ofNothing : (double)part / whole;
}
