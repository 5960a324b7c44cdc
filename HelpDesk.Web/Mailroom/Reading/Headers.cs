using System.Collections.Immutable;
using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>The headers of a mail, each cut to what people write before anything decodes it.</summary>
internal sealed class Headers(HeaderList headers, string? bodyCharset)
{
    public const int MaxAddresses = 1000;
    private const int MaxReferences = 100;
    private const int LongestSubject = 998;
    private const int LongestField = 64 * 1024;

    private static readonly ParserOptions AsUtf8 = new() { CharsetEncoding = Encoding.UTF8, AllowUnquotedCommasInAddresses = true };

    private readonly string? charset = bodyCharset;

    public string Subject => Bounded(OneLine(Decoded(First("Subject"))), LongestSubject);

    public string? MessageId => Ids(First("Message-ID")).FirstOrDefault();

    public DateTimeOffset? Date => First("Date") is { } header && DateUtils.TryParse(Cut(header), out var date) && date.Year > 1970 ? date : null;

    public ImmutableArray<string> References
    {
        get
        {
            var replied = Ids(First("In-Reply-To")).Take(MaxReferences / 2).Distinct().ToList();
            var thread = Ids(First("References")).Where(id => !replied.Contains(id)).Distinct().ToList();
            return [.. replied, .. thread.Skip(Math.Max(0, thread.Count - (MaxReferences - replied.Count)))];
        }
    }

    /// <summary>Each value of a header, as it came but unfolded, top to bottom.</summary>
    public IEnumerable<string> All(string name) => headers.Where(header => Is(header, name)).Select(header => OneLine(Text(header))).Take(100);

    public string? Value(string name) => First(name) is { } header ? OneLine(Text(header)) : null;

    public bool Has(string name) => First(name) is not null;

    /// <summary>Those of the first header of this name, groups flattened; what cannot be an address is left out.</summary>
    public ImmutableArray<Correspondent> Addresses(string name) => [.. headers.Where(header => Is(header, name)).Take(10).SelectMany(Parsed).Take(MaxAddresses)];

    private IEnumerable<Correspondent> Parsed(Header header)
    {
        if (!InternetAddressList.TryParse(AsUtf8, Cut(header), out var list) || list.Count == 0) return Loose(header);
        var found = list.SelectMany(Flat).Where(address => IsAddress(address.Address)).ToList();
        return found.Count > 0 ? found : Loose(header);
    }

    private static IEnumerable<Correspondent> Flat(InternetAddress address) => address switch
    {
        GroupAddress group => group.Members.SelectMany(Flat),
        MailboxAddress mailbox => [new(Bounded(OneLine(mailbox.Name ?? ""), 200), OneLine(mailbox.Address).Trim())],
        _ => [],
    };

    // For what no grammar allows, as two @ or a name with brackets: the last word with an @ in it.
    private IEnumerable<Correspondent> Loose(Header header)
    {
        var text = OneLine(Decoded(header));
        var word = text.Split([' ', '<', '>', '"', ',', ';', '(', ')', '[', ']'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault(IsAddress);
        if (word is null) return [];
        var name = text.Replace(word, "", StringComparison.Ordinal).Replace("<", "", StringComparison.Ordinal).Replace(">", "", StringComparison.Ordinal).Trim(' ', '"');
        return [new(Bounded(name, 200), word)];
    }

    public static bool IsAddress(string address) =>
        address.Length is > 2 and <= 254 && address.LastIndexOf('@') is > 0 and var at && at < address.Length - 1 && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    private static IEnumerable<string> Ids(string text)
    {
        var found = false;
        for (int from = 0, open; (open = text.IndexOf('<', from)) >= 0;)
        {
            var close = text.IndexOf('>', open);
            if (close < 0) break;
            var id = text[(open + 1)..close].Trim();
            from = close + 1;
            if (!IsId(id)) continue;
            found = true;
            yield return id;
        }
        if (found) yield break;
        foreach (var bare in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains('@', StringComparison.Ordinal) && IsId(word))) yield return bare;
    }

    private static bool IsId(string id) => id.Length is > 0 and <= 500 && !id.AsSpan().ContainsAny("<> \t\"") && !id.Any(char.IsControl);

    private IEnumerable<string> Ids(Header? header) => header is null ? [] : Ids(OneLine(Text(header)));

    private Header? First(string name) => headers.FirstOrDefault(header => Is(header, name));

    private static bool Is(Header header, string name) => header.Field.Trim().Equals(name, StringComparison.OrdinalIgnoreCase);

    private string Decoded(Header? header) => header is null ? "" : Rfc2047.DecodeText(AsUtf8, Cut(header));

    private string Text(Header header) => Encoding.UTF8.GetString(Cut(header));

    /// <summary>The raw value in UTF-8, whatever it came in.</summary>
    private byte[] Cut(Header header)
    {
        var raw = header.RawValue;
        if (raw.Length > LongestField) raw = raw[..LongestField];
        if (Ascii.IsValid(raw) && !raw.Contains((byte)0x1b)) return raw;
        if (System.Text.Unicode.Utf8.IsValid(raw) && !raw.Contains((byte)0x1b)) return raw;
        var encoding = Charsets.EncodingOf(raw, charset is null || Charsets.Named(charset) is UTF8Encoding ? null : charset);
        return Encoding.UTF8.GetBytes(encoding.GetString(raw));
    }

    /// <summary>Without line breaks, controls, and what turns the direction of writing.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
            if (c is '\t' or '\u00A0' or '\u2028' or '\u2029') line.Append(' ');
            else if (!char.IsControl(c) && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF')) line.Append(c);
        return line.ToString().Trim();
    }

    public static string Bounded(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
