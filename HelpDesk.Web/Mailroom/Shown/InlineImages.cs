using System.Collections.Immutable;
using HelpDesk.Web.Mailroom.Reading;

namespace HelpDesk.Web.Mailroom.Shown;

/// <summary>
/// The pictures that came along with a mail, put into its HTML itself: a frame without an origin of its own is sent no cookie, so it could not ask us for them.
/// </summary>
internal sealed class InlineImages(ImmutableArray<ReadFile> files)
{
    // Counted at each place that shows one, for a mail may show the same one a thousand times.
    private const int MostBytes = 5 * 1024 * 1024;

    private int left = MostBytes;

    /// <summary>A picture as an address that holds it; null for what is none, is no longer affordable, or did not come along.</summary>
    public string? Take(string contentId)
    {
        if (files.FirstOrDefault(file => string.Equals(file.ContentId, contentId, StringComparison.OrdinalIgnoreCase)) is not { } file) return null;
        if (TypeOf(file.Content.Span) is not { } type || file.Content.Length > left) return null;
        left -= file.Content.Length;
        return $"data:{type};base64,{Convert.ToBase64String(file.Content.Span)}";
    }

    /// <summary>By its first bytes; what the sender claims does not count.</summary>
    private static string? TypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => "image/png",
        _ when bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => "image/jpeg",
        _ when bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) => "image/gif",
        _ when bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) => "image/webp",
        _ => null,
    };
}
