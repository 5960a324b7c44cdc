using System.Globalization;

namespace HelpDesk.Web.Desk.Queue;

/// <summary>A place in the queue: the ticket after or before which a page begins. Written as microseconds since 1970, a dash and its number.</summary>
public readonly record struct Cursor(DateTimeOffset ChangedAt, long Number)
{
    private static readonly long Latest = (DateTimeOffset.MaxValue.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The cursor, or null for anything that is none: a list then begins at its start.</summary>
    public static Cursor? Parse(string? text)
    {
        var parts = (text ?? "").Split('-');
        return parts.Length == 2 && Whole(parts[0]) is { } micros && micros <= Latest && Whole(parts[1]) is { } number
            ? new(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), number)
            : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(ChangedAt.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond}-{Number}");

    private static long? Whole(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
