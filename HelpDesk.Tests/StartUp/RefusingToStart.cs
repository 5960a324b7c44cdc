using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Telemetry;
using HelpDesk.Web.Wiring;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.StartUp;

/// <summary>What keeps the program from starting is one sentence that says what to do, status 2, and no stack trace.</summary>
public sealed class RefusingToStart : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("Database", "PostgreSql", "Username=helpdesk")]
    [InlineData("Database", "Oracle", "use 'Sqlite' or 'PostgreSql'")]
    [InlineData("Telemetry:Endpoint", "collector", "http://localhost:4318")]
    [InlineData("Telemetry:Protocol", "carrier-pigeon", "http/protobuf or grpc")]
    [InlineData("Telemetry:Interval", "-1", "from 1 to 86400")]
    [InlineData("Telemetry:Interval", "86401", "from 1 to 86400")]
    [InlineData("Proxies:0", "abc", "write an address such as 127.0.0.1")]
    [InlineData("Proxies:0", "10.0.0.0/99", "a network such as 10.0.0.0/8")]
    [InlineData("TimeZone", "Mars/Olympus", "Europe/Berlin")]
    [InlineData("BaseUrl", "help", "https://help.example.com")]
    [InlineData("Jobs", "perhaps", "appsettings.json")]
    [InlineData("Limits:SameTime", "abc", "appsettings.json")]
    [InlineData("Mail:Smtp:From", "<", "must be an address")]
    [InlineData("Mail:Smtp:From", "nobody", "must be an address")]
    [InlineData("Mail:Smtp:Port", "0", "mostly 587")]
    [InlineData("Mail:Smtp:Port", "65536", "mostly 587")]
    [InlineData("Mail:Smtp:Security", "Ssl", "StartTlsWhenAvailable or Tls")]
    [InlineData("Mail:Smtp:Security", "2", "StartTlsWhenAvailable or Tls")]
    [InlineData("Mail:Inbox:Security", "Ssl", "StartTlsWhenAvailable or Tls")]
    [InlineData("Mail:Inbox:Port", "0", "mostly 993")]
    public void A_setting_that_is_wrong_is_named(string setting, string value, string advice)
    {
        var sentence = Refusal($"--HelpDesk:{setting}={value}")!;
        Assert.Contains($"HelpDesk:{setting}", sentence, StringComparison.Ordinal);
        Assert.Contains(advice, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public void A_data_directory_that_cannot_be_written_to_is_named()
    {
        var file = directory.File("file", "");
        Assert.Contains($"'{file}", Refusal($"--HelpDesk:DataDirectory={file}/data"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/helpdesk")]
    [InlineData("/dev/null/helpdesk")]
    public void Not_even_root_may_write_there(string path) => Assert.Contains($"'{path}' cannot be written to: let this user", Refusal($"--HelpDesk:DataDirectory={path}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Data Source=:memory:", "keeps nothing")]
    [InlineData("Data Source=x.db;Mode=Memory", "keeps nothing")]
    [InlineData("Cache=Shared", "keeps nothing")]
    [InlineData("Data Source=/tmp/x.db;Mode=ReadOnly", "leave Mode out")]
    [InlineData("Data Source=/tmp/x.db;Password=secret-word", "leave Password out")]
    [InlineData("Data Source=/tmp", "names the directory '/tmp'")]
    [InlineData("Data Source=/no/such/place/x.db", "'/no/such/place', which does not exist: make that directory")]
    [InlineData("Data Source=/tmp/x.db;Synchronous=Off", "is not one for SQLite (Connection string keyword 'synchronous' is not supported")]
    public void A_connection_string_from_which_nothing_durable_comes_says_what_to_write(string given, string advice)
    {
        var sentence = Refusal($"--ConnectionStrings:HelpDesk={given}")!;
        Assert.StartsWith("ConnectionStrings:HelpDesk ", sentence, StringComparison.Ordinal);
        Assert.Contains(advice, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://localhost:5080")]
    [InlineData("http://localhost:99999")]
    public void An_address_that_is_none_is_named(string url) => Assert.Contains($"'{url}' is not an address to listen at", Refusal($"--urls={url}"), StringComparison.Ordinal);

    [Fact]
    public void A_connection_string_of_another_database_is_named() =>
        Assert.Contains("ConnectionStrings:HelpDesk", Refusal("--ConnectionStrings:HelpDesk=Host=db;Password=x"), StringComparison.Ordinal);

    [Fact]
    public void Sound_settings_are_let_through() => Assert.Null(Refusal());

    [Fact]
    public async Task A_port_that_is_taken_ends_the_program_with_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        AssertRefused(await Ran.ProgramAsync(directory.Path, ["--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"]), "--urls");
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public async Task An_address_of_another_machine_ends_the_program_with_one_sentence()
    {
        AssertRefused(await Ran.ProgramAsync(directory.Path, ["--urls", "http://203.0.113.7:5080"]), "choose an address of this machine");
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public async Task A_database_that_is_none_ends_the_program_with_one_sentence_and_is_left_alone()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "a file is in its place.");
        var text = new string('x', 5000);
        directory.File("helpdesk.db", text);
        AssertRefused(await ServeAsync(), "restore a backup");
        Assert.Equal(text, await File.ReadAllTextAsync(Database));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_ends_the_program_with_one_sentence_and_is_left_alone()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "it writes to the file.");
        await using (var house = new TestHouse(directory: directory.Path)) await house.GetCastAsync();
        await using (var later = new SqliteConnection($"Data Source={Database}"))
        {
            await later.OpenAsync();
            await using var command = later.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')";
            await command.ExecuteNonQueryAsync();
        }
        SqliteConnection.ClearAllPools();
        AssertRefused(await ServeAsync(), "Start the newer program, or restore a backup made by this one.");
        Assert.True(File.Exists(Database));
    }

    [Theory]
    [InlineData(32, "takes no more")] // before anything is opened
    [InlineData(200, "cannot grow")] // in the middle of making the database
    public async Task A_disk_that_takes_no_more_ends_the_program_with_one_sentence_and_nothing_half_done(int kibibytes, string words)
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "a file is in its place.");
        Needs.Program("bash", "the limit on files");
        // A limit on the size of files, for which nobody needs rights. Without the switch .NET itself wants a large file, in memory.
        var ran = await ServeAsync(new() { ["DOTNET_EnableWriteXorExecute"] = "0" }, ["bash", "-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec \"$@\"", "limited"]);
        AssertRefused(ran, words);
        Assert.Contains("free some space", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(directory.Path), file => !file.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_disk_ends_the_program_with_one_sentence()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "a file is in its place.");
        string[] own = ["unshare", "--mount", "bash", "-c", $"mount -t tmpfs -o size=3m none '{directory.Path}' && exec \"$@\"", "mounted"];
        if (!await CanAsync([.. own, "true"])) Assert.Skip("Left out: a disk of its own needs the right to mount one, which is not given here.");
        AssertRefused(await ServeAsync(under: own), "are free, 32 MB are needed to start): free some space");
    }

    [Theory]
    [InlineData(false, "cannot be written to: let this user write there")]
    [InlineData(true, "is read-only for this user")]
    public async Task What_this_user_may_not_write_ends_the_program_with_one_sentence(bool isDirectoryOpen, string words)
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "a file is in its place.");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Left out: it is about the modes of Unix.");
            return;
        }
        string[] nobody = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
        if (!await CanAsync([.. nobody, "test", "-r", Sources.Program])) Assert.Skip("Left out: another user cannot read these sources here.");
        if (isDirectoryOpen)
        {
            await using (var database = new SqliteConnection($"Data Source={Database}"))
            {
                await database.OpenAsync();
                await using var command = database.CreateCommand();
                command.CommandText = "CREATE TABLE Something (Id INTEGER)";
                await command.ExecuteNonQueryAsync();
            }
            SqliteConnection.ClearAllPools();
            File.SetUnixFileMode(Database, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
        File.SetUnixFileMode(directory.Path, isDirectoryOpen ? (UnixFileMode)0x1FF : UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        try
        {
            AssertRefused(await ServeAsync(under: nobody), words);
        }
        finally
        {
            File.SetUnixFileMode(directory.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=PORT;Database=x;Username=x;Password=secret-word", "PostgreSQL cannot be reached")]
    [InlineData("Host=127.0.0.1;Port=many;Password=secret-word", "is not one for PostgreSQL")]
    [InlineData("Host=127.0.0.1;Port=99999;Password=secret-word", "names the port 99999: write one from 1 to 65535")]
    [InlineData("Database=x;Password=secret-word", "names no host")]
    public async Task A_PostgreSQL_that_is_not_there_ends_the_program_with_one_sentence(string given, string words)
    {
        var ran = await ServeAsync(On(given.Replace("PORT", $"{Ports.Free()}", StringComparison.Ordinal)));
        AssertRefused(ran, words);
        Assert.DoesNotContain("secret-word", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user", "add", "eve@example.com", "--name", "Eve", "--role", "agent")]
    [InlineData("search", "rebuild")]
    [InlineData("restore", "desk.zip")]
    [InlineData("verify")]
    public async Task A_port_that_is_none_ends_a_verb_with_one_sentence(params string[] words) =>
        AssertRefused(await Ran.ProgramAsync(directory.Path, words, On("Host=127.0.0.1;Port=99999;Username=x")), "names the port 99999");

    [Theory]
    [InlineData("HelpDesk:Limits:SameTime", "abc")]
    [InlineData("HelpDesk:Telemetry:Interval", "often")]
    [InlineData("Logging:LogLevel:Default", "loud")]
    public async Task A_setting_that_cannot_be_read_ends_the_program_with_one_sentence(string setting, string value)
    {
        var ran = await ServeAsync(new() { [setting] = value });
        AssertRefused(ran, "mend it in appsettings.json");
        Assert.Contains($"'{value}'", ran.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public async Task A_PostgreSQL_that_refuses_us_ends_the_program_with_one_sentence()
    {
        PostgresServer.IsNeeded("the refusals of a server");
        AssertRefused(await ServeAsync(On(PostgresServer.ConnectionString("no_such_database"))), "3D000");
        AssertRefused(await ServeAsync(On(PostgresServer.ConnectionString("postgres") + ";Username=nobody_we_know")), "mend user and password in ConnectionStrings:HelpDesk");
    }

    [Theory]
    [InlineData(";Password=secret-guess", "mend user and password in ConnectionStrings:HelpDesk")]
    [InlineData("", "write the password")]
    public async Task A_password_that_is_wrong_or_missing_ends_the_program_with_one_sentence_and_nothing_half_done(string password, string words)
    {
        PostgresProcess.IsNeeded("a server that asks for a password");
        using var server = PostgresProcess.Start();
        server.LetInByPassword("guarded", "secret-word");
        server.Say("postgres", "CREATE DATABASE guarded OWNER guarded");
        var guarded = new NpgsqlConnectionStringBuilder(server.ConnectionString("guarded")) { Username = "guarded", Password = null, Pooling = false }.ConnectionString;
        var ran = await ServeAsync(On(guarded + password));
        AssertRefused(ran, words);
        Assert.DoesNotContain("secret", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(directory.Path), entry => !entry.EndsWith(".lock", StringComparison.Ordinal));
        Assert.Equal(0L, await AskAsync($"{guarded};Password=secret-word", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task A_PostgreSQL_that_forgets_ends_the_program_with_one_sentence_and_no_table()
    {
        PostgresServer.IsNeeded("a server that does not wait for its disk");
        var connection = TestDatabase.Empty();
        await AskAsync(connection, $"ALTER DATABASE \"{new NpgsqlConnectionStringBuilder(connection).Database}\" SET synchronous_commit = off");
        AssertRefused(await ServeAsync(On(connection)), "(synchronous_commit is off): set it to on");
        Assert.Equal(0L, await AskAsync(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    private string Database => Path.Combine(directory.Path, "helpdesk.db");

    private Task<Ran> ServeAsync(Dictionary<string, string>? settings = null, string[]? under = null) =>
        Ran.ProgramAsync(directory.Path, ["--urls", $"http://127.0.0.1:{Ports.Free()}"], settings?.ContainsKey("HelpDesk:Database") == true ? settings : new(settings ?? []) { ["HelpDesk:Database"] = "Sqlite", ["ConnectionStrings:HelpDesk"] = "" }, under);

    private static Dictionary<string, string> On(string connection) => new() { ["HelpDesk:Database"] = "PostgreSql", ["ConnectionStrings:HelpDesk"] = connection };

    private static void AssertRefused(Ran ran, string words)
    {
        Assert.True(ran.Status == 2, $"{ran.Status}: {ran.Output} {ran.Error}");
        Assert.Equal("", ran.Output);
        Assert.Contains(words, Assert.Single(ran.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<bool> CanAsync(string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    private static async Task<object?> AskAsync(string connection, string sql)
    {
        await using var server = new NpgsqlConnection(connection);
        await server.OpenAsync();
        await using var command = new NpgsqlCommand(sql, server);
        return await command.ExecuteScalarAsync();
    }

    private string? Refusal(params string[] settings)
    {
        var builder = Web.Wiring.StartUp.Builder([$"--HelpDesk:DataDirectory={directory.Path}", "--environment=Production", .. settings], verb: null);
        builder.AddStorage();
        builder.AddSecurity();
        builder.AddRateLimits();
        builder.AddMailroom();
        builder.AddTelemetry();
        return StartChecks.Refusal(builder.Build().Services);
    }
}
