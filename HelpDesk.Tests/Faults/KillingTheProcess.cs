using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>P1–P3 of docs/reliability.md: what was acknowledged is there, a step is all or nothing, every mail due is sent.</summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class KillingTheProcess
{
    private const int Kills = 20;
    private const int Workers = 1;

    [Fact]
    public async Task Twenty_kills_under_four_writers_lose_nothing()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("helpdesk-kill-").FullName;
        await using (var house = new TestHouse(directory: directory)) await house.GetCastAsync();
        await using var sink = await MailSink.StartAsync();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var port = Ports.Free();
        var settings = Settings(sink.Port, port);
        var ledger = new Ledger();
        string[] people = [Cast.Carl, Cast.Carl, Cast.Sasha, Cast.Sasha];
        var writers = people.Select((email, i) => new Writer(new Uri($"http://127.0.0.1:{port}"), email, ledger, seed + i)).ToList();

        var desk = await DeskProcess.StartAsync(directory, port, settings);
        foreach (var writer in writers) await writer.SignInAsync();
        using var stop = new CancellationTokenSource();
        var writing = writers.Select(w => w.WriteUntilAsync(stop.Token)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            // A kill proves something only while there is writing; on a busy machine that begins late.
            var before = ledger.Texts.Count;
            for (var wait = 0; wait < 300 && ledger.Texts.Count == before; wait++) await Task.Delay(100);
            await Task.Delay(random.Next(0, 1000));
            await desk.KillAsync();
            await desk.DisposeAsync();
            desk = await DeskProcess.StartAsync(directory, port, settings);
        }
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        foreach (var writer in writers) writer.Dispose();
        await DrainedAsync(directory);
        await desk.KillAsync();
        await desk.DisposeAsync();

        Assert.True(ledger.Texts.Count >= Kills, $"Only {ledger.Texts.Count} writes were acknowledged: too few to prove anything.");
        await NothingIsLostAsync(directory, ledger);
        await EveryMailIsSentAsync(directory, sink);
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

    private static async Task NothingIsLostAsync(string directory, Ledger ledger)
    {
        await using var db = Open(directory);
        Assert.Equal("ok", (await db.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync()).Single());
        var bodies = (await db.TicketMessages.Select(m => m.Body).ToListAsync()).GroupBy(b => b).ToDictionary(g => g.Key, g => g.Count());
        Assert.DoesNotContain(ledger.Texts, text => !bodies.ContainsKey(text));
        Assert.DoesNotContain(ledger.Texts, text => bodies[text] > 1);

        var events = (await db.TicketEvents.AsNoTracking().ToListAsync()).ToLookup(e => e.TicketId);
        foreach (var ticket in await db.Tickets.AsNoTracking().ToListAsync())
        {
            var history = events[ticket.Id].OrderBy(e => e.Sequence).ToList();
            Assert.Equal(Enumerable.Range(1, ticket.LastSequence), history.Select(e => e.Sequence));
            Assert.Equal(ticket.State, history.Last(e => e.To is not null).To);
        }
        var orphans = await db.TicketMessages.CountAsync(m => !db.TicketEvents.Any(e => e.TicketId == m.TicketId && e.Message == m.Id));
        Assert.Equal(0, orphans);
    }

    private static async Task EveryMailIsSentAsync(string directory, MailSink sink)
    {
        await using var db = Open(directory);
        var mails = await db.Outbox.AsNoTracking().ToListAsync();
        Assert.NotEmpty(mails);
        Assert.All(mails, mail => Assert.Equal(MailFate.Sent, mail.Fate));
        var received = sink.Received().GroupBy(m => m.MessageId).ToDictionary(g => g.Key, g => g.Count());
        foreach (var mail in mails) Assert.Contains(received.Keys, id => id.Contains(mail.Id.Value.ToString("N"), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(mails.Count, received.Count);
        var doubled = received.Values.Sum(count => count - 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"{mails.Count} mails due, 0 never sent, {doubled} sent twice");
        Assert.InRange(doubled, 0, Kills * Workers);
    }

    private static async Task DrainedAsync(string directory)
    {
        for (var wait = 0; wait < 600; wait++)
        {
            await using var db = Open(directory);
            if (!await db.Outbox.AnyAsync(m => m.Fate == MailFate.Pending || m.Fate == MailFate.Deferred)) return;
            await Task.Delay(250);
        }
    }

    internal static SqliteDb Open(string directory) =>
        new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "helpdesk.db"), Pooling = false }.ToString()).Options);
}
