using System.Data;
using System.Globalization;
using System.Text.Json;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace HelpDesk.Web.Backups;

/// <summary>
/// Every table as PostgreSQL's own binary copy, in one snapshot; files and keys are tables there. It is restored into a schema of its own,
/// which takes the place of <c>public</c> when all of it is right.
/// </summary>
internal sealed class PostgresBackup(NpgsqlDataSource database, IServiceProvider house) : IBackedUp
{
    private const string Contents = "tables.json";
    private const string History = "__EFMigrationsHistory";
    private const string Restoring = "restoring_";

    private sealed record Table(string Name, string[] Columns);

    /// <param name="LastNumber">Of a ticket.</param>
    private sealed record Tables(IReadOnlyList<Table> All, long LastNumber, bool IsUsed);

    public DatabaseKind Kind => DatabaseKind.PostgreSql;

    public async Task<BackupManifest> SaveAsync(BackupWriter backup, DateTimeOffset at, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var tables = await TablesAsync(connection, ct);
        Failpoint.Reach(Failpoint.BackupDatabase);
        await backup.AddAsync(Contents, to => JsonSerializer.SerializeAsync(to, tables, cancellationToken: ct));
        foreach (var table in tables.All.Where(table => table.Name != History))
        {
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY {Quoted(table.Name)} ({Columns(table)}) TO STDOUT (FORMAT BINARY)", ct);
            await backup.AddAsync(EntryOf(table), rows, ct);
        }
        var migration = (string)(await ScalarAsync(connection, $"SELECT max(\"MigrationId\") FROM {Quoted(History)}", ct))!;
        var tickets = (long)(await ScalarAsync(connection, "SELECT count(*) FROM \"Tickets\"", ct))!;
        return await backup.FinishAsync(Kind, migration, at, (int)tickets, ct);
    }

    public async Task<string?> RestoreAsync(BackupReader backup, bool force, DateTimeOffset? holdSince, CancellationToken ct)
    {
        await using var alone = await AloneAsync(ct);
        var (isUsed, isFull) = await LookAsync(alone.Connection, ct);
        if (isUsed) throw new BackupRefusedException("A desk works with this database: stop every node first.");
        if (isFull && !force) throw new BackupRefusedException("There is data in this database already: restore into an empty one, or with --force, which puts it aside.");
        await DropLeftoversAsync(alone.Connection, ct);
        var schema = $"{Restoring}{Guid.NewGuid():N}";
        await RunAsync($"CREATE SCHEMA {schema}", ct);
        try
        {
            await FillAsync(backup, schema, holdSince, ct);
            Failpoint.Reach(Failpoint.RestoreUnpacked);
            return await SwapAsync(schema, isFull, ct);
        }
        catch
        {
            await RunAsync($"DROP SCHEMA IF EXISTS {schema} CASCADE", CancellationToken.None);
            throw;
        }
    }

    // Under the lock of a start: no node starts meanwhile, and no other restore is under way.
    private async Task<AdvisoryLock.Held> AloneAsync(CancellationToken ct)
    {
        try
        {
            return await new AdvisoryLock(database).TryHoldAsync(ct)
                ?? throw new BackupRefusedException("A node is starting on this database, or another restore into it is under way: wait for that, and stop the node.");
        }
        catch (NpgsqlException wrong)
        {
            throw PostgresChecks.Refused(wrong);
        }
    }

    // Of a restore that was killed: only names that it alone gives, and under the lock none is in use.
    private static async Task DropLeftoversAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var leftover in await ListAsync(connection, $"SELECT nspname::text FROM pg_namespace WHERE nspname ~ '^{Restoring}[0-9a-f]{{32}}$'", ct))
            await RunAsync(connection, $"DROP SCHEMA {leftover[0]} CASCADE", ct);
    }

    private async Task FillAsync(BackupReader backup, string schema, DateTimeOffset? holdSince, CancellationToken ct)
    {
        await using var inside = PostgresDb.Connect(new NpgsqlConnectionStringBuilder(Database.ConnectionString(house)) { SearchPath = schema, Pooling = false, CommandTimeout = 0 }.ConnectionString);
        var options = new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(inside, npgsql => npgsql.MigrationsHistoryTable(History, schema));
        await using var db = new PostgresDb(options.Options);
        if (!db.Database.GetMigrations().Contains(backup.Contents.Migration))
            throw new BackupRefusedException("This backup was made by a newer program: restore it with that one.");
        // As it was when the backup was made, with its rows, and from there to this program's version.
        await db.GetService<IMigrator>().MigrateAsync(backup.Contents.Migration, ct);
        await using (var connection = await inside.OpenConnectionAsync(ct)) await CopyAsync(backup, connection, ct);
        await db.Database.MigrateAsync(ct);
        await MailHold.SetAsync(db, holdSince, ct);
        await db.SaveChangesAsync(ct);
        await using (var connection = await inside.OpenConnectionAsync(ct)) await RunAsync(connection, "ANALYZE", ct);
    }

    /// <summary>Without foreign keys and triggers while rows come in, in any order; the keys are checked when they are put back.</summary>
    private static async Task CopyAsync(BackupReader backup, NpgsqlConnection connection, CancellationToken ct)
    {
        using var json = new MemoryStream();
        await backup.CopyAsync(Contents, json, ct);
        json.Position = 0;
        var saved = await JsonSerializer.DeserializeAsync<Tables>(json, cancellationToken: ct) ?? throw new BackupRefusedException("The backup is damaged: its list of tables is empty.");
        var here = (await TablesAsync(connection, ct)).All.ToDictionary(table => table.Name, StringComparer.Ordinal);

        await using var transaction = await connection.BeginTransactionAsync(ct);
        var keys = await ListAsync(connection, """
            SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid) FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
            """, ct);
        foreach (var key in keys) await RunAsync(connection, $"ALTER TABLE {key[0]} DROP CONSTRAINT {key[1]}", ct);
        foreach (var table in saved.All.Where(table => table.Name != History))
        {
            // A name in an archive can be any: only our own tables and columns are filled.
            if (!here.TryGetValue(table.Name, out var own) || table.Columns.Except(own.Columns).Any()) throw new BackupRefusedException($"The backup is damaged: it holds a table '{table.Name}' that its version does not have.");
            await RunAsync(connection, $"ALTER TABLE {Quoted(table.Name)} DISABLE TRIGGER USER", ct);
            await FillTableAsync(backup, table, connection, ct);
            await RunAsync(connection, $"ALTER TABLE {Quoted(table.Name)} ENABLE TRIGGER USER", ct);
        }
        foreach (var key in keys) await RunAsync(connection, $"ALTER TABLE {key[0]} ADD CONSTRAINT {key[1]} {key[2]}", ct);
        await ScalarAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT setval('\"TicketNumbers\"', {saved.LastNumber}, {(saved.IsUsed ? "true" : "false")})"), ct);
        // Rows that are copied in bring their numbers: the next one is the server's again.
        foreach (var counted in await ListAsync(connection, """
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attidentity <> '' AND NOT a.attisdropped
            """, ct))
            await ScalarAsync(connection, $"SELECT setval(pg_get_serial_sequence('{Quoted(counted[0])}', '{counted[1]}'), max({Quoted(counted[1])})) FROM {Quoted(counted[0])}", ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task FillTableAsync(BackupReader backup, Table table, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY {Quoted(table.Name)} ({Columns(table)}) FROM STDIN (FORMAT BINARY)", ct);
        try
        {
            await backup.CopyAsync(EntryOf(table), rows, ct);
        }
        catch (BackupRefusedException)
        {
            // Else the rows that came so far would be finished, and the server's words about them would hide what is wrong.
            await GiveUpAsync(rows);
            throw;
        }
    }

    private static async Task GiveUpAsync(NpgsqlRawCopyStream rows)
    {
        try
        {
            await rows.CancelAsync();
        }
        catch (PostgresException)
        {
            // It could not read the damaged rows either.
        }
    }

    /// <summary>In one transaction: what is here goes aside, what was restored takes its place.</summary>
    private async Task<string?> SwapAsync(string schema, bool isFull, CancellationToken ct)
    {
        var aside = $"before_restore_{DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}_{Guid.NewGuid().ToString("N")[..4]}".ToLowerInvariant();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, isFull ? $"ALTER SCHEMA public RENAME TO {aside}" : "DROP SCHEMA public", ct);
        await RunAsync(connection, $"ALTER SCHEMA {schema} RENAME TO public", ct);
        Failpoint.Reach(Failpoint.RestoreAside);
        await transaction.CommitAsync(ct);
        return isFull ? $"schema {aside}" : null;
    }

    private static async Task<(bool IsUsed, bool IsFull)> LookAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var others = (long)(await ScalarAsync(connection, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'HelpDesk%'", ct))!;
        var tables = (long)(await ScalarAsync(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", ct))!;
        return (others > 0, tables > 0);
    }

    private static async Task<Tables> TablesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var columns = await ListAsync(connection, """
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY c.relname, a.attnum
            """, ct);
        var number = await ListAsync(connection, "SELECT last_value::text, is_called::text FROM \"TicketNumbers\"", ct);
        return new([.. columns.GroupBy(row => row[0]).Select(table => new Table(table.Key, [.. table.Select(row => row[1])]))], long.Parse(number[0][0], CultureInfo.InvariantCulture), number[0][1] == "true");
    }

    private static string EntryOf(Table table) => $"tables/{table.Name}.copy";

    private static string Columns(Table table) => string.Join(", ", table.Columns.Select(Quoted));

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task RunAsync(string sql, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await RunAsync(connection, sql, ct);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(ct);
    }

    private static async Task<List<string[]>> ListAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(ct)) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }
}
