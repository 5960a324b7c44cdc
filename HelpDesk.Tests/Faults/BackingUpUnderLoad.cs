using System.Diagnostics;
using HelpDesk.Domain.Post;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F38: a backup under load L, restored elsewhere, holds what was acknowledged up to a moment, and sends no old mail until it is told to.</summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class BackingUpUnderLoad(ITestOutputHelper output)
{
    [Fact]
    public Task F38_a_backup_under_load_holds_everything_up_to_a_moment() => BackedUpAsync(1);

    [Fact(Explicit = true)]
    public Task F38_ten_backups_under_load_hold_everything_up_to_a_moment() => BackedUpAsync(10);

    private async Task BackedUpAsync(int backups)
    {
        using var place = new TempDirectory();
        var home = Path.Combine(place.Path, "home");
        // Nobody files anything there: the house lives in another year, in which its mails would come due.
        await using (var house = new TestHouse(directory: home)) await house.GetCastAsync();
        await using var sink = await MailSink.StartAsync();
        var port = Ports.Free();
        await using var desk = await DeskProcess.StartAsync(home, port, KillingTheProcess.Settings(sink.Port, port));
        await using var load = await Load.BeginAsync(desk.Address, Random.Shared.Next());
        var sure = new List<(string File, HashSet<string> Before, HashSet<string> After)>();
        for (var i = 0; i < backups; i++)
        {
            Assert.True(await load.GoesOnAsync());
            var file = Path.Combine(place.Path, $"{i}.zip");
            var acknowledged = load.Ledger.Texts.ToHashSet();
            var ran = await Ran.ProgramAsync(home, ["backup", file]);
            Assert.True(ran.Status == 0, ran.Error);
            sure.Add((file, acknowledged, load.Ledger.Tried.ToHashSet()));
            Assert.True(await load.GoesOnAsync());
        }
        await load.EndAsync();
        await desk.KillAsync();

        var (kept, held) = (0, 0);
        foreach (var (file, acknowledged, tried) in sure)
        {
            var restored = Path.Combine(place.Path, Path.GetFileNameWithoutExtension(file));
            TestDatabase.PlaceEmpty(restored);
            var ran = await Ran.ProgramAsync(restored, ["restore", file]);
            Assert.True(ran.Status == 0, ran.Error);
            await Judge.NothingIsWrongAsync(restored);
            await using (var db = TestDatabase.Open(restored))
            {
                // All that was acknowledged before it began, and nothing that was sent only after its end: a prefix.
                var bodies = (await db.TicketMessages.Where(m => m.Body.StartsWith("text-")).Select(m => m.Body).ToListAsync()).ToHashSet();
                Assert.Subset(bodies, acknowledged);
                Assert.Subset(tried, bodies);
                Assert.True(await db.MailHolds.AnyAsync());
                kept += bodies.Count;
            }
            held += await SendsNothingAsync(restored, isShort: backups == 1);
        }
        Figures.Tell(output, "F38", $"{backups} backups while writing, {kept} texts in them and none that was acknowledged before missing, no dangling file; {held} mails held and 0 sent by the restored desks until told, then all");
    }

    /// <summary>A desk on restored data hands over no mail while people only look; told to, it sends all.</summary>
    private static async Task<int> SendsNothingAsync(string directory, bool isShort)
    {
        await using (var db = TestDatabase.Open(directory))
            await db.Outbox.Where(m => m.Fate == MailFate.Sent).OrderByDescending(m => m.CreatedAt).Take(20).ExecuteUpdateAsync(set => set.SetProperty(m => m.Fate, MailFate.Pending));
        await using var sink = await MailSink.StartAsync();
        var port = Ports.Free();
        await using (var desk = await DeskProcess.StartAsync(directory, port, KillingTheProcess.Settings(sink.Port, port)))
        {
            // Two sweeps of the outbox.
            for (var time = Stopwatch.StartNew(); time.Elapsed < TimeSpan.FromSeconds(11);) await Task.Delay(500);
            Assert.Empty(sink.Received());
            await desk.KillAsync();
        }
        int owed;
        await using (var db = TestDatabase.Open(directory)) owed = await db.Outbox.CountAsync(m => m.Fate == MailFate.Pending || m.Fate == MailFate.Deferred);
        Assert.True(owed > 0);
        if (isShort) await Judge.LapseAsync(directory);
        Assert.Contains("leave now", (await Ran.ProgramAsync(directory, ["post", "send"])).Output);
        await using (var desk = await DeskProcess.StartAsync(directory, port, KillingTheProcess.Settings(sink.Port, port)))
        {
            await Judge.DrainedAsync(directory);
            await desk.KillAsync();
        }
        Assert.Equal(owed, sink.Received().Select(m => m.MessageId).Distinct().Count());
        return owed;
    }
}
