using System.Data.Common;
using System.Runtime.CompilerServices;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Domain.Tickets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace HelpDesk.Domain.Storage.Sqlite;

/// <summary>The model on SQLite.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : HelpDeskDb(options)
{
    private static readonly QuickQuery<long> LastNumber = new(db => db.Tickets.OrderByDescending(t => t.Number).Select(t => t.Number).Take(1));

    // 16 MB of pages on each connection that has written, and a checkpoint for each 32 MB of log.
    private const string ForWriting = "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=8000;";

    // Those of which a writer has had the use.
    private static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> Writing = [];

    // SQLite would count its memory, under one lock for all connections. It can be told before the first one is opened only.
    static SqliteDb()
    {
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    // Under a savepoint SQLite keeps each page as it was before it changes: a writer's in memory, not in a temporary file. What a
    // migration or a check sorts may be large, and stays on the disk. The writer's pages stay with it, for it alone changes them,
    // and a group of commands changes a thousand: with SQLite's own limits each would be read again, and written back at once.
    public override async Task<IDbContextTransaction> BeginAsync(CancellationToken ct)
    {
        await Database.OpenConnectionAsync(ct);
        try
        {
            if (((SqliteConnection)Database.GetDbConnection()).Handle is { } handle && Writing.TryAdd(handle, Writing)) await Database.ExecuteSqlRawAsync(ForWriting, ct);
            return await Database.BeginTransactionAsync(ct);
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    // One command at a time writes here, so the highest number is ours to go on from; those that this command filed are not saved yet.
    public override async Task<long> NextTicketNumberAsync(CancellationToken ct)
    {
        var last = (await LastNumber.ListAsync(this, ct)).Append(Ticket.FirstNumber - 1).Max();
        return Tickets.Local.Select(t => t.Number).Append(last).Max() + 1;
    }

    public override Task AloneAsync(CancellationToken ct) => Task.CompletedTask;

    // EF's own lock is a row here, which a killed process leaves behind and the next start would wait for.
    internal override async Task ClearStaleMigrationLockAsync(CancellationToken ct)
    {
        var exists = await Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct);
        if (exists > 0) await Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", ct);
    }

    // By a connection of its own that only reads: ours would change the kind of log of a file that is perhaps another program's.
    internal override async Task<HashSet<string>> TablesAsync(CancellationToken ct)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await using var looking = new SqliteConnection(new SqliteConnectionStringBuilder(Database.GetConnectionString()) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        try
        {
            await looking.OpenAsync(ct);
            await using var command = looking.CreateCommand();
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct)) names.Add(rows.GetString(0));
        }
        catch (SqliteException)
        {
            // What cannot be read so is no table, and the opening that follows says what is wrong with the file.
        }
        return names;
    }

    // Without figures about its tables SQLite takes an index for any other: a list of 50 tickets then looks at every timer there is. Limited, so that a million rows take no longer.
    public override Task RefreshStatisticsAsync(CancellationToken ct) => Database.ExecuteSqlRawAsync("PRAGMA analysis_limit=400; PRAGMA optimize=0x10002;", ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosecondsConverter>();
    }

    // A gigabyte of pages in memory, and a checkpoint for each 200 MB of log: many indexes grow at once, and each touches the same pages again and again.
    internal override Task PrepareForBulkAsync(CancellationToken ct) =>
        Database.ExecuteSqlRawAsync("PRAGMA cache_size=-1000000; PRAGMA wal_autocheckpoint=50000;", ct);

    // One statement, whose parameters change.
    internal override async Task WriteRowsAsync(BulkTable table, IReadOnlyList<object[]> rows, CancellationToken ct)
    {
        await using var command = Database.GetDbConnection().CreateCommand();
        command.Transaction = Database.CurrentTransaction?.GetDbTransaction();
        var parameters = table.Columns.Select((column, i) => column.CreateParameter(command, $"@p{i}", null, table.IsNullable(i))).ToArray();
        command.CommandText = $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES ({string.Join(", ", parameters.Select(p => p.ParameterName))}) {table.OnConflict}";
        command.Parameters.AddRange(parameters);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) parameters[i].Value = row[i];
            await command.ExecuteNonQueryAsync(ct);
        }
    }

#pragma warning disable EF1001 // see KeptConnection
    // A list is one value, so that a query is the same one for any count of them.
    public static void Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(connectionString, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(DurableConnection.Instance, KeptStatements.Instance).ReplaceService<ISqliteRelationalConnection, KeptConnection>().ReplaceService<IDatabase, SqliteRows>()
            .ConfigureWarnings(Known);
#pragma warning restore EF1001

    /// <summary>For <c>dotnet ef migrations add NAME --project HelpDesk.Domain --context SqliteDb --output-dir Storage/Migrations/Sqlite</c>; what else is made of the model stands in docs/architecture.md, “When a table changes”.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteDb>
    {
        public SqliteDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=design-time.db").Options);
    }

    /// <summary>
    /// What is promised as durable is on the disk: WAL with a sync at each commit. These settings are per connection of the pool, which
    /// is opened again for each query: they are made once.
    /// </summary>
    private sealed class DurableConnection : DbConnectionInterceptor
    {
        public static readonly DurableConnection Instance = new();

        private const string Settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;";

        private static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> Set = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            var handle = HandleOf(connection);
            if (Set.TryGetValue(handle, out _) || IsReadOnly(connection)) return;
            using var command = connection.CreateCommand();
            command.CommandText = Settings;
            command.ExecuteNonQuery();
            KeepPlans(handle);
            Set.AddOrUpdate(handle, this);
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            var handle = HandleOf(connection);
            if (Set.TryGetValue(handle, out _) || IsReadOnly(connection)) return;
            await using var command = connection.CreateCommand();
            command.CommandText = Settings;
            await command.ExecuteNonQueryAsync(cancellationToken);
            KeepPlans(handle);
            Set.AddOrUpdate(handle, this);
        }

        // Else SQLite plans a kept statement anew for each value of its LIMIT, and of what it compares with a partial index: half of the time of a page.
        private static void KeepPlans(SQLitePCL.sqlite3 handle) => SQLitePCL.raw.sqlite3_db_config(handle, SQLitePCL.raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);

        // EF looks so whether the file is there: one that has no log yet, as a copy of a database, cannot be given one then.
        private static bool IsReadOnly(DbConnection connection) => new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly;

        // The pool's own connection; the one that it is lent as is new each time.
        private static SQLitePCL.sqlite3 HandleOf(DbConnection connection) => ((SqliteConnection)connection).Handle ?? throw new InvalidOperationException("The connection is not open.");
    }
}
