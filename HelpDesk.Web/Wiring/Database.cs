using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Search;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Committing;
using HelpDesk.Domain.Storage.Files;
using HelpDesk.Domain.Storage.FullText;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Domain.Storage.Sqlite;
using HelpDesk.Domain.Tickets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Wiring;

/// <summary>Which database, and what comes with it: where files and keys are kept, and who may prepare it. Nothing else in the house asks which one it is.</summary>
internal static class Database
{
    /// <summary>The database that the settings name; null when they name none that we know.</summary>
    public static DatabaseKind? Kind(string name) =>
        Enum.GetValues<DatabaseKind>().Cast<DatabaseKind?>().FirstOrDefault(kind => name.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase));

    public static string ConnectionString(IServiceProvider house) =>
        house.GetRequiredService<IConfiguration>().GetConnectionString("HelpDesk") is { Length: > 0 } given ? given
            : $"Data Source={house.GetRequiredService<DataDirectories>().Sqlite}";

    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // A name that we do not know is refused at the start, before anything is opened.
        var kind = Kind(builder.Configuration["HelpDesk:Database"] ?? "") ?? DatabaseKind.Sqlite;
        services.AddSingleton(typeof(DatabaseKind), kind);
        services.AddDataProtection().SetApplicationName("HelpDesk");
        if (kind == DatabaseKind.PostgreSql) AddPostgreSql(services);
        else AddSqlite(services);
    }

    private static void AddSqlite(IServiceCollection services)
    {
        services.AddSingleton<CommitStrategy, GroupCommit>();
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<OneServer>();
        services.AddDbContextPool<HelpDeskDb, SqliteDb>((house, options) =>
        {
            SqliteDb.Use(options, ConnectionString(house));
            options.AddInterceptors(house.GetRequiredService<OpenConnections>(), house.GetRequiredService<IndexKeeping>());
        });
        services.AddSingleton<IFullText, SqliteFullText>();
        services.AddSingleton<IPreparing>(house => new FileLock(house.GetRequiredService<DataDirectories>().MigrationLock));
        services.AddSingleton(house => new AttachmentFiles(new DirectoryShelf(Of(house).Attachments), Of(house).Attachments));
        services.AddSingleton(house => new RawMailFiles(new DirectoryShelf(Of(house).Mail), Of(house).Mail));
        services.AddOptions<KeyManagementOptions>().Configure<DataDirectories, ILoggerFactory>((keys, directories, logs) =>
        {
            PrivateFiles.MakeDirectory(directories.Keys);
            keys.XmlRepository = new SyncedKeys(new DirectoryInfo(directories.Keys), logs);
        });
    }

    private static void AddPostgreSql(IServiceCollection services)
    {
        services.AddSingleton(house => PostgresDb.Connect(ConnectionString(house)));
        services.AddSingleton<CommitStrategy, SeparateCommits>();
        services.AddDbContextPool<HelpDeskDb, PostgresDb>((house, options) =>
        {
            PostgresDb.Use(options, house.GetRequiredService<Npgsql.NpgsqlDataSource>());
            options.AddInterceptors(house.GetRequiredService<IndexKeeping>());
        });
        services.AddSingleton<IFullText, PostgresFullText>();
        services.AddSingleton<IPreparing, AdvisoryLock>();
        services.AddSingleton<IFileShelf, DatabaseShelf>();
        services.AddSingleton(house => new AttachmentFiles(house.GetRequiredService<IFileShelf>(), Of(house).Spool));
        services.AddSingleton(house => new RawMailFiles(house.GetRequiredService<IFileShelf>(), Of(house).Spool));
        services.AddDataProtection().PersistKeysToDbContext<PostgresDb>();
    }

    private static DataDirectories Of(IServiceProvider house) => house.GetRequiredService<DataDirectories>();
}
