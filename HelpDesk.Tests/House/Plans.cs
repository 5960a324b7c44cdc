using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Tests.House;

/// <summary>How the database would go about a query.</summary>
internal static class Plans
{
    /// <summary>SQLite's plan, a line a step. It is the same for an empty table as for a full one; PostgreSQL's is not, so a test of it is left out there.</summary>
    public static Task<string> PlanAsync<T>(this TestHouse house, Func<HelpDeskDb, IQueryable<T>> query)
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "PostgreSQL reads a table of few rows whole, whatever its indexes.");
        return house.ReadAsync(async db =>
        {
            await using var command = query(db).CreateDbCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            await db.Database.OpenConnectionAsync();
            await using var reader = await command.ExecuteReaderAsync();
            var plan = new List<string>();
            while (await reader.ReadAsync()) plan.Add(reader.GetString(3));
            return string.Join('\n', plan);
        });
    }
}
