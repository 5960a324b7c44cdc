using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Npgsql;

namespace HelpDesk.Web.Timetable;

/// <summary>Where Hangfire keeps its queue. The truth is in our tables, so one that is lost with the process will do for one process; many share one.</summary>
internal static class JobsStorage
{
    /// <summary>How long a killed node's job waits for another. What the job was at is held by leases of our own.</summary>
    private static readonly TimeSpan Invisible = TimeSpan.FromSeconds(30);

    public static JobStorage Of(IServiceProvider house) => house.GetRequiredService<DatabaseKind>() == DatabaseKind.PostgreSql
        ? Shared(Database.ConnectionString(house))
        : new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(3) });

    /// <summary>Makes its tables, or brings them to this version. Whoever calls holds the lock of preparing.</summary>
    public static void Prepare(IServiceProvider house)
    {
        if (house.GetService<NpgsqlDataSource>() is not { } database) return;
        using var connection = database.OpenConnection();
        PostgreSqlObjectsInstaller.Install(connection);
    }

    private static PostgreSqlStorage Shared(string connectionString)
    {
        var options = new PostgreSqlStorageOptions
        {
            // Once, by the one node that prepares the database: see Opening.
            PrepareSchemaIfNecessary = false,
            QueuePollInterval = TimeSpan.FromSeconds(1),
            InvisibilityTimeout = Invisible,
            UseSlidingInvisibilityTimeout = true,
            // Its locks are rows, which outlive a killed process: the schedule would stand still for ten minutes.
            DistributedLockTimeout = TimeSpan.FromSeconds(15),
            JobExpirationCheckInterval = TimeSpan.FromMinutes(10),
        };
        var connection = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "HelpDesk jobs" };
        return new(new NpgsqlConnectionFactory(connection.ConnectionString, options), options);
    }
}
