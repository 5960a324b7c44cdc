using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Accounts;

/// <summary>The first administrator.</summary>
public sealed partial class AccountCommands
{
    // Without 0, 1, I, L, O and U: nothing is read for something else. 16 of them are 78 bits.
    private const string CodeLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Makes a new one-time code where nobody is an administrator yet, and takes the old one away.</summary>
    /// <param name="wanted">False where nobody is to be made this way, as in the demo.</param>
    /// <returns>The code, to be shown once: only its hash is kept. Null where there is nothing to set up.</returns>
    public Task<string?> OfferSetupAsync(bool wanted, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var old = await db.SetupCodes.SingleOrDefaultAsync(cancel);
        if (!wanted || await HasAdministratorAsync(db, cancel))
        {
            if (old is not null) db.SetupCodes.Remove(old);
            return null;
        }
        var code = RandomNumberGenerator.GetString(CodeLetters, 16);
        if (old is null) db.SetupCodes.Add(new SetupCode(HashOf(code), clock.GetUtcNow()));
        else old.Renew(HashOf(code), clock.GetUtcNow());
        return string.Join('-', code.Chunk(4).Select(four => new string(four)));
    }, OnConflict.DecideAnew, ct);

    /// <summary>Makes the first administrator, and uses the code up.</summary>
    /// <returns>The administrator; null when the code is not the one, or an administrator was made before.</returns>
    public Task<PersonId?> SetUpAsync(string code, string name, string email, string hash, CancellationToken ct) => writes.DoAsync<PersonId?>(async (db, cancel) =>
    {
        var offered = await db.SetupCodes.SingleOrDefaultAsync(cancel);
        if (offered is null || !Same(offered.Hash, HashOf(code)) || await HasAdministratorAsync(db, cancel)) return null;
        db.SetupCodes.Remove(offered);
        var person = await ByAddressAsync(db, email, cancel) ?? db.Users.Add(new Person(name, email, PersonRoles.None, clock.GetUtcNow())).Entity;
        person.Rename(name);
        if (person.IsDisabled) person.Enable();
        person.TakeRoles(person.Roles | PersonRoles.Administrator);
        person.ConfirmAddress();
        person.ChoosePassword(hash);
        return person.Id;
    }, OnConflict.DecideAnew, ct);

    private static Task<bool> HasAdministratorAsync(HelpDeskDb db, CancellationToken ct) =>
        db.Users.Active().AnyAsync(p => (p.Roles & PersonRoles.Administrator) != 0, ct);

    private static string HashOf(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant())));

    private static bool Same(string hash, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));
}
