using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.SignIn;

/// <summary>Whether an address and a password open an account. Why not is nobody's business.</summary>
public sealed class SignInCheck(HelpDeskDb db, AccountCommands accounts, Passwords passwords, TimeProvider clock)
{
    /// <returns>The person, or null: unknown, wrong, shut, disabled or not confirmed.</returns>
    public async Task<Person?> PassAsync(string email, string password, CancellationToken ct)
    {
        var typed = await FindAsync(email, ct);
        var fits = passwords.Fit(typed?.PasswordHash, password);
        if (typed is null) return null;
        if (!fits) await accounts.FailToSignInAsync(typed.Id, ct);
        // Read again: others may have tried while the password was being compared.
        return fits && await FindAsync(email, ct) is { HasAccess: true } person && await MayComeInAsync(person, ct) ? person : null;
    }

    private Task<Person?> FindAsync(string email, CancellationToken ct)
    {
        var normal = Person.Normal(email);
        return db.Users.AsNoTracking().Active().SingleOrDefaultAsync(p => p.NormalizedEmail == normal, ct);
    }

    // Nothing is written unless there is something to forgive, so that people can sign in while nothing can be written.
    private async Task<bool> MayComeInAsync(Person person, CancellationToken ct) =>
        !person.IsLockedOut(clock.GetUtcNow()) && (person is { AccessFailedCount: 0, LockoutEnd: null } || await accounts.SignInAsync(person.Id, ct));
}
