using System.Text;
using System.Text.RegularExpressions;
using UtfUnknown;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>Bytes as words: as declared where that can be true, else as they most probably are.</summary>
internal static partial class Charsets
{
    // More would not make the guess better, only later.
    private const int Sample = 64 * 1024;
    private const float Sure = 0.5f;

    static Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> bytes, string? declared) => EncodingOf(bytes, declared).GetString(WithoutMark(bytes));

    /// <summary>What an HTML part declares inside itself; used where its header is silent.</summary>
    public static string? OfHtml(ReadOnlySpan<byte> html)
    {
        var found = MetaCharset().Match(Encoding.Latin1.GetString(html[..Math.Min(html.Length, 2048)]));
        return found.Success ? found.Groups[1].Value : null;
    }

    public static Encoding EncodingOf(ReadOnlySpan<byte> bytes, string? declared)
    {
        if (Marked(bytes) is { } marked) return marked;
        var named = Named(declared);
        if (named is not null && !IsAscii(named) && Holds(named, bytes)) return named;
        if (Ascii.IsValid(bytes)) return bytes.Contains((byte)0x1b) ? Guessed(bytes) : Encoding.UTF8;
        if (Holds(StrictUtf8, bytes)) return Encoding.UTF8;
        // A few broken bytes in what is otherwise as declared.
        if (named is UTF8Encoding && MostlyUtf8(bytes)) return Encoding.UTF8;
        return Guessed(bytes);
    }

    public static Encoding? Named(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        name = name.Trim(' ', '"', '\'', '<', '>').ToLowerInvariant();
        name = Regex.Replace(name, @"^(?:cp|x-cp|ms|x-windows|windows)[-_]?(125\d|874|932|936|949|950)$", "windows-$1");
        // What browsers and mail programs take these names for.
        name = name switch
        {
            "utf8" or "utf_8" or "unicode-1-1-utf-8" or "x-utf-8" => "utf-8",
            "latin1" or "latin-1" or "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "iso-8859-1-windows-1252" => "windows-1252",
            "gb2312" or "gbk" or "x-gbk" or "gb_2312-80" or "windows-936" => "gb18030",
            "ks_c_5601-1987" or "ks_c_5601" or "euc-kr" or "windows-949" => "ks_c_5601-1987",
            "windows-932" or "sjis" or "x-sjis" or "shift-jis" => "shift_jis",
            "windows-950" => "big5",
            "iso-8859-8-i" => "iso-8859-8",
            "iso-8859-9" or "latin5" => "windows-1254",
            "ascii" or "us" or "ansi_x3.4-1968" or "7bit" => "us-ascii",
            _ => name,
        };
        try
        {
            var found = Encoding.GetEncoding(name);
            return found.CodePage is 1200 or 1201 or 12000 or 12001 && !name.Contains('-', StringComparison.Ordinal) ? null : found;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsAscii(Encoding encoding) => encoding.CodePage == 20127;

    private static bool Holds(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        if (encoding is UTF8Encoding) return System.Text.Unicode.Utf8.IsValid(bytes);
        if (encoding.IsSingleByte) return true;
        try
        {
            var strict = (Encoding)encoding.Clone();
            strict.DecoderFallback = DecoderFallback.ExceptionFallback;
            strict.GetCharCount(bytes);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool MostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Sample)]);
        var broken = text.Count(c => c == '\uFFFD');
        return text.Count(c => c > '\x7f') - broken > broken * 4;
    }

    private static Encoding Guessed(ReadOnlySpan<byte> bytes)
    {
        var guess = CharsetDetector.DetectFromBytes(bytes[..Math.Min(bytes.Length, Sample)].ToArray()).Detected;
        var found = guess is { Confidence: > Sure } ? Named(guess.EncodingName) ?? guess.Encoding : null;
        return found is null || IsAscii(found) || !Holds(found, bytes) ? Encoding.GetEncoding("windows-1252") : found;
    }

    private static Encoding? Marked(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith([(byte)0xEF, (byte)0xBB, (byte)0xBF]) ? Encoding.UTF8
        : bytes.StartsWith([(byte)0xFF, (byte)0xFE]) ? Encoding.Unicode
        : bytes.StartsWith([(byte)0xFE, (byte)0xFF]) ? Encoding.BigEndianUnicode
        : null;

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        Marked(bytes) is { } marked ? bytes[marked.Preamble.Length..] : bytes;

    [GeneratedRegex("""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{1,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex MetaCharset();
}
