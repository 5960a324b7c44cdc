using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>
/// P1 over a power loss: the file system on which the database lies is cut off from its disk, and mounted again. What was written and not synced is gone
/// then, which each cut proves by a file of its own; that the disk itself keeps what it was told to sync is its maker's promise.
/// </summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class CuttingThePower(ITestOutputHelper output)
{
    private const int Workers = 1;
    private const int Megabytes = 1024;

    [Fact(Explicit = true)]
    public async Task F04_power_cuts_under_four_writers_lose_nothing()
    {
        const int Cuts = 10;
        TestDisk.IsNeeded("a power cut");
        using var disk = TestDisk.Journaled(Megabytes);
        using var spool = new TempDirectory();
        using var server = TestDatabase.IsPostgreSql ? PostgresProcess.Start(disk.Path) : null;
        var directory = server is null ? Path.Combine(disk.Path, "desk") : spool.Path;
        if (server is not null) TestDatabase.Place(directory, server.Empty("helpdesk"));
        await using (var house = new TestHouse(directory: directory)) await house.GetCastAsync();
        await using var sink = await MailSink.StartAsync();
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var port = Ports.Free();
        var settings = KillingTheProcess.Settings(sink.Port, port);
        var desk = await DeskProcess.StartAsync(directory, port, settings);
        try
        {
            await using var load = await Load.BeginAsync(desk.Address, seed);
            for (var cut = 0; cut < Cuts; cut++)
            {
                Assert.True(await load.GoesOnAsync());
                await Task.Delay(random.Next(0, 1000));
                var unsynced = Path.Combine(disk.Path, $"unsynced-{cut}");
                await File.WriteAllTextAsync(unsynced, "Words that nobody synced.");
                disk.CutPower();
                await desk.DisposeAsync();
                server?.StopAtOnce();
                disk.MountAgain();
                Assert.False(File.Exists(unsynced) && new FileInfo(unsynced).Length > 0, "What was not synced is there: this was no power cut.");
                server?.StartAgain();
                desk = await DeskProcess.StartAsync(directory, port, settings);
            }
            Assert.True(await load.GoesOnAsync());
            await load.EndAsync();
            await Judge.DrainedAsync(directory);
            await desk.DisposeAsync();

            Assert.True(load.Ledger.Texts.Count > Cuts, $"Only {load.Ledger.Texts.Count} writes were acknowledged: too few to prove anything.");
            await Judge.NothingIsLostAsync(directory, load.Ledger);
            var (owed, twice) = await Judge.EveryMailIsSentAsync(directory, sink, Cuts * Workers);
            Figures.Tell(output, "F04", $"{Cuts} power cuts, {load.Ledger.Texts.Count} acknowledged, 0 lost; {owed} mails owed, 0 never sent, {twice} twice; what nobody had synced was gone each time");
        }
        finally
        {
            // Else the disk would be in use still, and that would be all that is said.
            await desk.DisposeAsync();
        }
        TestDatabase.Drop(directory);
    }
}
