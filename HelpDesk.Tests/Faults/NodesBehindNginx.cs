using System.Diagnostics;
using System.Net;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F32 and F33: several nodes on one PostgreSQL database, one killed and one frozen.</summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class NodesBehindNginx(ITestOutputHelper output)
{
    [Fact]
    public async Task F33_who_works_through_nginx_does_not_notice_that_a_node_was_killed()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "SQLite has one node.");
        AreHere();
        var database = TestDatabase.Empty();
        await using var sink = await MailSink.StartAsync();
        var (first, second, front) = (Ports.Free(), Ports.Free(), Ports.Free());
        using var directory = new TempDirectory();
        // Both at once, on a database that nobody has touched.
        await using var one = DeskProcess.Begin(directory.Path, first, Settings(database, sink.Port, front, demo: true));
        await using var other = DeskProcess.Begin(directory.Path, second, Settings(database, sink.Port, front, demo: true));
        Assert.True(await one.IsReadyAsync(), one.Said);
        Assert.True(await other.IsReadyAsync(), other.Said);
        await using var nginx = await NginxProcess.StartAsync(front, first, second);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = nginx.Address };
        var carl = await CarlAsync(http);
        var number = await carl.FilesAsync();
        for (var i = 0; i < 100; i++)
        {
            if (i == 50) await one.KillAsync();
            await carl.RepliesAsync(number, $"Words {i}.");
            Assert.Equal(HttpStatusCode.OK, (await carl.GetAsync($"/portal/tickets/{number}")).Status);
        }
        await using var db = Open(database);
        Assert.Equal(101, await db.TicketMessages.Where(m => db.Tickets.Any(t => t.Id == m.TicketId && t.Number == number)).Select(m => m.Body).Distinct().CountAsync());
        Figures.Tell(output, "F33", "100 of 100 forms and 100 of 100 pages, one of two nodes killed after the 50th");
    }

    [Fact(Explicit = true)]
    public Task F32_a_thousand_timers_and_mails_with_a_node_killed_and_one_frozen() => TakingOverAsync(1000);

    private async Task TakingOverAsync(int tickets)
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "SQLite has one node.");
        AreHere();
        var database = TestDatabase.Empty();
        await PlayAsync(database, tickets);
        await using var sink = await MailSink.StartAsync();
        using var directory = new TempDirectory();
        await using var killed = await NodeAsync();
        await using var frozen = await NodeAsync();

        await UntilAsync("a fifth of the mails came", () => Task.FromResult(sink.Received().Count >= tickets / 5));
        await killed.KillAsync();
        await UntilAsync("half of the mails came", () => Task.FromResult(sink.Received().Count >= tickets / 2));
        await using var left = await NodeAsync();
        Signal(frozen, "STOP");
        var since = Stopwatch.StartNew();
        await using var db = Open(database);
        var held = await db.Outbox.Where(m => m.Lease != null).Select(m => m.Id).ToListAsync();
        await UntilAsync("every mail left", async () => !await db.DueTimers(DateTimeOffset.UtcNow).AnyAsync() && !await db.Outbox.AnyAsync(m => m.Fate == MailFate.Pending || m.Fate == MailFate.Deferred));
        var takeover = since.Elapsed;
        Signal(frozen, "CONT");
        await Task.Delay(TimeSpan.FromSeconds(8)); // it goes on with what it thinks that it holds
        await left.KillAsync();
        await frozen.KillAsync();

        var fired = await db.TicketEvents.Where(e => e.Kind == EventKind.TimerFired).Select(e => new { e.TicketId, e.Timer, e.Occurrence, e.Entry }).ToListAsync();
        Assert.Equal(tickets, fired.Select(e => e.TicketId).Distinct().Count());
        Assert.Equal(fired.Count, fired.Distinct().Count());
        var mails = await db.Outbox.AsNoTracking().Where(m => m.Fate == MailFate.Sent && m.Attempts > 0).ToListAsync();
        var received = sink.Received().GroupBy(m => m.MessageId).ToDictionary(g => g.Key, g => g.Count());
        var doubled = received.Values.Sum(count => count - 1);
        Figures.Tell(output, "F32", $"{fired.Count} timers fired once each; {mails.Count} mails, 0 never sent, {doubled} sent twice; {held.Count} mails under a lease when one node stood still, all sent {takeover.TotalSeconds:F0} s later");
        Assert.Equal(mails.Count, received.Count);
        // One a worker at most: between the server's answer and our mark.
        Assert.InRange(doubled, 0, 2);
        Assert.InRange(takeover, TimeSpan.Zero, TimeSpan.FromSeconds(60));

        Task<DeskProcess> NodeAsync() => DeskProcess.StartAsync(directory.Path, Ports.Free(), Settings(database, sink.Port, 5080, demo: false));
    }

    /// <summary>Tickets of Carl's that have waited for his answer so long that he is to be reminded; the mails of how they came there are out of the way.</summary>
    private static async Task PlayAsync(string database, int tickets)
    {
        await using var house = new TestHouse(new() { ["HelpDesk:Database"] = nameof(DatabaseKind.PostgreSql), ["ConnectionStrings:HelpDesk"] = database }) { Clock = new FakeTimeProvider(DateTimeOffset.UtcNow - TimeSpan.FromDays(5)) };
        var people = await house.ReadAsync(db => db.Users.ToDictionaryAsync(p => p.Email!, p => new Caller(p.Id, p.Roles)));
        var (carl, sasha) = (people[Cast.Carl], people[Cast.Sasha]);
        var commands = house.Services.GetRequiredService<TicketCommands>();
        await Parallel.ForEachAsync(Enumerable.Range(0, tickets), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, ct) =>
        {
            var number = Done(await commands.FileAsync(new(carl.Id, $"Case {i}", "It burns.", "normal", Channel.Portal, null, []), carl, Roles.Customer, CommandId.New(), ct));
            await TakeAsync("assign", StepInput.Empty with { Assignee = sasha.Id });
            await TakeAsync("ask", StepInput.Empty with { Reply = "Which one?" });

            async Task TakeAsync(string step, StepInput input) => Done(await commands.TakeAsync(VisibleTicket.AtDesk(sasha, number), step, input, (await house.TicketAsync(number)).Revision, sasha, Roles.Agent, CommandId.New(), ct));
        });
        await house.ReadAsync(db => db.Outbox.ExecuteUpdateAsync(mail => mail.SetProperty(m => m.Fate, MailFate.Sent)));
    }

    private static long Done(Answer answer) => Assert.IsType<Answer.Done>(answer).Number;

    internal static Dictionary<string, string> Settings(string database, int smtpPort, int port, bool demo) => new(KillingTheProcess.Settings(smtpPort, port))
    {
        ["HelpDesk:Database"] = nameof(DatabaseKind.PostgreSql),
        ["ConnectionStrings:HelpDesk"] = database,
        ["HelpDesk:Demo"] = demo ? "true" : "false",
        ["HelpDesk:SampleTickets"] = "0",
    };

    internal static PostgresDb Open(string database) => new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString).Options);

    /// <summary>Carl, signed in by one of the nodes.</summary>
    internal static async Task<Visitor> CarlAsync(HttpClient http)
    {
        var carl = new Visitor(http);
        var signed = await (await carl.GetAsync("/signin")).Form("/signin").Fill("Email", Cast.Carl).Fill("Password", Cast.Password).SubmitAsync();
        Assert.True(signed.IsRedirect, signed.Text);
        return carl;
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        for (var patience = Stopwatch.StartNew(); !await holds(); await Task.Delay(100)) Assert.True(patience.Elapsed < TimeSpan.FromMinutes(5), $"Not within five minutes: {what}.");
    }

    private static void Signal(DeskProcess node, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{node.Id}"]);
        kill.WaitForExit();
    }

    private static void AreHere()
    {
        PostgresServer.IsNeeded("several nodes");
        if (!File.Exists("/usr/sbin/nginx")) Needs.Program("nginx", "several nodes behind one address");
    }
}
