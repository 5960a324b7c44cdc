using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Accounts;

/// <summary>What people do with their own accounts. Passwords come hashed: hashing takes long, and the seam has one writer.</summary>
public sealed partial class AccountCommands(Writes writes, AccountTokens tokens, ITokenSeal seal, TimeProvider clock)
{
    /// <summary>So many letters about an account an hour: nobody's mailbox is filled by a stranger who knows the address.</summary>
    private const int LettersAnHour = 5;

    /// <summary>
    /// Somebody asks for an account. Nothing shows whether the address is known; what differs is the letter that it gets.
    /// A known person never gets the password of somebody who merely typed their address.
    /// </summary>
    /// <param name="known">The stored hash that the typed password was found to fit, if any.</param>
    public Task RegisterAsync(string name, string email, string hash, string? known, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        await db.AloneAsync(cancel);
        var person = await ByAddressAsync(db, email, cancel);
        var letter = person is null ? AccountLetter.ConfirmAddress
            : person.HasAccess ? AccountLetter.AccountExists
            : known is not null && person.PasswordHash == known ? AccountLetter.ConfirmAddress
            : AccountLetter.ResetPassword;
        if (person is null) db.Users.Add(person = new Person(name, email, PersonRoles.Customer, clock.GetUtcNow()) { PasswordHash = hash });
        await WriteAsync(db, person, letter, cancel);
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Somebody forgot a password, or never had one. Nothing shows whether the address is known.</summary>
    public Task AskForResetAsync(string email, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        await db.AloneAsync(cancel);
        if (await ByAddressAsync(db, email, cancel) is { } person) await WriteAsync(db, person, AccountLetter.ResetPassword, cancel);
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>
    /// Somebody wants to come in by a link. Nothing shows whether the address is known. Who is more than a customer has a password
    /// for that, and is told so: a mailbox alone does not open the desk.
    /// </summary>
    /// <param name="wayBack">Where they were going: a path of ours.</param>
    public Task AskForSignInAsync(string email, string wayBack, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        await db.AloneAsync(cancel);
        if (await ByAddressAsync(db, email, cancel) is { } person)
            await WriteAsync(db, person, person.Roles == PersonRoles.Customer ? AccountLetter.SignInLink : AccountLetter.SignInByPassword, cancel, wayBack);
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>The person behind a link that works, for the page that it opens. Changes nothing.</summary>
    public async Task<Person?> BehindAsync(HelpDeskDb db, string letter, PersonId id, string token, CancellationToken ct) =>
        await db.Users.AsNoTracking().Active().SingleOrDefaultAsync(p => p.Id == id, ct) is { } person && tokens.Fit(person, letter, token) ? person : null;

    /// <summary>The address is confirmed.</summary>
    /// <returns>False when the link does not work (any more).</returns>
    public Task<bool> ConfirmAsync(PersonId id, string token, CancellationToken ct) =>
        ByLinkAsync(AccountLetter.ConfirmAddress, id, token, (_, person) => person.ConfirmAddress(), ct);

    /// <summary>Chooses a password by a link from a mail, which proves the address as well.</summary>
    /// <param name="letter">Which: <see cref="AccountLetter.ResetPassword"/> or <see cref="AccountLetter.Invitation"/>.</param>
    /// <returns>False when the link does not work (any more).</returns>
    public Task<bool> ChoosePasswordAsync(string letter, PersonId id, string token, string hash, CancellationToken ct) =>
        ByLinkAsync(letter, id, token, (db, person) =>
        {
            if (person.HasAccess) db.Outbox.Add(Letter(person, AccountLetter.PasswordChanged));
            person.ConfirmAddress();
            person.ChoosePassword(hash);
        }, ct);

    /// <summary>Signs in by a link from a mail, which proves the address as well. Wrong passwords that others typed do not shut out who reads the mail.</summary>
    /// <returns>Where they were going, or null when the link does not work (any more).</returns>
    public async Task<string?> SignInByLinkAsync(PersonId id, string token, CancellationToken ct) =>
        await ByLinkAsync(AccountLetter.SignInLink, id, token, (_, person) => person.SignInByLink(), ct) ? tokens.WayBackIn(token) : null;

    /// <summary>Changes the password of somebody who is signed in and typed the present one.</summary>
    /// <param name="present">The stored hash that the typed one was found to fit.</param>
    /// <returns>False when it was changed in the meantime.</returns>
    public Task<bool> ChangePasswordAsync(PersonId id, string present, string hash, CancellationToken ct) => OnAsync(id, (db, person) =>
    {
        if (person.PasswordHash != present) return false;
        person.ChoosePassword(hash);
        db.Outbox.Add(Letter(person, AccountLetter.PasswordChanged));
        return true;
    }, ct);

    /// <summary>How somebody is called, and how they read dates and pages.</summary>
    public Task<bool> DescribeAsync(PersonId id, string name, string? timeZone, string? language, CancellationToken ct) => OnAsync(id, (_, person) =>
    {
        person.Rename(name);
        person.Read(timeZone, language);
        return true;
    }, ct);

    /// <summary>Signs somebody out on every device.</summary>
    public Task<bool> EndSessionsAsync(PersonId id, CancellationToken ct) => OnAsync(id, (_, person) =>
    {
        person.EndSessions();
        return true;
    }, ct);

    /// <summary>A wrong password was typed for this person.</summary>
    public Task<bool> FailToSignInAsync(PersonId id, CancellationToken ct) => OnAsync(id, (_, person) =>
    {
        person.FailToSignIn(clock.GetUtcNow());
        return true;
    }, ct);

    /// <summary>The right password was typed after wrong ones.</summary>
    /// <returns>False while the account is shut: then the right one does not help either.</returns>
    public Task<bool> SignInAsync(PersonId id, CancellationToken ct) => OnAsync(id, (_, person) =>
    {
        if (person.IsLockedOut(clock.GetUtcNow())) return false;
        person.SignIn();
        return true;
    }, ct);

    private Task<bool> ByLinkAsync(string letter, PersonId id, string token, Action<HelpDeskDb, Person> change, CancellationToken ct) => OnAsync(id, (db, person) =>
    {
        if (!tokens.Fit(person, letter, token)) return false;
        change(db, person);
        return true;
    }, ct);

    private Task<bool> OnAsync(PersonId id, Func<HelpDeskDb, Person, bool> change, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
        await db.Users.Active().SingleOrDefaultAsync(p => p.Id == id, cancel) is { } person && change(db, person), OnConflict.DecideAnew, ct);

    private static Task<Person?> ByAddressAsync(HelpDeskDb db, string email, CancellationToken ct)
    {
        var normal = Person.Normal(email);
        return db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == normal, ct);
    }

    // Its caller is alone: of many who ask at the same moment each counts those before.
    private async Task WriteAsync(HelpDeskDb db, Person person, string letter, CancellationToken ct, string wayBack = "/")
    {
        if (person.IsDisabled) return;
        var since = clock.GetUtcNow().AddHours(-1);
        if (await db.Outbox.CountAsync(m => m.CreatedAt > since && m.ToPersonId == person.Id && m.TicketId == null, ct) < LettersAnHour)
            db.Outbox.Add(Letter(person, letter, wayBack));
    }

    private OutboxMail Letter(Person person, string letter, string wayBack = "/") => OutboxMail.ForAccount(letter, person,
        AccountLetter.LifespanOf(letter) is null ? null : seal.Seal(tokens.For(person, letter, wayBack)), clock.GetUtcNow());
}
