using System.Diagnostics;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using HelpDesk.Tests.Mailroom.RealServers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F23 and F24: the process that reads a real mailbox is killed between fetching a mail, storing it, marking it and remembering that, and the server numbers its mails anew meanwhile.</summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class KillingTheReader(ITestOutputHelper output)
{
    private const string Desk = "help@acme.test";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // Each with how often it is passed at most before the process ends there: every mail comes to the first three, every fifty mails to the last.
    private static readonly (string Point, int Most)[] Moments = [(Failpoint.FileKept, 40), (Failpoint.WriteCommitted, 40), (Failpoint.InboxStored, 40), (Failpoint.InboxMarked, 2)];

    [Theory]
    [InlineData(null)]
    [InlineData("Handled")]
    public Task F23_and_F24_of_200_mails_each_is_here_once_whenever_the_process_is_killed(string? handled) => OnceEachAsync(handled, 200, Moments, renumbered: [2, 4]);

    [Theory(Explicit = true)]
    [InlineData(null)]
    [InlineData("Handled")]
    public Task F23_and_F24_of_500_mails_each_is_here_once_whenever_the_process_is_killed(string? handled) => OnceEachAsync(handled, 500, [.. Moments, .. Moments], renumbered: [3, 6]);

    /// <param name="renumbered">After which kills the server numbers the mails anew.</param>
    private async Task OnceEachAsync(string? handled, int many, (string Point, int Most)[] moments, int[] renumbered)
    {
        await using var servers = await MailServers.StartAsync();
        servers.AddMailboxUser(Desk);
        using var place = new TempDirectory();
        await using (var house = new TestHouse(directory: place.Path) { Clock = new FakeTimeProvider(DateTimeOffset.UtcNow) }) await house.AddMailboxAsync(servers, Desk, handled);
        await servers.LayManyAsync(Desk, many);
        await using var sink = await MailSink.StartAsync();
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var port = Ports.Free();
        var settings = KillingTheProcess.Settings(sink.Port, port);
        var kills = 0;
        foreach (var (point, most) in moments)
        {
            var nth = random.Next(1, most + 1);
            await using (var desk = DeskProcess.Begin(place.Path, port, new(settings) { ["HelpDesk:Failpoint"] = $"{point}:{nth}" }))
                Assert.True(await desk.EndedAsync(Patience) == DeskProcess.Killed, $"{point} was not reached {nth} times. {desk.Said}");
            await LapseAsync(place.Path);
            if (renumbered.Contains(++kills)) await servers.ChangeUidValidityAsync(Desk);
        }
        await using (var desk = await DeskProcess.StartAsync(place.Path, port, settings))
        {
            await AllAreTakenAsync(servers, place.Path, handled, many);
            await desk.KillAsync();
        }

        await using (var db = TestDatabase.Open(place.Path))
        {
            var mails = await db.Inbox.AsNoTracking().ToListAsync();
            Assert.Equal(many, mails.Count);
            Assert.Equal(many, mails.Select(m => m.RawSha256).Distinct().Count());
        }
        await Judge.NothingIsWrongAsync(place.Path);
        Figures.Tell(output, "F23", $"{kills} kills, the mails numbered anew after number {string.Join(" and ", renumbered)}: {many} of {many} mails, each once");
        TestDatabase.Drop(place.Path);
    }

    // What the killed process held, the next one would wait for.
    private static async Task LapseAsync(string directory)
    {
        await Judge.LapseAsync(directory);
        await using var db = TestDatabase.Open(directory);
        await db.Mailboxes.Where(m => m.Lease != null).ExecuteUpdateAsync(set => set.SetProperty(m => m.LeasedUntil, DateTimeOffset.UnixEpoch));
    }

    // Read or moved on the server, which is told only of what is stored.
    private static async Task AllAreTakenAsync(MailServers servers, string directory, string? handled, int many)
    {
        for (var time = Stopwatch.StartNew(); time.Elapsed < Patience; await Task.Delay(250))
        {
            if ((await servers.CountAsync(Desk)).Unread == 0 && (await servers.CountAsync(Desk, handled ?? "INBOX")).All == many) return;
        }
        await using var late = TestDatabase.Open(directory);
        Assert.Fail($"{await late.Inbox.CountAsync()} mails are here; {await servers.CountAsync(Desk)} lie in the mailbox still.");
    }
}
