using System.Data.Common;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace HelpDesk.Domain.Storage;

/// <summary>The model on SQLite.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : HelpDeskDb(options)
{
    public override Task<IDbContextTransaction> BeginAsync(CancellationToken ct) => Database.BeginTransactionAsync(ct);

    // One command at a time writes here, so the highest number is ours to go on from; those that this command filed are not saved yet.
    public override async Task<long> NextTicketNumberAsync(CancellationToken ct)
    {
        var last = await Tickets.MaxAsync(t => (long?)t.Number, ct) ?? Ticket.FirstNumber - 1;
        return Tickets.Local.Select(t => t.Number).Append(last).Max() + 1;
    }

    public override Task AloneAsync(CancellationToken ct) => Task.CompletedTask;

    // EF's own lock is a row here, which a killed process leaves behind and the next start would wait for.
    internal override async Task ClearStaleMigrationLockAsync(CancellationToken ct)
    {
        var exists = await Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct);
        if (exists > 0) await Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", ct);
    }

    // Without figures about its tables SQLite takes an index for any other: a list of 50 tickets then looks at every timer there is. Limited, so that a million rows take no longer.
    public override Task RefreshStatisticsAsync(CancellationToken ct) => Database.ExecuteSqlRawAsync("PRAGMA analysis_limit=400; PRAGMA optimize=0x10002;", ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosecondsConverter>();
    }

    public static void Use(DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlite(connectionString).AddInterceptors(DurableConnection.Instance);

    /// <summary>For <c>dotnet ef migrations add NAME --project HelpDesk.Domain --context SqliteDb --output-dir Storage/Migrations/Sqlite</c>.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteDb>
    {
        public SqliteDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=design-time.db").Options);
    }

    /// <summary>What is promised as durable is on the disk: WAL with a sync at each commit. These settings are per connection.</summary>
    private sealed class DurableConnection : DbConnectionInterceptor
    {
        public static readonly DurableConnection Instance = new();

        private const string Settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Settings;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Settings;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // It stays open as long as its context is pooled: opening anew for each query would set all of this, and EF's functions, each time.
        public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }
}
