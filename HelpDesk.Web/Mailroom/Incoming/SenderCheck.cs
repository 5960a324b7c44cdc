using System.Text;
using MimeKit.Cryptography;

namespace HelpDesk.Web.Mailroom.Incoming;

/// <summary>
/// What the mailbox's own server found about a sender (Authentication-Results, RFC 8601). Anybody can write such a header: the topmost
/// counts that carries the configured server's name, which that server takes out of whatever comes from outside.
/// </summary>
internal static class SenderCheck
{
    /// <summary>Why the sender's address is believed, in words; null where nothing shows that it is theirs.</summary>
    /// <param name="results">The headers' values, top to bottom.</param>
    /// <param name="trustedServer">The configured server's name; null: nobody is believed.</param>
    public static string? Vouched(IEnumerable<string> results, string? trustedServer, string fromAddress)
    {
        if (trustedServer is null || fromAddress.LastIndexOf('@') is var at && at < 0) return null;
        var domain = fromAddress[(at + 1)..];
        foreach (var value in results)
            if (AuthenticationResults.TryParse(Encoding.UTF8.GetBytes(value), out var found) && Is(found.AuthenticationServiceIdentifier, trustedServer))
                return Because(found, domain) is { } because ? $"{trustedServer}: {because}" : null;
        return null;
    }

    private static string? Because(AuthenticationResults found, string domain)
    {
        foreach (var result in found.Results.Where(result => Is(result.Result, "pass")))
        {
            if (Is(result.Method, "dmarc") && Domains(result, "header.from").Any(of => Is(of, domain))) return $"DMARC passed for {domain}";
            if (Is(result.Method, "dkim") && Domains(result, "header.d").Concat(Domains(result, "header.i")).Any(of => IsAligned(of, domain))) return $"DKIM passed for {domain}";
        }
        return null;
    }

    private static IEnumerable<string> Domains(AuthenticationMethodResult result, string property) => result.Properties
        .Where(one => Is($"{one.PropertyType}.{one.Property}", property)).Select(one => one.Value[(one.Value.LastIndexOf('@') + 1)..]);

    // The signer's domain is the address's own, or the one above it: mail.example.com may be signed by example.com, and never the other way.
    private static bool IsAligned(string signer, string domain) =>
        Is(signer, domain) || (signer.Contains('.', StringComparison.Ordinal) && domain.EndsWith("." + signer, StringComparison.OrdinalIgnoreCase));

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
