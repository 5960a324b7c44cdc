using System.Collections.Frozen;
using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.SignIn;

/// <summary>What makes a password bad: being short, being guessed first, or being known from the account. Its letters are free.</summary>
public sealed class PasswordRules(Words words) : IPasswordValidator<Person>
{
    public const int Shortest = 8;

    /// <summary>Recommended as long as there is no second factor.</summary>
    public const int Recommended = 15;

    /// <summary>More is no safer, and costs time to hash.</summary>
    public const int Longest = 200;

    private static readonly FrozenSet<string> Common = Read();

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) =>
        Task.FromResult(Fault(password ?? "", user.Name, user.Email ?? "") is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = fault })
            : IdentityResult.Success);

    /// <summary>The sentence that says why not, or null. Being too short is Identity's own rule.</summary>
    public string? Fault(string password, string name, string email)
    {
        if (password.Length > Longest) return words["Choose a password of at most {0} characters.", Longest];
        if (password.Length < Shortest) return null;
        if (IsAbout(password, name, email)) return words["Choose a password that is not your name or address."];
        if (IsRun(password) || Common.Contains(password.ToLowerInvariant())) return words["This password is one of the first that others would try. Choose another one, such as three words in a row."];
        return null;
    }

    private static bool IsAbout(string password, string name, string email) =>
        new[] { name, name.Replace(" ", ""), email, email.Split('@')[0] }.Any(known => string.Equals(known.Trim(), password.Trim(), StringComparison.OrdinalIgnoreCase));

    // aaaaaaaa, 12345678, hgfedcba
    private static bool IsRun(string password)
    {
        var step = password[1] - password[0];
        return step is >= -1 and <= 1 && password.Zip(password.Skip(1)).All(pair => pair.Second - pair.First == step);
    }

    private static FrozenSet<string> Read()
    {
        using var list = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#').ToFrozenSet(StringComparer.Ordinal);
    }
}
