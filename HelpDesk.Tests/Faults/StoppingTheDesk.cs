using System.Diagnostics;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F11: a supervisor stops the desk under load. What it has begun it answers; what it has not begun leaves no trace.</summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class StoppingTheDesk(ITestOutputHelper output)
{
    [Fact]
    public Task F11_no_accepted_request_is_cut_when_it_is_told_to_stop() => StoppedAsync(2);

    [Fact(Explicit = true)]
    public Task F11_no_accepted_request_is_cut_in_twenty_stops() => StoppedAsync(20);

    private async Task StoppedAsync(int stops)
    {
        using var place = new TempDirectory();
        await using (var house = new TestHouse(directory: place.Path)) await house.GetCastAsync();
        await using var sink = await MailSink.StartAsync();
        var port = Ports.Free();
        var settings = KillingTheProcess.Settings(sink.Port, port);
        var (slowest, acknowledged) = (TimeSpan.Zero, 0);
        for (var stop = 0; stop < stops; stop++)
        {
            await using var desk = await DeskProcess.StartAsync(place.Path, port, settings);
            await using var load = await Load.BeginAsync(desk.Address, Random.Shared.Next());
            Assert.True(await load.GoesOnAsync());
            await Task.Delay(Random.Shared.Next(0, 1000));
            var time = Stopwatch.StartNew();
            desk.Terminate();
            Assert.Equal(0, await desk.EndedAsync(TimeSpan.FromMinutes(1)));
            if (time.Elapsed > slowest) slowest = time.Elapsed;
            await load.EndAsync();
            // Whatever was sent and not answered must not have been done.
            await using var db = TestDatabase.Open(place.Path);
            var kept = (await db.TicketMessages.Select(m => m.Body).ToListAsync()).ToHashSet();
            Assert.DoesNotContain(load.Ledger.Tried.Except(load.Ledger.Texts), kept.Contains);
            Assert.DoesNotContain(load.Ledger.Texts, text => !kept.Contains(text));
            acknowledged += load.Ledger.Texts.Count;
        }
        await Judge.NothingIsWrongAsync(place.Path);
        Figures.Tell(output, "F11", $"{stops} stops, {acknowledged} acknowledged, 0 done without an answer; ended after at most {slowest.TotalSeconds:F1} s with status 0");
    }
}
