using System.Diagnostics;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F09: the PostgreSQL server ends at once, as <c>pg_ctl stop -m immediate</c> ends it, and recovers, while the desk goes on.</summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class RestartingTheServer(ITestOutputHelper output)
{
    private const int Workers = 1;

    [Fact]
    public Task F09_immediate_restarts_of_the_server_lose_nothing() => RestartedAsync(2);

    [Fact(Explicit = true)]
    public Task F09_ten_immediate_restarts_of_the_server_lose_nothing() => RestartedAsync(10);

    private async Task RestartedAsync(int restarts)
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "SQLite has no server; it lives in the desk's process, which F01 kills.");
        PostgresProcess.IsNeeded("a server that is restarted");
        using var server = PostgresProcess.Start();
        using var place = new TempDirectory();
        TestDatabase.Place(place.Path, server.Empty("helpdesk"));
        await using (var house = new TestHouse(directory: place.Path)) await house.GetCastAsync();
        await using var sink = await MailSink.StartAsync();
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var port = Ports.Free();
        await using var desk = await DeskProcess.StartAsync(place.Path, port, KillingTheProcess.Settings(sink.Port, port));
        await using var load = await Load.BeginAsync(desk.Address, seed);
        var slowest = TimeSpan.Zero;
        for (var restart = 0; restart < restarts; restart++)
        {
            Assert.True(await load.GoesOnAsync());
            await Task.Delay(random.Next(0, 1000));
            server.StopAtOnce();
            server.StartAgain();
            var back = Stopwatch.StartNew();
            Assert.True(await load.GoesOnAsync(), "Nothing was acknowledged any more after the restart. " + desk.Said);
            if (back.Elapsed > slowest) slowest = back.Elapsed;
        }
        await load.EndAsync();
        await Judge.DrainedAsync(place.Path);
        Assert.False(desk.HasEnded, desk.Said);
        await desk.KillAsync();

        Assert.True(load.Ledger.Bugs.Count == 0, $"{string.Join('\n', load.Ledger.Bugs)}\n{desk.Said}");
        await Judge.NothingIsLostAsync(place.Path, load.Ledger);
        var (owed, twice) = await Judge.EveryMailIsSentAsync(place.Path, sink, restarts * Workers);
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Figures.Tell(output, "F09", $"{restarts} restarts, {load.Ledger.Texts.Count} acknowledged, 0 lost, {load.Ledger.Unavailable} writes answered 503 with Retry-After; {owed} mails owed, 0 never sent, {twice} twice; writes acknowledged again at most {slowest.TotalSeconds:F1} s after the server took connections");
    }
}
