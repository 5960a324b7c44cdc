using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace HelpDesk.Domain.Accounts;

/// <summary>
/// The secret part of a link in a letter. It is for one person and one letter, lives as long as the letter says, and dies
/// with the stamps: using any of a person's links, or choosing a password, voids them all.
/// </summary>
public sealed class AccountTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int Parts = 5;

    private readonly IDataProtector protector = protection.CreateProtector("HelpDesk.Account.Link");

    /// <param name="wayBack">Where the link's person was going.</param>
    public string For(Person person, string letter, string wayBack = "/") =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{letter}|{person.Id}|{StampOf(person)}|{clock.GetUtcNow().ToUnixTimeMilliseconds()}|{wayBack}"));

    public bool Fit(Person person, string letter, string token)
    {
        if (Open(token)?.Split('|', Parts) is not [var kind, var id, var stamp, var made, _]) return false;
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(made, CultureInfo.InvariantCulture));
        return kind == letter && id == person.Id.ToString() && stamp == StampOf(person) && age < AccountLetter.LifespanOf(letter);
    }

    /// <summary>Where the person of a link that fits was going.</summary>
    public string WayBackIn(string token) => Open(token)!.Split('|', Parts)[^1];

    // The first ends sessions too, the second links only.
    private static string StampOf(Person person) => person.SecurityStamp + "." + person.ConcurrencyStamp;

    private string? Open(string token)
    {
        try
        {
            return protector.Unprotect(token);
        }
        catch (CryptographicException)
        {
            return null; // made up, or made with keys that are gone
        }
    }
}
