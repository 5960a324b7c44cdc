using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Domain.Storage.Sqlite;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.House;

/// <summary>
/// Which database the tests' houses stand on: SQLite, or PostgreSQL when HELPDESK_TEST_DATABASE says so. Each data directory has
/// a database of its own, copied from one that is migrated already.
/// </summary>
public static class TestDatabase
{
    private const string Template = "template_helpdesk";

    private static readonly Lazy<Task> TemplateMade = new(MakeTemplateAsync);

    private static readonly Lazy<byte[]> MigratedFile = new(MakeFile);

    private static readonly ConcurrentDictionary<string, string> Elsewhere = new();

    public static DatabaseKind Kind { get; } =
        string.Equals(Environment.GetEnvironmentVariable("HELPDESK_TEST_DATABASE"), nameof(DatabaseKind.PostgreSql), StringComparison.OrdinalIgnoreCase) ? DatabaseKind.PostgreSql : DatabaseKind.Sqlite;

    public static bool IsPostgreSql => Kind == DatabaseKind.PostgreSql;

    /// <summary>Leaves a test out that is about one database, in the run on the other.</summary>
    public static void OnlyOn(DatabaseKind kind, string why)
    {
        if (Kind != kind) Assert.Skip($"Only on {kind}: {why}");
    }

    /// <summary>The settings of a house with this data directory.</summary>
    public static IReadOnlyDictionary<string, string> Settings(string directory) => IsPostgreSql
        ? new Dictionary<string, string> { ["HelpDesk:Database"] = nameof(DatabaseKind.PostgreSql), ["ConnectionStrings:HelpDesk"] = For(directory) }
        : new Dictionary<string, string>();

    /// <summary>Tells a house where its database is, which is migrated when the directory is new.</summary>
    public static void Use(IWebHostBuilder builder, string directory)
    {
        var file = Path.Combine(directory, "helpdesk.db");
        if (!IsPostgreSql && !File.Exists(file))
        {
            Directory.CreateDirectory(directory);
            File.WriteAllBytes(file, MigratedFile.Value);
        }
        foreach (var (key, value) in Settings(directory)) builder.UseSetting(key, value);
    }

    /// <summary>The connection string for a data directory, whose database is there now.</summary>
    public static string For(string directory)
    {
        if (Elsewhere.TryGetValue(directory, out var there)) return there;
        TemplateMade.Value.GetAwaiter().GetResult();
        var name = NameOf(directory);
        using var server = new NpgsqlConnection(PostgresServer.ConnectionString("postgres"));
        server.Open();
        using var known = new NpgsqlCommand($"SELECT count(*) FROM pg_database WHERE datname = '{name}'", server);
        if ((long)known.ExecuteScalar()! == 0) Run(server, $"CREATE DATABASE {name} TEMPLATE {Template}");
        return PostgresServer.ConnectionString(name);
    }

    /// <summary>This data directory's database is another one, say on a server of the test's own.</summary>
    public static void Place(string directory, string connectionString) => Elsewhere[directory] = connectionString;

    /// <summary>Gives a data directory that is not there yet a database in which nothing is, on PostgreSQL; on SQLite it has none anyway.</summary>
    public static void PlaceEmpty(string directory)
    {
        if (IsPostgreSql) Create(NameOf(directory), "template0");
    }

    /// <summary>Copies a data directory that nobody uses, with its database.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
        if (IsPostgreSql) Create(NameOf(to), NameOf(from));
    }

    /// <summary>The database of a data directory, read beside whoever uses it.</summary>
    public static HelpDeskDb Open(string directory) => IsPostgreSql
        ? new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(new NpgsqlConnectionStringBuilder(For(directory)) { Pooling = false }.ConnectionString).Options)
        : new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "helpdesk.db"), Pooling = false }.ConnectionString).Options);

    /// <summary>An empty database that no migration has touched.</summary>
    public static string Empty()
    {
        var name = $"empty_{Guid.NewGuid():N}";
        Create(name, "template0");
        return PostgresServer.ConnectionString(name);
    }

    /// <summary>Throws away what a data directory's house kept, on either database.</summary>
    public static void Drop(string directory)
    {
        SqliteConnection.ClearAllPools();
        if (!IsPostgreSql || Elsewhere.TryRemove(directory, out _)) return;
        using var server = new NpgsqlConnection(PostgresServer.ConnectionString("postgres"));
        server.Open();
        Run(server, $"DROP DATABASE IF EXISTS {NameOf(directory)} WITH (FORCE)");
    }

    private static void Create(string name, string template)
    {
        using var server = new NpgsqlConnection(PostgresServer.ConnectionString("postgres"));
        server.Open();
        Run(server, $"CREATE DATABASE {name} TEMPLATE {template}");
    }

    private static string NameOf(string directory) =>
        $"house_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(directory))).AsSpan(0, 12))}";

    private static byte[] MakeFile()
    {
        using var place = new TempDirectory();
        using (var db = Open(place.Path))
        {
            Migrator.MigrateAsync(db, CancellationToken.None).GetAwaiter().GetResult();
            db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        return File.ReadAllBytes(Path.Combine(place.Path, "helpdesk.db"));
    }

    private static async Task MakeTemplateAsync()
    {
        await using (var server = new NpgsqlConnection(PostgresServer.ConnectionString("postgres")))
        {
            await server.OpenAsync();
            Run(server, $"DROP DATABASE IF EXISTS {Template} WITH (FORCE)");
            Run(server, $"CREATE DATABASE {Template}");
        }
        await using var database = PostgresDb.Connect(PostgresServer.ConnectionString(Template));
        var options = new DbContextOptionsBuilder<PostgresDb>();
        PostgresDb.Use(options, database);
        await using var db = new PostgresDb(options.Options);
        await Migrator.MigrateAsync(db, CancellationToken.None);
    }

    private static void Run(NpgsqlConnection server, string sql)
    {
        using var command = new NpgsqlCommand(sql, server) { CommandTimeout = 120 };
        command.ExecuteNonQuery();
    }
}
