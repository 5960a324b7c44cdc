using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Sqlite;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;
using Xunit;

namespace HelpDesk.Tests.Storage;

public sealed class KeepingStatements
{
    // SQLITE_STMTSTATUS_REPREPARE, https://sqlite.org/c3ref/c_stmtstatus_counter.html
    private const int Reprepared = 5;

    [Fact]
    public async Task What_is_being_read_survives_more_questions_than_are_kept()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "PostgreSQL keeps its statements by itself.");
        var ct = TestContext.Current.CancellationToken;
        await using var house = new TestHouse();
        await house.GetCastAsync();
        var read = await house.ReadAsync(async db =>
        {
            var people = new List<string>();
            await foreach (var email in db.Users.OrderBy(p => p.Email).Select(p => p.Email!).AsAsyncEnumerable().WithCancellation(ct))
            {
                people.Add(email);
                for (var i = 0; i < 160; i++)
                    Assert.Equal([i], await db.Database.SqlQueryRaw<int>(Another(i)).ToListAsync(ct));
            }
            return people;
        });
        Assert.Equal(await house.ReadAsync(db => db.Users.OrderBy(p => p.Email).Select(p => p.Email!).ToListAsync(ct)), read);
    }

    [Fact]
    public async Task A_kept_statement_is_planned_once_whatever_it_is_asked()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "PostgreSQL decides for itself when a plan is worth keeping.");
        var ct = TestContext.Current.CancellationToken;
        await using var house = new TestHouse();
        var file = await house.ReadAsync(db => Task.FromResult(db.Database.GetConnectionString()));
        var options = new DbContextOptionsBuilder<SqliteDb>();
        SqliteDb.Use(options, new SqliteConnectionStringBuilder(file) { Pooling = false }.ConnectionString);
        await using var db = new SqliteDb(options.Options);
        await db.Database.OpenConnectionAsync(ct);
        var connection = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        connection.enable_sqlite3_next_stmt(true);
        // By a value for LIMIT, and by one that a partial index is about.
        foreach (var (most, phase) in new[] { (3, Phase.Open), (4, Phase.Resolved), (5, Phase.Closed) })
            await db.Tickets.Where(t => t.SpamSince == null && t.Phase < phase).OrderByDescending(t => t.ChangedAt).Take(most).Select(t => t.Number).ToListAsync(ct);
        Assert.Equal([0], PlannedAnew(connection));
    }

    // Of each statement about tickets that the connection keeps.
    private static List<int> PlannedAnew(sqlite3 connection)
    {
        var counts = new List<int>();
        for (var statement = raw.sqlite3_next_stmt(connection, null); statement is { IsInvalid: false }; statement = raw.sqlite3_next_stmt(connection, statement))
        {
            if (raw.sqlite3_sql(statement).utf8_to_string().Contains("\"Tickets\"", StringComparison.Ordinal))
                counts.Add(raw.sqlite3_stmt_status(statement, Reprepared, 0));
        }
        return counts;
    }

    private static string Another(int value) => $"SELECT {value} AS \"Value\"";
}
