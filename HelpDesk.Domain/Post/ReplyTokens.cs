using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Post;

/// <summary>
/// What shows that an answer goes on from a mail of ours: it stands in Reply-To and Message-ID, is keyed, and is for one person on one
/// ticket. Whoever was forwarded a mail has its token but not the address that belongs to it.
/// </summary>
/// <param name="key">256 bits that only this desk has.</param>
public sealed partial class ReplyTokens(byte[] key)
{
    private const int Bytes = 16;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static ReadOnlySpan<byte> Leaving => "leave"u8;

    /// <summary>A ticket's number and 128 keyed bits, such as 1042-gezdgnbvgy3tqojqgezdgnbvgy; letters stay what they are in lower case.</summary>
    public string For(TicketId ticket, long number, PersonId person) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}-{Encode(Keyed(ticket, person))}");

    /// <summary>Whether a token was made for this person on this ticket. Takes as long whatever is wrong with it.</summary>
    public bool Fits(ReplyToken token, TicketId ticket, PersonId person) => Same(token, Keyed(ticket, person));

    /// <summary>What stands in the link by which a follower leaves: a token of its own, so that nobody can answer with it.</summary>
    public string ForLeaving(TicketId ticket, long number, PersonId person) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}-{Encode(Keyed(ticket, person, Leaving))}");

    /// <summary>Whether a token lets this person stop following this ticket.</summary>
    public bool FitsLeaving(ReplyToken token, TicketId ticket, PersonId person) => Same(token, Keyed(ticket, person, Leaving));

    /// <summary>What looks like tokens in an address's local part or in a message id: at most one each.</summary>
    public static ReplyToken? In(string text) =>
        Shape().Match(text.ToLowerInvariant()) is { Success: true } found ? new(long.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture), found.Groups[2].Value) : null;

    /// <summary>The address that answers go to: help@example.com with a token is help+1042-….@example.com.</summary>
    public static string AddTo(string address, string token)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? address : $"{address[..at]}+{token}{address[at..]}";
    }

    private static bool Same(ReplyToken token, byte[] made) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token.Code), Encoding.ASCII.GetBytes(Encode(made)));

    private byte[] Keyed(TicketId ticket, PersonId person, ReadOnlySpan<byte> use = default)
    {
        Span<byte> said = stackalloc byte[32 + use.Length];
        ticket.Value.TryWriteBytes(said);
        person.Value.TryWriteBytes(said[16..]);
        use.CopyTo(said[32..]);
        return HMACSHA256.HashData(key, said)[..Bytes];
    }

    private static string Encode(byte[] bytes)
    {
        var text = new StringBuilder(26);
        var (bits, held) = (0, 0);
        foreach (var one in bytes)
        {
            (bits, held) = ((bits << 8) | one, held + 8);
            for (; held >= 5; held -= 5) text.Append(Alphabet[(bits >> (held - 5)) & 31]);
            bits &= (1 << held) - 1;
        }
        if (held > 0) text.Append(Alphabet[(bits << (5 - held)) & 31]);
        return text.ToString();
    }

    [GeneratedRegex(@"\b([0-9]{1,15})-([a-z2-7]{26})\b", RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}

/// <summary>What looks like a token: nothing is known of it yet.</summary>
public sealed record ReplyToken(long Number, string Code);
