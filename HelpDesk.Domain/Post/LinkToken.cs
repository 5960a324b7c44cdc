using System.Security.Cryptography;
using System.Text;

namespace HelpDesk.Domain.Post;

/// <summary>The secret part of a link that needs no account. It travels sealed in the outbox; the database keeps its hash.</summary>
public static class LinkToken
{
    /// <summary>256 bits that nobody can guess, as 64 hexadecimal digits.</summary>
    public static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 of a token, as 64 hexadecimal digits.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
