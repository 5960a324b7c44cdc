using HelpDesk.Domain.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace HelpDesk.Web.SignIn;

/// <summary>Passwords, judged and hashed. Hashing takes long on purpose: do it before the seam, which has one writer.</summary>
public sealed class Passwords(UserManager<Person> people, IPasswordHasher<Person> hasher)
{
    // The hasher asks for a person and uses none.
    private static readonly Person Anybody = new("", "", PersonRoles.None, default);

    // What is compared where there is no hash, so that this takes as long.
    private static string? dummy;

    public string Hash(string password) => hasher.HashPassword(Anybody, password);

    /// <summary>Whether a password fits a stored hash; takes as long without one.</summary>
    public bool Fit(string? hash, string password)
    {
        var fits = hasher.VerifyHashedPassword(Anybody, hash ?? (dummy ??= Hash("nobody's password")), password) != PasswordVerificationResult.Failed;
        return fits && hash is not null;
    }

    /// <summary>Says under <paramref name="field"/> what is wrong with a new password.</summary>
    public async Task JudgeAsync(string password, string name, string email, string field, ModelStateDictionary faults)
    {
        var candidate = new Person(name, email, PersonRoles.None, default);
        foreach (var rule in people.PasswordValidators)
            foreach (var error in (await rule.ValidateAsync(people, candidate, password)).Errors)
                faults.AddModelError(field, error.Description);
    }
}
