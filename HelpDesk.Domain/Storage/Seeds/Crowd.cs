using System.Globalization;
using HelpDesk.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>How many of whom.</summary>
public sealed record CrowdSize(int Tickets, int Customers, int Agents, int Seed)
{
    /// <summary>One customer for each 20 tickets and one agent for each 500, unless told otherwise.</summary>
    public static CrowdSize Of(int tickets, int? customers, int? agents, int? seed) =>
        new(tickets, customers ?? Math.Max(5, tickets / 20), agents ?? Math.Clamp(tickets / 500, 2, 40), seed ?? 1);
}

/// <summary>What there is in the database now.</summary>
public sealed record Filled(int Tickets, int Messages, int Events, int Mails, int People);

/// <summary>A team, and those of the made-up agents who work in it.</summary>
internal sealed record Crew(TeamId Team, IReadOnlyList<Caller> Agents);

/// <summary>Fills a database with made-up people, and histories played through the real workflow: for measuring and trying out.</summary>
public sealed class Crowd(Stage stage, Writes writes, TimeProvider clock)
{
    // New requests are mailed to the whole team: nobody works in one of forty.
    private const int LargestTeam = 5;

    private static readonly TimeSpan Past = TimeSpan.FromDays(90);

    public Task<bool> HasTicketsAsync(CancellationToken ct) => writes.DoAsync((db, cancel) => db.Tickets.AnyAsync(cancel), OnConflict.DecideAnew, ct);

    /// <summary>The same size and seed give the same people, words and times, counted back from now.</summary>
    /// <param name="keepTokens">True in the demo only, whose post shows links that work.</param>
    /// <param name="filed">Told how many tickets were filed so far.</param>
    /// <param name="inBulk">False: by one command after another, as the demo is played. What comes out is the same.</param>
    public async Task<Filled> FillAsync(CrowdSize size, bool keepTokens, IProgress<int>? filed, CancellationToken ct, bool inBulk = true)
    {
        var now = clock.GetUtcNow();
        var random = new Random(size.Seed);
        var people = new MadeUpPeople(random);
        var customers = await EnterAsync(people, size.Customers, PersonRoles.Customer, now - Past, ct);
        var agents = await EnterAsync(people, size.Agents, PersonRoles.Agent, now - Past, ct);
        var stories = new MadeUpStories(random, customers, await StaffAsync(agents, ct), now);
        var past = new VirtualClock(now - Past);
        var player = inBulk ? await stage.BulkPlayerOn(past, now, keepTokens, ct) : stage.PlayerOn(past, keepTokens);
        await player.PlayAsync(stories.Tell(size.Tickets, Past), now, filed, ct);
        return await CountAsync(ct);
    }

    private Task<List<Caller>> EnterAsync(MadeUpPeople people, int count, PersonRoles role, DateTimeOffset since, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        // A second crowd joins the first: addresses go on where they ended.
        var first = await db.Users.CountAsync(cancel);
        var entered = Enumerable.Range(first, count).Select(number => people.Next(number, role).Enter(passwordHash: null, since)).ToList();
        db.Users.AddRange(entered);
        return entered.ConvertAll(person => new Caller(person.Id, person.Roles));
    }, OnConflict.DecideAnew, ct);

    /// <summary>The first few join the default team, the others make teams of their own.</summary>
    private Task<List<Crew>> StaffAsync(List<Caller> agents, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var teams = await db.Teams.CountAsync(cancel);
        var crews = new List<Crew>();
        foreach (var few in agents.Chunk(LargestTeam))
        {
            var team = crews.Count == 0
                ? await db.Teams.Include(t => t.Members).SingleAsync(t => t.IsDefault, cancel)
                : db.Teams.Add(new Team(string.Create(CultureInfo.InvariantCulture, $"Team {teams + crews.Count}"), isPrivate: false, isDefault: false)).Entity;
            foreach (var agent in few) team.Admit(agent.Id);
            crews.Add(new Crew(team.Id, few));
        }
        return crews;
    }, OnConflict.DecideAnew, ct);

    private Task<Filled> CountAsync(CancellationToken ct) => writes.DoAsync(async (db, cancel) => new Filled(
        await db.Tickets.CountAsync(cancel), await db.TicketMessages.CountAsync(cancel), await db.TicketEvents.CountAsync(cancel),
        await db.Outbox.CountAsync(cancel), await db.Users.CountAsync(cancel)), OnConflict.DecideAnew, ct);
}
