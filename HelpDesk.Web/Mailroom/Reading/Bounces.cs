using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>What servers say of mails that they could not deliver: in the standard form (RFC 3464) and in older ones.</summary>
internal static partial class Bounces
{
    private const int MaxRecipients = 100;
    private const int LongestWords = 1000;
    private const int LongestText = 200_000;

    /// <summary>The recipients in the text of a message/delivery-status part.</summary>
    public static ImmutableArray<ReportedRecipient> Recipients(string text)
    {
        var found = new List<ReportedRecipient>();
        var facts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Fields(text))
        {
            // Some leave out the empty line between two recipients.
            if (name.Length == 0 || (facts.ContainsKey(name) && name.EndsWith("-Recipient", StringComparison.OrdinalIgnoreCase))) Close();
            if (name.Length > 0) facts.TryAdd(name, value);
        }
        Close();
        return [.. found.Take(MaxRecipients)];

        void Close()
        {
            if ((facts.GetValueOrDefault("Final-Recipient") ?? facts.GetValueOrDefault("Original-Recipient")) is { } recipient) found.Add(Recipient(recipient, facts));
            facts.Clear();
        }
    }

    private static ReportedRecipient Recipient(string recipient, Dictionary<string, string> facts)
    {
        var words = facts.GetValueOrDefault("Diagnostic-Code");
        words = words is null ? null : Headers.Bounded(AfterType(words), LongestWords);
        var status = StatusCode().Match(facts.GetValueOrDefault("Status") ?? "") is { Success: true } found ? found.Value : StatusIn(words);
        var action = facts.GetValueOrDefault("Action")?.Split(' ', ';')[0].ToLowerInvariant() ?? "failed";
        return new(Headers.Bounded(AfterType(recipient).Trim('<', '>', ' '), 254), status, action, words, IsHard(status, action, words));
    }

    /// <summary>A bounce that does not call itself one: null for any other mail.</summary>
    public static DeliveryReport? Unmarked(Headers headers, string text)
    {
        if (text.Length > LongestText) text = text[..LongestText];
        var failed = headers.All("X-Failed-Recipients").SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).Where(Headers.IsAddress).Distinct().Take(MaxRecipients).ToList();
        if (failed.Count > 0) return new([.. failed.Select(address => Told(address, WordsAfter(text, address)))], OriginalIn(text));
        if (text.TrimStart().StartsWith("Hi. This is the qmail-send program", StringComparison.OrdinalIgnoreCase))
            return new([.. QmailRecipient().Matches(text).Take(MaxRecipients).Select(found => Told(found.Groups[1].Value, found.Groups[2].Value.Trim()))], OriginalIn(text));
        if (!FromServer(headers) || !BouncedSubject().IsMatch(headers.Subject)) return null;
        var named = BracketedAddress().Matches(text).Select(found => found.Groups[1].Value).Where(Headers.IsAddress).Distinct().Take(1).ToList();
        return new([.. named.Select(address => Told(address, WordsAfter(text, address)))], OriginalIn(text));
    }

    public static string? MessageIdIn(string text) => MessageIdLine().Match(text) is { Success: true } found ? found.Groups[1].Value : null;

    private static bool FromServer(Headers headers) =>
        headers.Value("Return-Path") is "<>" || headers.Value("From") is { } from && (from.Contains("mailer-daemon", StringComparison.OrdinalIgnoreCase) || from.Contains("postmaster", StringComparison.OrdinalIgnoreCase) || from.Contains("mail delivery", StringComparison.OrdinalIgnoreCase));

    private static ReportedRecipient Told(string address, string words)
    {
        var status = StatusIn(words);
        return new(address, status, "failed", words.Length == 0 ? null : Headers.Bounded(Headers.OneLine(words.Replace('\n', ' ')), LongestWords), IsHard(status, "failed", words));
    }

    private static string WordsAfter(string text, string address)
    {
        var at = text.IndexOf(address, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return "";
        var words = text[(at + address.Length)..].TrimStart('>', ':', ' ', '\n');
        var end = words.IndexOf("\n\n", StringComparison.Ordinal);
        return Headers.Bounded(end < 0 ? words : words[..end], LongestWords);
    }

    private static string? OriginalIn(string text)
    {
        var below = text.IndexOf("copy of the message", StringComparison.OrdinalIgnoreCase);
        return MessageIdIn(below < 0 ? text : text[below..]);
    }

    /// <summary>For good: 5.x.x, or a 55x answer where no status is given. A full mailbox may be emptied.</summary>
    private static bool IsHard(string? status, string action, string? words) =>
        action == "failed" && (status is not null ? status.StartsWith("5.", StringComparison.Ordinal) && status != "5.2.2" : words is not null && PermanentReply().IsMatch(words));

    private static string? StatusIn(string? words) => words is not null && StatusCode().Match(words) is { Success: true } found ? found.Value : null;

    private static string AfterType(string value) => value[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();

    /// <summary>Unfolded fields; an empty name stands for an empty line.</summary>
    private static IEnumerable<(string Name, string Value)> Fields(string text)
    {
        var (name, value) = ("", new System.Text.StringBuilder());
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t' && name.Length > 0)
            {
                if (value.Length < LongestWords * 2) value.Append(' ').Append(line.AsSpan().Trim());
                continue;
            }
            if (name.Length > 0) yield return (name, value.ToString());
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            name = colon > 0 ? line[..colon].Trim() : "";
            value.Clear().Append(colon > 0 ? line[(colon + 1)..].Trim() : "");
            if (line.Trim().Length == 0) yield return ("", "");
        }
        if (name.Length > 0) yield return (name, value.ToString());
    }

    [GeneratedRegex(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")]
    private static partial Regex StatusCode();

    [GeneratedRegex(@"(?<!\d)55[0-4](?!\d)")]
    private static partial Regex PermanentReply();

    [GeneratedRegex(@"^Message-ID:\s*<([^<>\s]{1,500})>", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex MessageIdLine();

    [GeneratedRegex(@"^<([^<>\s]{3,254}@[^<>\s]{1,254})>:\s*\n((?:.+\n?){1,10})", RegexOptions.Multiline)]
    private static partial Regex QmailRecipient();

    [GeneratedRegex(@"[<(\s]([^<>()\s@]{1,64}@[^<>()\s@:;,]{3,190})")]
    private static partial Regex BracketedAddress();

    [GeneratedRegex("^(?:undeliver|unzustellbar|delivery (?:status notification|failure)|failure notice|mail delivery (?:failed|failure|system)|returned mail|delivery has failed|message undeliverable|mail system error|nondeliverable|non remis|no se puede entregar|warning: (?:message|could not send))", RegexOptions.IgnoreCase)]
    private static partial Regex BouncedSubject();
}
