using System.Diagnostics;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.House;

/// <summary>
/// A PostgreSQL server for this test run, on the loopback, gone with it. It syncs as a real one does; its files are in memory where there is a place
/// for that. HELPDESK_TEST_POSTGRES (a connection string of somebody who may create databases) names another server.
/// </summary>
public static class PostgresServer
{
    private const string SystemUser = "postgres";
    private const string InMemory = "/dev/shm";
    private const long Room = 4L * 1024 * 1024 * 1024;

    private static readonly Lazy<NpgsqlConnectionStringBuilder> Server = new(Find);

    public static string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(Server.Value.ConnectionString) { Database = database }.ConnectionString;

    /// <summary>Where its programs are; null when PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")))
        : Path.GetDirectoryName(Needs.Find("postgres"));

    public static bool IsHere => Programs is not null || Environment.GetEnvironmentVariable("HELPDESK_TEST_POSTGRES") is { Length: > 0 };

    /// <summary>Leaves a test out where there is no server; in CI it fails.</summary>
    public static void IsNeeded(string forWhat)
    {
        if (IsHere) return;
        var words = $"Left out: {forWhat} needs PostgreSQL, which is not on this machine.";
        if (Needs.InCi) Assert.Fail(words);
        Assert.Skip(words);
    }

    private static NpgsqlConnectionStringBuilder Find() => Environment.GetEnvironmentVariable("HELPDESK_TEST_POSTGRES") is { Length: > 0 } given ? new(given) : Start();

    private static NpgsqlConnectionStringBuilder Start()
    {
        var programs = Programs ?? throw new InvalidOperationException("PostgreSQL is not on this machine.");
        var directory = Directory.CreateDirectory(Path.Combine(HasRoomInMemory() ? InMemory : Path.GetTempPath(), $"helpdesk-postgres-{Guid.NewGuid():N}")).FullName;
        if (Environment.IsPrivilegedProcess) Run("chown", SystemUser, directory);
        Run([.. AsServer(Path.Combine(programs, "initdb")), "-D", directory, "-U", "helpdesk", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"]);
        var connection = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Ports.Free(), Username = "helpdesk", Password = "not-asked-for" };
        string[] serve =
        [
            .. AsServer(Path.Combine(programs, "postgres")), "-D", directory, "-p", $"{connection.Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "max_connections=500", "-c", "shared_buffers=128MB", "-c", "max_wal_size=2GB", "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "log_min_messages=fatal", "-c", "log_min_error_statement=fatal",
        ];
        var server = Process.Start(new ProcessStartInfo(serve[0], serve[1..]) { WorkingDirectory = directory, RedirectStandardError = true, RedirectStandardOutput = true })!;
        _ = server.StandardError.ReadToEndAsync();
        _ = server.StandardOutput.ReadToEndAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(server, directory);
        WaitFor(connection, server);
        return connection;
    }

    // In a container it is often too small.
    private static bool HasRoomInMemory() => Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace >= Room;

    // The server refuses to run as root.
    private static string[] AsServer(string program) =>
        Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={SystemUser}", $"--regid={SystemUser}", "--clear-groups", program] : [program];

    private static void WaitFor(NpgsqlConnectionStringBuilder connection, Process server)
    {
        for (var end = DateTime.UtcNow.AddSeconds(60); ;)
        {
            try
            {
                using var one = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
                one.Open();
                return;
            }
            catch (NpgsqlException) when (DateTime.UtcNow < end && !server.HasExited)
            {
                Thread.Sleep(100);
            }
        }
    }

    private static void Stop(Process server, string directory)
    {
        // An end without a checkpoint: nobody opens this again.
        Run("kill", "-QUIT", $"{server.Id}");
        server.WaitForExit(10_000);
        Directory.Delete(directory, recursive: true);
    }

    private static void Run(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}: {said.Result}");
    }
}
