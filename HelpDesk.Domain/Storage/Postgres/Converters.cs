using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HelpDesk.Domain.Storage.Postgres;

/// <summary>Instants in UTC, to the microsecond: PostgreSQL takes no other offset.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at);

/// <summary>PostgreSQL takes neither NUL nor half a surrogate pair in a text, which mails and forms may hold: each becomes U+FFFD.</summary>
internal sealed class StorableTextConverter() : ValueConverter<string, string>(text => Storable(text), text => text)
{
    public static string Storable(string text) => IsStorable(text) ? text : Mended(text);

    private static bool IsStorable(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('\0') >= 0) return false;
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = text.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out var length) != System.Buffers.OperationStatus.Done) return false;
            text = text[(at + length)..];
        }
        return true;
    }

    private static string Mended(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) mended.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        return mended.ToString();
    }
}
