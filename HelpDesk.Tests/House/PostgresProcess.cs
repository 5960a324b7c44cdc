using System.Diagnostics;
using Npgsql;

namespace HelpDesk.Tests.House;

/// <summary>
/// A PostgreSQL server on the loopback, that a test may stop, fill or read the syncs of. It syncs as a real one does; its files are in memory
/// where there is a place for that, unless it is told where, and gone with it.
/// </summary>
public sealed class PostgresProcess : IDisposable
{
    private const string SystemUser = "postgres";
    private const string InMemory = "/dev/shm";
    private const long Room = 4L * 1024 * 1024 * 1024;

    private readonly string[] under;
    private readonly int port = Ports.Free();
    private Process server;
    private string id = "";

    private PostgresProcess(string directory, string? log, string[] under, bool isLasting)
    {
        (Directory, this.under) = (directory, under);
        if (Environment.IsPrivilegedProcess) Run("chown", SystemUser, directory);
        string[] how = [.. log is null ? (string[])[] : ["--waldir", log], .. isLasting ? (string[])[] : ["--no-sync"]];
        if (log is not null && Environment.IsPrivilegedProcess) Run("chown", SystemUser, log);
        Run([.. AsServer("initdb"), "-D", directory, "-U", "helpdesk", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", .. how]);
        server = Serve();
    }

    /// <summary>Where its programs are; null when PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = System.IO.Directory.Exists("/usr/lib/postgresql")
        ? System.IO.Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")))
        : Path.GetDirectoryName(Needs.Find("postgres"));

    public string Directory { get; }

    /// <summary>Leaves a test out where it cannot start a server of its own; in CI it fails.</summary>
    public static void IsNeeded(string forWhat)
    {
        if (Programs is null) Needs.Missing($"{forWhat} needs PostgreSQL's programs, which are not on this machine");
    }

    /// <param name="within">A directory for its files.</param>
    /// <param name="log">A directory for its write-ahead log, if that is kept apart.</param>
    /// <param name="under">What runs it, if it is not run by itself.</param>
    public static PostgresProcess Start(string? within = null, string? log = null, string[]? under = null)
    {
        if (Programs is null) throw new InvalidOperationException("PostgreSQL is not on this machine.");
        var place = Path.Combine(within ?? (HasRoomInMemory() ? InMemory : Path.GetTempPath()), $"helpdesk-postgres-{Guid.NewGuid():N}");
        return new(System.IO.Directory.CreateDirectory(place).FullName, log, under ?? [], isLasting: within is not null);
    }

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "helpdesk", Password = "not-asked-for", Database = database }.ConnectionString;

    /// <summary>An empty database on it.</summary>
    public string Empty(string name)
    {
        Say("postgres", $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Each statement for itself.</summary>
    public void Say(string database, params string[] statements)
    {
        using var connection = new NpgsqlConnection(Unpooled(database));
        connection.Open();
        foreach (var sql in statements)
        {
            using var command = new NpgsqlCommand(sql, connection);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>A role that comes in by its password only, where everybody else is trusted.</summary>
    public void LetInByPassword(string role, string password)
    {
        Say("postgres", $"CREATE ROLE {role} LOGIN PASSWORD '{password}'");
        var rules = Path.Combine(Directory, "pg_hba.conf");
        // The first rule that fits is the one.
        File.WriteAllText(rules, $"host all {role} 127.0.0.1/32 scram-sha-256\n{File.ReadAllText(rules)}");
        StopAtOnce();
        StartAgain();
    }

    /// <summary>An immediate end: nothing is finished, nothing is written any more; the next start recovers from the log.</summary>
    public void StopAtOnce()
    {
        if (server.HasExited) return;
        using (var kill = Process.Start("kill", ["-QUIT", id])) kill.WaitForExit();
        server.WaitForExit(10_000);
    }

    /// <summary>Starts it again after an end, and waits until it takes connections.</summary>
    public void StartAgain()
    {
        server.Dispose();
        server = Serve();
    }

    public void Dispose()
    {
        StopAtOnce();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    // In a container it is often too small.
    private static bool HasRoomInMemory() => System.IO.Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace >= Room;

    // The server refuses to run as root.
    private static string[] AsServer(string program) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={SystemUser}", $"--regid={SystemUser}", "--clear-groups", Path.Combine(Programs!, program)]
        : [Path.Combine(Programs!, program)];

    private Process Serve()
    {
        string[] serve =
        [
            .. under, .. AsServer("postgres"), "-D", Directory, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "max_connections=500", "-c", "shared_buffers=128MB", "-c", "max_wal_size=2GB", "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "log_min_messages=fatal", "-c", "log_min_error_statement=fatal",
        ];
        var started = Process.Start(new ProcessStartInfo(serve[0], serve[1..]) { WorkingDirectory = Directory, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = started.StandardError.ReadToEndAsync();
        _ = started.StandardOutput.ReadToEndAsync();
        for (var end = DateTime.UtcNow.AddSeconds(60); ;)
        {
            try
            {
                using var one = new NpgsqlConnection(Unpooled("postgres"));
                one.Open();
                // What runs under something has another id than that has.
                id = File.ReadLines(Path.Combine(Directory, "postmaster.pid")).First();
                return started;
            }
            catch (NpgsqlException) when (DateTime.UtcNow < end && !started.HasExited)
            {
                Thread.Sleep(100);
            }
            catch (NpgsqlException) when (started.HasExited)
            {
                throw new InvalidOperationException($"PostgreSQL ended at its start: {said.Result}");
            }
        }
    }

    private string Unpooled(string database) => new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Pooling = false }.ConnectionString;

    private static void Run(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}: {said.Result}");
    }
}
