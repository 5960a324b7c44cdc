using System.Data;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HelpDesk.Domain.Storage.Postgres;

/// <summary>The model on PostgreSQL, with what many nodes share there besides: files, keys and the numbers of tickets.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : HelpDeskDb(options), IDataProtectionKeyContext
{
    private const string TicketNumbers = "TicketNumbers";

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<KeptFile> KeptFiles => Set<KeptFile>();

    // What was read is as it was at the first statement, and who changes a row that another changed since is refused: nobody's change is lost.
    public override Task<IDbContextTransaction> BeginAsync(CancellationToken ct) => Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

    public override async Task<long> NextTicketNumberAsync(CancellationToken ct) =>
        await Database.SqlQuery<long>($"SELECT nextval('\"TicketNumbers\"') AS \"Value\"").SingleAsync(ct);

    internal override Task NumberedUpToAsync(long number, CancellationToken ct) => Database.ExecuteSqlAsync($"SELECT setval('\"TicketNumbers\"', {number})", ct);

    internal override Task WriteRowsAsync(BulkTable table, IReadOnlyList<object[]> rows, CancellationToken ct) =>
        new CopiedRows(table).WriteAsync((NpgsqlConnection)Database.GetDbConnection(), rows, ct);

    // A mode that conflicts with itself and with nothing that other commands do, on a table that hardly changes.
    // LOCK takes no snapshot, as an advisory lock would: what is read after it is as it is now.
    public override Task AloneAsync(CancellationToken ct) => Database.ExecuteSqlAsync($"LOCK TABLE \"DeskSecrets\" IN SHARE UPDATE EXCLUSIVE MODE", ct);

    // A mode that waits for whoever writes a ticket, and lets everybody read.
    internal override Task HoldTicketsAsync(CancellationToken ct) => Database.ExecuteSqlAsync($"LOCK TABLE \"Tickets\" IN SHARE ROW EXCLUSIVE MODE", ct);

    // The tickets first, as whoever holds them all: two that wait for each other would be told so only after a second.
    internal override Task HoldPersonAsync(PersonId person, CancellationToken ct) => Database.ExecuteSqlAsync(
        $"LOCK TABLE \"Tickets\" IN ROW EXCLUSIVE MODE; SELECT FROM \"People\" WHERE \"Id\" = {person.Value} FOR SHARE", ct);

    // Written, though nothing changes: a row that was merely locked may be changed afterwards by who has read it before.
    internal override Task ClaimAsync(string table, string column, string value, CancellationToken ct)
    {
        var sql = $"UPDATE \"{table}\" SET \"{column}\" = \"{column}\" WHERE \"{column}\" = {{0}}";
        return Database.ExecuteSqlRawAsync(sql, [value], ct);
    }

    internal override async Task<HashSet<string>> TablesAsync(CancellationToken ct) =>
        [.. await Database.SqlQuery<string>($"""SELECT tablename AS "Value" FROM pg_tables WHERE schemaname = current_schema()""").ToListAsync(ct)];

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        // As on SQLite, where a length binds nobody either: forms and readers see to it.
        configurationBuilder.Properties<string>().HaveConversion<StorableTextConverter>().HaveColumnType("text");
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasSequence<long>(TicketNumbers).StartsAt(Ticket.FirstNumber);
        KeptFileMapping.Map(builder);
    }

    // A command that lost a race is decided anew, and whoever meets another failure logs it with what it was about.
    public static void Use(DbContextOptionsBuilder options, NpgsqlDataSource database) => options.UseNpgsql(database).ReplaceService<IDatabase, PostgresRows>()
        .ConfigureWarnings(Known)
        .ConfigureWarnings(events => events.Log((RelationalEventId.CommandError, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug)));

    /// <summary>Connections as the product needs them, made from what the settings say.</summary>
    /// <exception cref="ArgumentException">It is not a connection string for PostgreSQL.</exception>
    public static NpgsqlDataSource Connect(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // A session keeps nothing of ours that the next user of it could see, and the plans of our few statements are worth keeping.
        if (!settings.ContainsKey("No Reset On Close")) settings.NoResetOnClose = true;
        if (!settings.ContainsKey("Max Auto Prepare")) settings.MaxAutoPrepare = 200;
        if (!settings.ContainsKey("Application Name")) settings.ApplicationName = "HelpDesk";
        if (!settings.ContainsKey("Keepalive")) settings.KeepAlive = 15;
        // A node that stands still in the middle of a transaction must not keep what it locked from the others.
        if (!settings.ContainsKey("Options")) settings.Options = "-c idle_in_transaction_session_timeout=20s";
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>For <c>dotnet ef migrations add NAME --project HelpDesk.Domain --context PostgresDb --output-dir Storage/Migrations/Postgres</c>; what else is made of the model stands in docs/architecture.md, “When a table changes”.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresDb>
    {
        public PostgresDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=design-time").Options);
    }
}
