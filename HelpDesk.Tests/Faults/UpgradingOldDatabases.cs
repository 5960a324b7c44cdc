using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>
/// F39–F41: databases that older programs made (Faults/Kept, one a release) are brought to this version, also when the process is killed in the middle;
/// and a database of a newer version is left alone.
/// </summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class UpgradingOldDatabases(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Off = new() { ["HelpDesk:Demo"] = "false", ["HelpDesk:Jobs"] = "true", ["Logging:LogLevel:Default"] = "Warning" };

    public static TheoryData<string> Kept => new(Directory.GetFiles(Path.Combine(Sources.Tests, "Faults", "Kept"), "*.db.gz").Select(path => Path.GetFileName(path)).Order());

    [Theory, MemberData(nameof(Kept))]
    public async Task F39_a_database_of_an_older_release_keeps_every_row(string kept)
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "no older release has kept anything on PostgreSQL.");
        using var place = new TempDirectory();
        await UnpackAsync(kept, place.Path);
        var before = await SumAsync(place.Path);
        Assert.True(before.Tickets > 3, $"{kept} holds {before.Tickets} tickets.");
        await using (var desk = await DeskProcess.StartAsync(place.Path, Ports.Free(), new(Off) { ["HelpDesk:Jobs"] = "false" })) await desk.KillAsync();
        Assert.Equal(before, await SumAsync(place.Path));
        await Judge.NothingIsWrongAsync(place.Path, unchained: true);
        // The desk chains the old events by itself.
        await using (var desk = await DeskProcess.StartAsync(place.Path, Ports.Free(), Off))
        {
            await ChainedAsync(place.Path);
            await desk.KillAsync();
        }
        await Judge.NothingIsWrongAsync(place.Path);
        Figures.Tell(output, "F39", $"{kept}: {before.Tickets} tickets, {before.Events} events, {before.Messages} messages with equal checksums, every hash fits");
    }

    [Fact]
    public Task F40_a_kill_in_the_middle_of_a_migration_is_finished_by_the_next_start() => KilledAsync(2);

    [Fact(Explicit = true)]
    public Task F40_a_kill_at_fifty_moments_of_a_migration_is_finished_by_the_next_start() => KilledAsync(50);

    [Fact]
    public async Task F41_a_database_of_a_newer_program_is_refused_and_left_alone()
    {
        if (TestDatabase.IsPostgreSql) PostgresProcess.IsNeeded("what a database holds before and after");
        using var place = new TempDirectory();
        await using (var house = new TestHouse(directory: place.Path))
        {
            await house.GetCastAsync();
            await house.ReadAsync(db => db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99.0')"""));
        }
        var before = await WholeAsync(place.Path);
        foreach (var words in (string[][])[["--urls", "http://127.0.0.1:0"], ["verify"], ["backup", Path.Combine(place.Path, "desk.zip")], ["user", "reset", Cast.Carl]])
        {
            var ran = await Ran.ProgramAsync(place.Path, words);
            Assert.Equal(2, ran.Status);
            Assert.Matches("newer than this program|another version than this program", ran.Error);
        }
        Assert.Equal(before, await WholeAsync(place.Path));
        Figures.Tell(output, "F41", "serving and three verbs: status 2 and one sentence each, the database byte for byte as before");
    }

    /// <summary>All that a database holds.</summary>
    private static async Task<string> WholeAsync(string directory)
    {
        if (!TestDatabase.IsPostgreSql) return Convert.ToHexString(await File.ReadAllBytesAsync(Path.Combine(directory, "helpdesk.db")));
        var at = new NpgsqlConnectionStringBuilder(TestDatabase.For(directory));
        using var dump = Process.Start(new ProcessStartInfo(Path.Combine(PostgresProcess.Programs!, "pg_dump"), ["-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, at.Database!]) { RedirectStandardOutput = true, Environment = { ["PGPASSWORD"] = at.Password } })!;
        var text = await dump.StandardOutput.ReadToEndAsync();
        await dump.WaitForExitAsync();
        Assert.Equal(0, dump.ExitCode);
        // A word that each dump makes up for itself.
        return string.Join('\n', text.Split('\n').Where(line => !line.StartsWith(@"\restrict", StringComparison.Ordinal) && !line.StartsWith(@"\unrestrict", StringComparison.Ordinal)));
    }

    /// <summary>strace ends the process at its nth write to a file, for n spread over all that the upgrade of the oldest database needs.</summary>
    private async Task KilledAsync(int kills)
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "MakingADatabase kills it in the migrations that PostgreSQL has.");
        Needs.Program("strace", "a kill at a known write");
        var oldest = Kept.First().Data;
        int writes;
        using (var place = new TempDirectory())
        {
            await UnpackAsync(oldest, place.Path);
            var trace = Path.Combine(place.Path, "trace.txt");
            await using (var desk = await DeskProcess.StartAsync(place.Path, Ports.Free(), new(Off) { ["HelpDesk:Jobs"] = "false" }, ["strace", "-f", "-y", "--seccomp-bpf", "-e", "trace=pwrite64", "-o", trace])) await desk.KillAsync();
            // strace counts each thread for itself.
            writes = Regex.Matches(await File.ReadAllTextAsync(trace), @"^(\d+) +pwrite64\(", RegexOptions.Multiline).GroupBy(call => call.Groups[1].Value).Max(thread => thread.Count());
        }
        Assert.True(writes > 20, $"The upgrade makes {writes} writes.");
        var halfway = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using var place = new TempDirectory();
            await UnpackAsync(oldest, place.Path);
            var before = await SumAsync(place.Path);
            var nth = 1 + (int)((long)kill * (writes - 1) / Math.Max(1, kills - 1));
            await using (var desk = DeskProcess.Begin(place.Path, Ports.Free(), new(Off) { ["HelpDesk:Jobs"] = "false" }, ["strace", "-f", "-qq", "-e", "trace=pwrite64", "-e", $"inject=pwrite64:signal=KILL:when={nth}", "-o", "/dev/null"]))
                // Where the threads shared the work otherwise than before, it may come through.
                if (await desk.IsReadyAsync()) await desk.KillAsync();
            // Unchanged, finished, or in between: whole migrations, none half.
            int applied, known;
            await using (var db = TestDatabase.Open(place.Path))
            {
                Assert.Equal("ok", (await db.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync())[0]);
                var done = (await db.Database.GetAppliedMigrationsAsync()).ToList();
                (applied, known) = (done.Count, db.Database.GetMigrations().Count());
                Assert.Equal(db.Database.GetMigrations().Take(applied), done);
            }
            if (applied < known) halfway++;
            await using (var again = await DeskProcess.StartAsync(place.Path, Ports.Free(), new(Off) { ["HelpDesk:Jobs"] = "false" })) await again.KillAsync();
            Assert.Equal(before, await SumAsync(place.Path));
            await Judge.NothingIsWrongAsync(place.Path, unchained: true);
        }
        Assert.True(halfway > 0, "No kill came before the end of the migration.");
        Figures.Tell(output, "F40", $"{kills} kills spread over the {writes} writes of the busiest thread of a start that upgrades {oldest}: {halfway} before its end; each time whole migrations, finished by the next start, checksums equal");
    }

    private static async Task UnpackAsync(string kept, string directory)
    {
        await using var from = new GZipStream(File.OpenRead(Path.Combine(Sources.Tests, "Faults", "Kept", kept)), CompressionMode.Decompress);
        await using var to = File.Create(Path.Combine(directory, "helpdesk.db"));
        await from.CopyToAsync(to);
    }

    private static async Task ChainedAsync(string directory)
    {
        for (var time = Stopwatch.StartNew(); time.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(500))
        {
            await using var db = TestDatabase.Open(directory);
            if (!await db.Tickets.Unchained().AnyAsync()) return;
        }
        Assert.Fail("Old tickets are not chained after two minutes.");
    }

    /// <summary>What every version keeps of tickets, by the columns that the first had.</summary>
    private static async Task<(int Tickets, int Events, int Messages, string Sum)> SumAsync(string directory)
    {
        await using var db = TestDatabase.Open(directory);
        async Task<List<string>> RowsAsync(string sql) => await db.Database.SqlQueryRaw<string>(sql).ToListAsync();
        var tickets = await RowsAsync("""SELECT hex("Id") || "Number" || "Subject" || "State" || "Priority" || "CreatedAt" || "LastSequence" || "Entry" AS "Value" FROM "Tickets" ORDER BY "Number" """);
        var events = await RowsAsync("""SELECT hex("TicketId") || "Sequence" || "Kind" || "At" || hex("Command") || ifnull("Step", '') || ifnull("From", '') || ifnull("To", '') || "Changes" AS "Value" FROM "TicketEvents" ORDER BY "TicketId", "Sequence" """);
        var messages = await RowsAsync("""SELECT hex("Id") || "Sequence" || "Body" || "At" AS "Value" FROM "Messages" ORDER BY "Id" """);
        var sum = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', [.. tickets, .. events, .. messages])));
        return (tickets.Count, events.Count, messages.Count, Convert.ToHexStringLower(sum));
    }
}
