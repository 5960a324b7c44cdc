using System.Diagnostics;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>P1–P3 of docs/reliability.md: what was acknowledged is there, a step is all or nothing, every mail due is sent.</summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class KillingTheProcess(ITestOutputHelper output)
{
    private const int Workers = 1;
    private const int Few = 5;

    [Fact]
    public Task F01_kills_under_four_writers_lose_nothing() => KilledAsync("F01", DatabaseKind.Sqlite, Few);

    [Fact(Explicit = true)]
    public Task F01_a_hundred_kills_under_four_writers_lose_nothing() => KilledAsync("F01", DatabaseKind.Sqlite, 100);

    [Fact]
    public Task F02_kills_under_four_writers_lose_nothing() => KilledAsync("F02", DatabaseKind.PostgreSql, Few);

    [Fact(Explicit = true)]
    public Task F02_a_hundred_kills_under_four_writers_lose_nothing() => KilledAsync("F02", DatabaseKind.PostgreSql, 100);

    private async Task KilledAsync(string fault, DatabaseKind database, int kills)
    {
        TestDatabase.OnlyOn(database, "F01 is SQLite, F02 the same on PostgreSQL.");
        var directory = System.IO.Directory.CreateTempSubdirectory("helpdesk-kill-").FullName;
        await using (var house = new TestHouse(directory: directory)) await house.GetCastAsync();
        await using var sink = await MailSink.StartAsync();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        var port = Ports.Free();
        var settings = Settings(sink.Port, port);
        var desk = await DeskProcess.StartAsync(directory, port, settings);
        await using var load = await Load.BeginAsync(desk.Address, seed);
        var slowest = TimeSpan.Zero;
        for (var kill = 0; kill < kills; kill++)
        {
            // A kill proves something only while there is writing; on a busy machine that begins late.
            await load.GoesOnAsync();
            await Task.Delay(random.Next(0, 1000));
            await desk.KillAsync();
            await desk.DisposeAsync();
            if (kills == Few) await Judge.LapseAsync(directory);
            var time = Stopwatch.StartNew();
            desk = await DeskProcess.StartAsync(directory, port, settings);
            if (time.Elapsed > slowest) slowest = time.Elapsed;
        }
        await load.EndAsync();
        await Judge.DrainedAsync(directory);
        await desk.KillAsync();
        await desk.DisposeAsync();

        Assert.True(load.Ledger.Texts.Count >= kills, $"Only {load.Ledger.Texts.Count} writes were acknowledged: too few to prove anything.");
        await Judge.NothingIsLostAsync(directory, load.Ledger);
        var (owed, twice) = await Judge.EveryMailIsSentAsync(directory, sink, kills * Workers);
        Figures.Tell(output, fault, $"{kills} kills, {load.Ledger.Texts.Count} acknowledged, 0 lost; {owed} mails owed, 0 never sent, {twice} twice; ready after at most {slowest.TotalSeconds:F1} s");
        TestDatabase.Drop(directory);
        System.IO.Directory.Delete(directory, recursive: true);
    }

    internal static Dictionary<string, string> Settings(int smtpPort, int port) => new()
    {
        ["HelpDesk:Demo"] = "false",
        ["HelpDesk:BaseUrl"] = $"http://127.0.0.1:{port}",
        ["HelpDesk:Mail:Smtp:Host"] = "127.0.0.1",
        ["HelpDesk:Mail:Smtp:Port"] = smtpPort.ToString(),
        ["HelpDesk:Mail:Smtp:Security"] = "None",
        ["HelpDesk:Mail:Smtp:From"] = "HelpDesk <help@example.com>",
        ["Logging:LogLevel:Default"] = "Warning",
    };
}
