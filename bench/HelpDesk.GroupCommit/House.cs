using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Committing;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Domain.Storage.Sqlite;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.GroupCommitBench;

/// <summary>The product's commands on a fresh database of its own, without its pages: agents, customers, and a ticket in work for each to write on.</summary>
internal sealed class House : IAsyncDisposable
{
    private const int People = 64;
    private const int TicketsEach = 4;

    private readonly string directory = Directory.CreateTempSubdirectory("helpdesk-bench-").FullName;
    private readonly ServiceProvider services;
    private readonly List<(long Number, Caller Agent, Caller Customer)> tickets = [];

    private House(Action<IServiceCollection> strategy)
    {
        var collection = new ServiceCollection();
        collection.AddDbContextPool<HelpDeskDb, SqliteDb>(options => SqliteDb.Use(options, $"Data Source={Path.Combine(directory, "helpdesk.db")}"));
        collection.AddSingleton(TimeProvider.System);
        collection.AddSingleton(new ProductZone(TimeZoneInfo.Utc));
        collection.AddSingleton(new ReplyPause(TimeSpan.Zero));
        collection.AddSingleton<ITokenSeal, OpenSeal>();
        collection.AddSingleton<WorkflowLibrary>();
        collection.AddSingleton<Reactions>();
        collection.AddSingleton<Writes>();
        collection.AddSingleton<TicketCommands>();
        strategy(collection);
        services = collection.BuildServiceProvider();
    }

    private TicketCommands Commands => services.GetRequiredService<TicketCommands>();

    public static async Task<House> BuildAsync<TStrategy>() where TStrategy : CommitStrategy
    {
        var house = new House(collection => collection.AddSingleton<CommitStrategy, TStrategy>());
        await house.FillAsync();
        return house;
    }

    /// <summary>An agent, or a customer, writes on one of their tickets. When this returns it is on the disk.</summary>
    public async Task ReplyAsync(Random random, bool asCustomer)
    {
        var (number, agent, customer) = tickets[random.Next(tickets.Count)];
        var answer = asCustomer
            ? await Commands.HearAsync(VisibleTicket.InPortal(customer, number), Text(random), [], customer, CommandId.New(), default)
            : await Commands.ReplyAsync(VisibleTicket.AtDesk(agent, number), Text(random), [], agent, Roles.Agent, CommandId.New(), default);
        if (answer is not Answer.Done) throw new InvalidOperationException($"A reply came out as {answer}.");
    }

    public async Task<int> MessagesAsync()
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().TicketMessages.CountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    private async Task FillAsync()
    {
        await using (var scope = services.CreateAsyncScope())
            await Migrator.MigrateAsync(scope.ServiceProvider.GetRequiredService<HelpDeskDb>(), default);
        var writes = services.GetRequiredService<Writes>();
        await FirstData.PlantAsync(writes, TimeProvider.System, default);
        var customers = await EnterAsync(writes, "customer", PersonRoles.Customer);
        var agents = await EnterAsync(writes, "agent", PersonRoles.Agent);
        for (var i = 0; i < People * TicketsEach; i++)
        {
            var (customer, agent) = (customers[i % People], agents[i % People]);
            var filed = (Answer.Done)await Commands.FileAsync(new NewRequest(customer.Id, "The printer is offline", "It says so since Monday.", BuiltInFields.UsualPriority, Channel.Portal, null, []), customer, Roles.Customer, CommandId.New(), default);
            var taken = await Commands.TakeAsync(VisibleTicket.AtDesk(agent, filed.Number), "assign", StepInput.Empty with { Assignee = agent.Id }, await RevisionAsync(filed.Number), agent, Roles.Agent, CommandId.New(), default);
            if (taken is not Answer.Done) throw new InvalidOperationException($"A step came out as {taken}.");
            tickets.Add((filed.Number, agent, customer));
        }
    }

    private static Task<List<Caller>> EnterAsync(Writes writes, string kind, PersonRoles role) => writes.DoAsync(async (db, cancel) =>
    {
        var people = Enumerable.Range(1, People).Select(i => new Person($"{kind} {i}", $"{kind}{i}@example.org", role, DateTimeOffset.UnixEpoch)).ToList();
        db.Users.AddRange(people);
        // New requests are mailed to the whole team: a few are in it.
        if (role == PersonRoles.Agent)
        {
            var team = await db.Teams.Include(t => t.Members).SingleAsync(t => t.IsDefault, cancel);
            foreach (var person in people.Take(5)) team.Admit(person.Id);
        }
        return people.ConvertAll(person => new Caller(person.Id, person.Roles));
    }, OnConflict.DecideAnew, default);

    private async Task<int> RevisionAsync(long number)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Tickets.Numbered(number).Select(t => t.Revision).SingleAsync();
    }

    private static string Text(Random random) => $"Please look at the cable, and tell me the number on the back: is it {random.Next()}? " + new string('x', random.Next(50, 400));

    /// <summary>Seals nothing: replies carry no token.</summary>
    private sealed class OpenSeal : ITokenSeal
    {
        public string Seal(string token) => token;

        public string? Open(string sealedToken) => sealedToken;
    }
}
