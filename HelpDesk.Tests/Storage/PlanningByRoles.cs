using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Storage;

/// <summary>Every page of the desk asks for the agents, who are few among many customers.</summary>
public sealed class PlanningByRoles
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostgreSQL_finds_the_agents_by_their_index_among_many_customers()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "SQLite chooses an index without knowing how many rows it leads to.");
        await using var house = new TestHouse();
        await house.Services.GetRequiredService<Writes>().DoAsync((db, _) =>
        {
            for (var i = 0; i < 3000; i++) db.Users.Add(new Person($"Customer {i}", $"customer{i}@example.com", PersonRoles.Customer, TestHouse.Monday));
            return Task.FromResult(true);
        }, OnConflict.Refuse, Ct);
        var plan = await PlanAsync(house);
        Assert.Contains("IX_People_Agents", plan);
        Assert.DoesNotContain("Seq Scan", plan);

        // What it would do without being told.
        await house.ReadAsync(db => db.Database.ExecuteSqlAsync($"""DROP STATISTICS "ST_People_Roles" """, Ct));
        Assert.Contains("Seq Scan", await PlanAsync(house));
    }

    private static Task<string> PlanAsync(TestHouse house) => house.ReadAsync(async db =>
    {
        // As the server does by itself, sooner or later.
        await db.Database.ExecuteSqlAsync($"""ANALYZE "People" """, Ct);
        await using var command = db.Users.Agents().OrderBy(p => p.Name).Select(p => p.Id).CreateDbCommand();
        command.CommandText = "EXPLAIN " + command.CommandText;
        await db.Database.OpenConnectionAsync(Ct);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var lines = new List<string>();
        while (await reader.ReadAsync(Ct)) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    });
}
