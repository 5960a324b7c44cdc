using System.Diagnostics;
using System.Net;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>
/// F06–F08: the disk is full, read-only, or the database is locked, under load L and for a while. strace, which CI installs, makes every write
/// to a file fail in the running process as the kernel would; so it works as root and in a container.
/// </summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class NoWayToWrite(ITestOutputHelper output)
{
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task F06_a_full_disk_refuses_writes_and_nothing_else()
    {
        if (!TestDatabase.IsPostgreSql)
        {
            await FailingAsync("F06", "ENOSPC");
            return;
        }
        TestDisk.IsNeeded("a full disk");
        PostgresProcess.IsNeeded("a full disk");
        // The log lies on a disk of its own: a server that cannot write that ends, and recovers when there is room.
        using TestDisk disk = TestDisk.Small(200), logDisk = TestDisk.Small(400);
        using var server = PostgresProcess.Start(disk.Path, Directory.CreateDirectory(Path.Combine(logDisk.Path, "log")).FullName);
        await UnderFaultAsync("F06", AWhile, (_, _) =>
        {
            var filler = disk.Fill();
            return Task.FromResult<IAsyncDisposable>(new Ending(() =>
            {
                filler.Dispose();
                return Task.CompletedTask;
            }));
        }, server, refusesAll: false);
    }

    [Fact]
    public async Task F07_a_read_only_disk_refuses_writes_and_nothing_else()
    {
        if (!TestDatabase.IsPostgreSql)
        {
            await FailingAsync("F07", "EROFS");
            return;
        }
        PostgresProcess.IsNeeded("a server that is read-only");
        using var server = PostgresProcess.Start();
        await UnderFaultAsync("F07", AWhile, (_, _) => ReadOnlyAsync(server), server);
    }

    [Fact(Explicit = true)]
    public async Task F08_a_locked_database_refuses_writes_and_nothing_else() =>
        await UnderFaultAsync("F08", TimeSpan.FromSeconds(45), (desk, directory) => LockedAsync(directory));

    private async Task FailingAsync(string fault, string error)
    {
        Needs.Program("strace", "a disk that fails");
        await UnderFaultAsync(fault, AWhile, (desk, _) => FailAsync(desk, error));
    }

    /// <param name="server">On which the desk stands, if it is not that of the test run.</param>
    /// <param name="refusesAll">Whether no write at all can succeed.</param>
    private async Task UnderFaultAsync(string fault, TimeSpan time, Func<DeskProcess, string, Task<IAsyncDisposable>> begin, PostgresProcess? server = null, bool refusesAll = true)
    {
        using var place = new TempDirectory();
        if (server is not null) TestDatabase.Place(place.Path, server.Empty("helpdesk"));
        await using (var house = new TestHouse(directory: place.Path)) await house.GetCastAsync();
        await using var sink = await MailSink.StartAsync();
        var port = Ports.Free();
        var settings = KillingTheProcess.Settings(sink.Port, port);
        await using var desk = await DeskProcess.StartAsync(place.Path, port, settings);
        await using var load = await Load.BeginAsync(desk.Address, Random.Shared.Next());
        Assert.True(await load.GoesOnAsync());
        using var reader = await ReaderAsync(desk.Address);

        int before, refused, reads = 0;
        await using (await begin(desk, place.Path))
        {
            // It may still succeed, and on a busy machine takes a while.
            await load.UnderWayEndsAsync();
            (before, refused) = (load.Ledger.Texts.Count, load.Ledger.Unavailable);
            for (var under = Stopwatch.StartNew(); under.Elapsed < time || load.Ledger.Unavailable == refused; reads++)
            {
                foreach (var path in (string[])["/portal", "/account", "/health/live"]) Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
                Assert.True(under.Elapsed < TimeSpan.FromMinutes(2), "No write was refused for two minutes.");
                await Task.Delay(100);
            }
            if (refusesAll) Assert.Equal(before, load.Ledger.Texts.Count);
            refused = load.Ledger.Unavailable - refused;
        }
        var back = Stopwatch.StartNew();
        Assert.True(await load.GoesOnAsync(), "Nothing was acknowledged any more after the fault.");
        back.Stop();
        await load.EndAsync();
        if (time == AWhile)
        {
            await desk.KillAsync();
            await Judge.LapseAsync(place.Path);
            await using var again = await DeskProcess.StartAsync(place.Path, port, settings);
            await Judge.DrainedAsync(place.Path);
        }
        else await Judge.DrainedAsync(place.Path);
        await desk.KillAsync();
        Assert.Empty(load.Ledger.Bugs);
        await Judge.NothingIsLostAsync(place.Path, load.Ledger);
        Figures.Tell(output, fault, $"{load.Ledger.Texts.Count} acknowledged, 0 lost; {refused} writes answered 503 with Retry-After, {reads * 3} reads answered; full service after {back.Elapsed.TotalSeconds:F1} s");
    }

    private static async Task<HttpClient> ReaderAsync(Uri address)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = address };
        var page = await (await new Visitor(http).GetAsync("/signin")).Form("/signin").Fill("Email", Cast.Carol).Fill("Password", Cast.Password).SubmitAsync();
        Assert.True(page.IsRedirect, page.Text);
        return http;
    }

    /// <summary>From now on every write to a file fails in the process of the desk; sockets go on.</summary>
    private static async Task<IAsyncDisposable> FailAsync(DeskProcess desk, string error)
    {
        const string Calls = "pwrite64,pwritev,fallocate,ftruncate";
        var start = new ProcessStartInfo("strace", ["-f", "-p", $"{desk.Id}", "-e", $"trace={Calls}", "-e", $"inject={Calls}:error={error}", "-o", "/dev/null"]) { RedirectStandardError = true };
        var strace = Process.Start(start)!;
        // It says so when it has attached itself.
        for (var line = await strace.StandardError.ReadLineAsync(); line is not null && !line.Contains("attached", StringComparison.Ordinal); line = await strace.StandardError.ReadLineAsync())
            Assert.DoesNotContain("not permitted", line, StringComparison.OrdinalIgnoreCase);
        _ = strace.StandardError.ReadToEndAsync();
        return new Ending(async () =>
        {
            using (var kill = Process.Start("kill", ["-INT", $"{strace.Id}"])) await kill.WaitForExitAsync();
            await strace.WaitForExitAsync();
            strace.Dispose();
        });
    }

    /// <summary>The server takes no writes, as one does that has become a standby.</summary>
    private static Task<IAsyncDisposable> ReadOnlyAsync(PostgresProcess server)
    {
        server.Say("postgres", "ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
        return Task.FromResult<IAsyncDisposable>(new Ending(() =>
        {
            server.Say("postgres", "SET default_transaction_read_only = off", "ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()");
            return Task.CompletedTask;
        }));
    }

    /// <summary>Somebody else holds the lock of the only writer; on PostgreSQL, of every table.</summary>
    private static async Task<IAsyncDisposable> LockedAsync(string directory)
    {
        var db = TestDatabase.Open(directory);
        await db.Database.OpenConnectionAsync();
        if (TestDatabase.IsPostgreSql)
        {
            await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync("""
                DO $$ DECLARE name text; BEGIN
                  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE format('LOCK TABLE %I IN EXCLUSIVE MODE', name); END LOOP;
                END $$
                """);
        }
        else await db.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE");
        return new Ending(async () => await db.DisposeAsync());
    }

    private sealed class Ending(Func<Task> end) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await end();
    }
}
