using System.Diagnostics;
using System.Net;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.StartUp;

/// <summary>A database, a disk or a directory that cannot be used keeps the program from starting with one sentence that says what to do, status 2, and no stack trace.</summary>
public sealed class RefusingDatabases : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_database_that_is_none_ends_the_program_with_one_sentence_and_is_left_alone()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "a file is in its place.");
        var text = new string('x', 5000);
        directory.File("helpdesk.db", text);
        Refusals.Assert(await Refusals.ServeAsync(directory), "restore a backup");
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
        Refusals.Assert(await Refusals.ServeAsync(directory), "Start the newer program, or restore a backup made by this one.");
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
        var ran = await Refusals.ServeAsync(directory, new() { ["DOTNET_EnableWriteXorExecute"] = "0" }, ["bash", "-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec \"$@\"", "limited"]);
        Refusals.Assert(ran, words);
        Assert.Contains("free some space", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(directory.Path), file => !file.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_disk_ends_the_program_with_one_sentence()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "a file is in its place.");
        string[] own = ["unshare", "--mount", "bash", "-c", $"mount -t tmpfs -o size=3m none '{directory.Path}' && exec \"$@\"", "mounted"];
        if (!await CanAsync([.. own, "true"])) Assert.Skip("Left out: a disk of its own needs the right to mount one, which is not given here.");
        Refusals.Assert(await Refusals.ServeAsync(directory, under: own), "are free, 32 MB are needed to start): free some space");
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
            Refusals.Assert(await Refusals.ServeAsync(directory, under: nobody), words);
        }
        finally
        {
            File.SetUnixFileMode(directory.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task A_second_program_on_one_directory_ends_with_one_sentence_and_the_first_goes_on()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "several may serve one database of PostgreSQL.");
        await using var first = new TestHouse(directory: directory.Path) { IsAlone = true };
        await first.GetCastAsync();
        Refusals.Assert(await Refusals.ServeAsync(directory), $"Another HelpDesk serves '{directory.Path}': stop it first");
        using var elsewhere = new TempDirectory();
        Refusals.Assert(await Refusals.ServeAsync(elsewhere, new() { ["HelpDesk:Database"] = "Sqlite", ["ConnectionStrings:HelpDesk"] = $"Data Source={Database}" }), $"Another HelpDesk serves '{Database}'");
        Assert.Equal(HttpStatusCode.OK, (await first.CreateClient().GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_database_of_another_program_ends_the_program_with_one_sentence_and_is_left_alone()
    {
        TestDatabase.PlaceEmpty(directory.Path);
        await using var other = TestDatabase.Open(directory.Path);
        await other.Database.ExecuteSqlRawAsync("""CREATE TABLE "Tickets" ("Number" integer)""");
        var before = TestDatabase.IsPostgreSql ? [] : await File.ReadAllBytesAsync(Database);
        Refusals.Assert(await Ran.ProgramAsync(directory.Path, ["--urls", $"http://127.0.0.1:{Ports.Free()}"]), "has a table 'Tickets' already that HelpDesk did not make");
        var tables = other.Database.SqlQueryRaw<string>(TestDatabase.IsPostgreSql
            ? """SELECT tablename AS "Value" FROM pg_tables WHERE schemaname = 'public'"""
            : """SELECT name AS "Value" FROM sqlite_master""");
        Assert.Equal(["Tickets"], await tables.ToListAsync());
        if (!TestDatabase.IsPostgreSql) Assert.Equal(before, await File.ReadAllBytesAsync(Database));
    }

    private string Database => Path.Combine(directory.Path, "helpdesk.db");

    private static async Task<bool> CanAsync(string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
