using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>One of the demo's people. Those without a password only write.</summary>
/// <param name="Part">What the cast's table says of them.</param>
public sealed record CastMember(string Name, string Email, PersonRoles Roles, string? Organisation, string? Team, string? Part)
{
    public string NormalEmail => Email.ToUpperInvariant();

    /// <summary>As an account with a confirmed address.</summary>
    /// <param name="passwordHash">Null for somebody who cannot sign in.</param>
    public Person Enter(string? passwordHash, DateTimeOffset since) => new(Name, Email, Roles, since)
    {
        NormalizedUserName = NormalEmail,
        NormalizedEmail = NormalEmail,
        EmailConfirmed = true,
        PasswordHash = passwordHash,
    };
}

/// <summary>The people of the demo, their organisations and teams.</summary>
public static class DemoCast
{
    public const string DefaultPassword = "support-story";
    public const string Billing = "Billing";

    /// <summary>Those who can sign in, with the one password.</summary>
    public static ImmutableArray<CastMember> Main { get; } =
    [
        new("Carl Ahlgren", "carl@example.com", PersonRoles.Customer, "Acorn", null, "customer of Acorn"),
        new("Carol Mbeki", "carol@example.com", PersonRoles.Customer, "Acorn", null, "customer of Acorn"),
        new("Bob Castellano", "bob@example.com", PersonRoles.Customer, "Birch", null, "customer of Birch"),
        new("Sasha Lindqvist", "sasha@example.com", PersonRoles.Agent, null, FirstData.DefaultTeam, "agent, First line"),
        new("Tom Okafor", "tom@example.com", PersonRoles.Agent, null, Billing, "agent, Billing (a private team)"),
        new("Mia Tanaka", "mia@example.com", PersonRoles.Manager, null, null, "manager"),
        new("Ada Novak", "ada@example.com", PersonRoles.Administrator, null, null, "administrator"),
    ];

    private static readonly ImmutableArray<CastMember> Others =
    [
        new("Dana Whitfield", "dana@example.com", PersonRoles.Customer, "Cedar Dental", null, null),
        new("Emil Rossi", "emil@example.com", PersonRoles.Customer, "Cedar Dental", null, null),
        new("Farah Nasser", "farah@example.com", PersonRoles.Customer, "Harbour Café", null, null),
        new("Greta Holm", "greta@example.com", PersonRoles.Customer, "Birch", null, null),
        new("Hugo Lefèvre", "hugo@example.com", PersonRoles.Customer, "Lefèvre & Fils", null, null),
        new("Ines Duarte", "ines@example.com", PersonRoles.Customer, null, null, null),
    ];

    /// <summary>Makes them all, as if they had been there for a while; those who can sign in with the password of this hash.</summary>
    /// <returns>Who they are, by first name in lower case, and the teams by name.</returns>
    public static Task<CastOnStage> EnterAsync(Writes writes, string hash, DateTimeOffset since, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var organisations = Main.Concat(Others).Select(m => m.Organisation).OfType<string>().Distinct().ToDictionary(name => name, name => new Organisation(name));
        db.Organisations.AddRange(organisations.Values);
        var teams = await db.Teams.ToDictionaryAsync(team => team.Name, cancel);
        teams.Add(Billing, new Team(Billing, isPrivate: true, isDefault: false));
        db.Teams.Add(teams[Billing]);
        var people = new Dictionary<string, Caller>();
        foreach (var member in Main.Concat(Others))
        {
            var person = member.Enter(member.Part is null ? null : hash, since);
            if (member.Organisation is { } organisation) person.Join(organisations[organisation].Id);
            if (member.Team is { } team) teams[team].Admit(person.Id);
            db.Users.Add(person);
            people.Add(FirstName(member), new Caller(person.Id, person.Roles));
        }
        return new CastOnStage(people, teams.ToDictionary(team => team.Key, team => team.Value.Id));
    }, OnConflict.DecideAnew, ct);

    private static string FirstName(CastMember member) => member.Email[..member.Email.IndexOf('@')];
}

/// <summary>The cast as the database knows it.</summary>
public sealed record CastOnStage(IReadOnlyDictionary<string, Caller> People, IReadOnlyDictionary<string, TeamId> Teams);
