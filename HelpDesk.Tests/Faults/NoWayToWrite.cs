using System.Diagnostics;
using System.Net;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using Microsoft.Data.Sqlite;
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
    [Fact]
    public Task F06_a_full_disk_refuses_writes_and_nothing_else() => FailingAsync("F06", "ENOSPC", TimeSpan.FromSeconds(4));

    [Fact]
    public Task F07_a_read_only_disk_refuses_writes_and_nothing_else() => FailingAsync("F07", "EROFS", TimeSpan.FromSeconds(4));

    [Fact(Explicit = true)]
    public async Task F08_a_locked_database_refuses_writes_and_nothing_else() =>
        await UnderFaultAsync("F08", TimeSpan.FromSeconds(45), (desk, directory) => LockedAsync(directory));

    private async Task FailingAsync(string fault, string error, TimeSpan time)
    {
        Needs.Program("strace", "a disk that fails");
        await UnderFaultAsync(fault, time, (desk, _) => FailAsync(desk, error));
    }

    private async Task UnderFaultAsync(string fault, TimeSpan time, Func<DeskProcess, string, Task<IAsyncDisposable>> begin)
    {
        using var place = new TempDirectory();
        await using (var house = new TestHouse(directory: place.Path)) await house.GetCastAsync();
        await using var sink = await MailSink.StartAsync();
        var port = Ports.Free();
        await using var desk = await DeskProcess.StartAsync(place.Path, port, KillingTheProcess.Settings(sink.Port, port));
        await using var load = await Load.BeginAsync(desk.Address, Random.Shared.Next());
        Assert.True(await load.GoesOnAsync());
        using var reader = await ReaderAsync(desk.Address);

        int before, refused, reads = 0;
        await using (await begin(desk, place.Path))
        {
            // What was under way is over by now.
            await Task.Delay(TimeSpan.FromSeconds(1));
            (before, refused) = (load.Ledger.Texts.Count, load.Ledger.Unavailable);
            for (var under = Stopwatch.StartNew(); under.Elapsed < time || load.Ledger.Unavailable == refused; reads++)
            {
                foreach (var path in (string[])["/portal", "/account", "/health/live"]) Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
                Assert.True(under.Elapsed < TimeSpan.FromMinutes(2), "No write was refused for two minutes.");
                await Task.Delay(100);
            }
            Assert.Equal(before, load.Ledger.Texts.Count);
            refused = load.Ledger.Unavailable - refused;
        }
        var back = Stopwatch.StartNew();
        Assert.True(await load.GoesOnAsync(), "Nothing was acknowledged any more after the fault.");
        back.Stop();
        await load.EndAsync();
        await Judge.DrainedAsync(place.Path);
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

    /// <summary>Somebody else holds the lock of the only writer.</summary>
    private static async Task<IAsyncDisposable> LockedAsync(string directory)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "helpdesk.db"), Pooling = false }.ToString());
        await connection.OpenAsync();
        var transaction = connection.BeginTransaction(deferred: false);
        return new Ending(async () =>
        {
            await transaction.RollbackAsync();
            await connection.DisposeAsync();
        });
    }

    private sealed class Ending(Func<Task> end) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await end();
    }
}
