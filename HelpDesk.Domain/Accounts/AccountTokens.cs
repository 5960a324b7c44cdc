using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace HelpDesk.Domain.Accounts;

/// <summary>
/// The secret part of a link in a letter. It is for one person and one letter, lives as long as the letter says, and dies
/// with the security stamp: using any of a person's links, or choosing a password, voids them all.
/// </summary>
public sealed class AccountTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("HelpDesk.Account.Link");

    public string For(Person person, string letter) =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{letter}|{person.Id}|{person.SecurityStamp}|{clock.GetUtcNow().ToUnixTimeMilliseconds()}"));

    public bool Fit(Person person, string letter, string token)
    {
        if (Open(token)?.Split('|') is not [var kind, var id, var stamp, var made]) return false;
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(made, CultureInfo.InvariantCulture));
        return kind == letter && id == person.Id.ToString() && stamp == person.SecurityStamp && age < AccountLetter.LifespanOf(letter);
    }

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
