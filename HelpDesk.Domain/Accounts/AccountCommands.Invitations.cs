using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Accounts;

/// <summary>What became of an invitation.</summary>
public abstract record InviteResult
{
    private InviteResult() { }

    /// <summary>The letter is on its way; an earlier invitation's link no longer works.</summary>
    public sealed record Sent(PersonId Person) : InviteResult;

    /// <summary>The address belongs to somebody who has an account, or is disabled: nothing changed. Change that person instead.</summary>
    public sealed record Known(PersonId Person) : InviteResult;

    /// <summary>The caller may not give these roles, or look after this person.</summary>
    public sealed record Refused(StaffAnswer Why) : InviteResult;
}

/// <summary>Access that is given by somebody else.</summary>
public sealed partial class AccountCommands
{
    /// <summary>
    /// Invites somebody to choose a password: a new person, or one who has no access yet (filed by phone, or invited before).
    /// Their new roles and teams are added to what they have.
    /// </summary>
    public Task<InviteResult> InviteAsync(string email, string name, PersonRoles roles, OrganisationId? organisation, IReadOnlyCollection<TeamId> teams, Caller by, CancellationToken ct) =>
        writes.DoAsync<InviteResult>(async (db, cancel) =>
        {
            var inviter = await db.Users.Active().Where(p => p.Id == by.Id).Select(p => p.Roles).SingleOrDefaultAsync(cancel);
            var person = await ByAddressAsync(db, email, cancel);
            if (StaffRules.OnGiving(inviter, roles | (person?.Roles ?? PersonRoles.None)) is not StaffAnswer.Done and var why) return new InviteResult.Refused(why);
            if (organisation is { } at && !await db.Organisations.AnyAsync(o => o.Id == at, cancel)) return new InviteResult.Refused(StaffAnswer.NoSuchOrganisation);
            if (person is { HasAccess: true } or { IsDisabled: true }) return new InviteResult.Known(person.Id);

            person = Welcome(db, person, email, name, roles);
            if (organisation is not null) person.Join(organisation);
            if ((person.Roles & PersonRoles.Agent) == 0) teams = [];
            foreach (var team in await db.Teams.Include(t => t.Members).Where(t => teams.Contains(t.Id)).ToListAsync(cancel)) team.Admit(person.Id);
            db.Outbox.Add(Letter(person, AccountLetter.Invitation));
            return new InviteResult.Sent(person.Id);
        }, OnConflict.DecideAnew, ct);

    /// <summary>Makes a person, or gives one more roles, from the console: there whoever has the console is trusted.</summary>
    /// <returns>The person and the token of an invitation's link, or null when the address has an account.</returns>
    public Task<OneTimeLink?> AddAsync(string email, string name, PersonRoles roles, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var person = await ByAddressAsync(db, email, cancel);
        if (person is { HasAccess: true } or { IsDisabled: true }) return null;
        person = Welcome(db, person, email, name, roles);
        return new OneTimeLink(AccountLetter.Invitation, person.Id, tokens.For(person, AccountLetter.Invitation));
    }, OnConflict.DecideAnew, ct);

    /// <summary>A link by which somebody chooses a new password, from the console.</summary>
    /// <returns>Null when nobody active has this address.</returns>
    public Task<OneTimeLink?> ResetAsync(string email, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
        await ByAddressAsync(db, email, cancel) is { IsDisabled: false } person
            ? new OneTimeLink(AccountLetter.ResetPassword, person.Id, tokens.For(person, AccountLetter.ResetPassword))
            : null, OnConflict.DecideAnew, ct);

    // The new stamp voids the link of an invitation that was sent before.
    private Person Welcome(HelpDeskDb db, Person? person, string email, string name, PersonRoles roles)
    {
        if (person is null) db.Users.Add(person = new Person(name, email, roles, clock.GetUtcNow()));
        person.Rename(name);
        person.TakeRoles(person.Roles | roles);
        person.EndSessions();
        return person;
    }
}

/// <summary>What a link for one person is made of.</summary>
public sealed record OneTimeLink(string Letter, PersonId Person, string Token);
