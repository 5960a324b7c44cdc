using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Domain.Storage.Sqlite;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Storage;

/// <summary>
/// A new database gets its tables by a script, made of the migrations.
/// After a new migration: HELPDESK_ACCEPT=1 dotnet test -- --filter-class "*CreatingTheTables", then read the diff.
/// </summary>
public sealed class CreatingTheTables
{
    private const string OfSqlite = """SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS "Value" FROM sqlite_master WHERE name <> '__EFMigrationsLock' ORDER BY 1""";

    private const string OfPostgreSql = """
        SELECT 'column ' || table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS "Value" FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'function ' || pg_get_functiondef(p.oid) FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
        UNION ALL SELECT 'sequence ' || sequencename || ' ' || start_value || ' ' || increment_by FROM pg_sequences WHERE schemaname = 'public'
        UNION ALL SELECT 'index setting ' || relname || ' ' || reloptions::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND reloptions IS NOT NULL
        ORDER BY 1
        """;

    [Fact]
    public void The_scripts_do_what_the_migrations_do()
    {
        using var sqlite = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite().Options);
        using var postgres = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql().Options);
        foreach (var db in new HelpDeskDb[] { sqlite, postgres })
        {
            var path = Path.Combine(Sources.Root, "HelpDesk.Domain", "Storage", "Migrations", $"{db.GetType().Name}.sql");
            var script = Migrator.ScriptOf(db);
            if (Environment.GetEnvironmentVariable("HELPDESK_ACCEPT") == "1") File.WriteAllText(path, script);
            Assert.Equal(script, File.ReadAllText(path).ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public async Task A_new_database_is_as_the_migrations_leave_it()
    {
        using var migrated = new TempDirectory();
        using var created = new TempDirectory();
        TestDatabase.PlaceEmpty(migrated.Path);
        TestDatabase.PlaceEmpty(created.Path);
        try
        {
            await using (var db = TestDatabase.Open(migrated.Path)) await db.Database.MigrateAsync();
            await using (var db = TestDatabase.Open(created.Path)) await Migrator.MigrateAsync(db, CancellationToken.None);

            var tables = await TablesAsync(created.Path);
            Assert.True(tables.Schema.Count > 50, $"The database has {tables.Schema.Count} parts.");
            var expected = await TablesAsync(migrated.Path);
            Assert.Equal(expected.Migrations, tables.Migrations);
            Assert.Equal(expected.Schema, tables.Schema);
        }
        finally
        {
            TestDatabase.Drop(migrated.Path);
            TestDatabase.Drop(created.Path);
        }
    }

    [Fact]
    public async Task A_database_with_its_tables_is_left_as_it_is()
    {
        using var place = new TempDirectory();
        TestDatabase.PlaceEmpty(place.Path);
        try
        {
            for (var start = 0; start < 2; start++)
            {
                await using var db = TestDatabase.Open(place.Path);
                await Migrator.MigrateAsync(db, CancellationToken.None);
                Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync());
            }
        }
        finally
        {
            TestDatabase.Drop(place.Path);
        }
    }

    private static async Task<(List<string> Migrations, List<string> Schema)> TablesAsync(string directory)
    {
        await using var db = TestDatabase.Open(directory);
        return ([.. await db.Database.GetAppliedMigrationsAsync()], await db.Database.SqlQueryRaw<string>(TestDatabase.IsPostgreSql ? OfPostgreSql : OfSqlite).ToListAsync());
    }
}
