using System.Net;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Live;
using HelpDesk.Tests.Mailroom;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HelpDesk.Tests.Nodes;

public sealed class TwoNodes
{
    [Fact]
    public async Task That_start_at_once_on_an_empty_database_plant_everything_once()
    {
        await using var nodes = await NodePair.OpenAsync();
        Assert.Equal(1, await nodes.One.ReadAsync(db => db.Teams.CountAsync(t => t.IsDefault)));
        var addresses = await nodes.Other.ReadAsync(db => db.Users.Select(p => p.Email!).ToListAsync());
        Assert.Equal(addresses.Count, addresses.Distinct().Count());
        Assert.All(DemoCast.Main, member => Assert.Contains(member.Email, addresses));
        Assert.Equal(1, await nodes.Other.ReadAsync(db => db.WorkflowVersions.CountAsync(v => v.Workflow == "support")));
        Assert.True(nodes.One.Services.GetRequiredService<Readiness>().IsOpen && nodes.Other.Services.GetRequiredService<Readiness>().IsOpen);
    }

    [Fact]
    [Trait("Suite", "faults")]
    public async Task F33_who_signed_in_at_one_sends_forms_to_the_other_a_hundred_times()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "SQLite has one node.");
        await using var nodes = await NodePair.OpenAsync();
        var (atOne, atOther) = await nodes.SignedInAsync(Cast.Carl);
        var number = await atOther.FilesAsync();
        for (var i = 0; i < 100; i++)
        {
            var (shows, takes) = i % 2 == 0 ? (atOne, atOther) : (atOther, atOne);
            var form = (await shows.GetAsync($"/portal/tickets/{number}")).Form($"/portal/tickets/{number}/replies").Fill("body", $"Words {i}.");
            var answer = await form.SubmitAsync(by: takes);
            Assert.True(answer.IsRedirect, $"{i}: {answer.Status} {answer.Text}");
        }
        Assert.Equal(101, await nodes.One.ReadAsync(db => db.TicketMessages.CountAsync()));
    }

    [Fact]
    public async Task A_page_at_one_hears_of_what_was_committed_at_the_other()
    {
        await using var nodes = await NodePair.OpenAsync();
        var carl = await nodes.Other.SignedInAsync(Cast.Carl);
        var number = await carl.FilesAsync();
        await using var sasha = await LiveLine.OpenAsync(await nodes.One.SignedInAsync(Cast.Sasha));
        Assert.True(await sasha.WatchAsync($"ticket:{number}"));
        await carl.RepliesAsync(number, "It still burns.");
        var revision = (await nodes.One.TicketAsync(number)).Revision;
        var told = await sasha.HearAsync();
        while (told.GetProperty("revision").GetInt32() < revision) told = await sasha.HearAsync();
        Assert.Equal(number, told.GetProperty("number").GetInt64());
    }

    [Fact]
    public async Task Who_is_disabled_at_one_is_out_at_the_other_when_it_heard()
    {
        await using var nodes = await NodePair.OpenAsync();
        var sasha = await nodes.One.SignedInAsync(Cast.Sasha);
        Assert.Equal(HttpStatusCode.OK, (await sasha.GetAsync("/desk")).Status);
        var mia = await nodes.Other.SignedInAsync(Cast.Mia);
        var id = await nodes.One.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Sasha).Select(p => p.Id).SingleAsync());
        Assert.True((await (await mia.GetAsync($"/manage/people/{id}")).Form($"/manage/people/{id}/disabling").SubmitAsync()).IsRedirect);
        // The houses' clock stands still, so it is not the end of a memory of seconds that shows her out.
        for (var wait = 0; wait < 100 && (await sasha.GetAsync("/desk")).Status == HttpStatusCode.OK; wait++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.OK, (await sasha.GetAsync("/desk")).Status);
    }

    [Fact]
    public async Task Both_hand_over_and_fire_what_is_due_and_each_thing_happens_once()
    {
        var carrier = new ScriptedCarrier();
        using var gate = new SemaphoreSlim(1);
        await using var nodes = await NodePair.OpenAsync(new OneAtATime(carrier, gate));
        var (carl, sasha) = (await nodes.One.SignedInAsync(Cast.Carl), await nodes.Other.SignedInAsync(Cast.Sasha));
        for (var i = 0; i < 12; i++)
        {
            var number = await carl.FilesAsync($"Case {i}");
            await sasha.AssignsToSelfAsync(number);
            await sasha.DoesAsync(number, "ask", ("reply", "Which printer?"));
        }
        await BothAsync(nodes, house => house.Services.GetRequiredService<OutboxDrain>().RunAsync(CancellationToken.None));
        nodes.Clock.Advance(TimeSpan.FromDays(4));
        await BothAsync(nodes, house => house.Services.GetRequiredService<DueTimers>().RunAsync(CancellationToken.None));
        await BothAsync(nodes, house => house.Services.GetRequiredService<OutboxDrain>().RunAsync(CancellationToken.None));

        var fired = await nodes.One.ReadAsync(db => db.TicketEvents.Where(e => e.Kind == EventKind.TimerFired).Select(e => new { e.TicketId, e.Timer, e.Occurrence, e.Entry }).ToListAsync());
        Assert.Equal(12, fired.Select(e => e.TicketId).Distinct().Count());
        Assert.Equal(fired.Count, fired.Distinct().Count());
        var mails = await nodes.One.ReadAsync(db => db.Outbox.AsNoTracking().ToListAsync());
        Assert.All(mails, mail => Assert.Equal((MailFate.Sent, 1), (mail.Fate, mail.Attempts)));
        Assert.Equal(mails.Count, carrier.Carried.Count);
        Assert.Equal(mails.Count, carrier.Carried.Select(mail => mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Replies_at_both_to_one_ticket_are_all_kept_in_one_order()
    {
        await using var nodes = await NodePair.OpenAsync();
        var (atOne, atOther) = await nodes.SignedInAsync(Cast.Carl);
        var number = await atOne.FilesAsync();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 2 == 0 ? atOne : atOther).RepliesAsync(number, $"Words {i}.")));
        var ticket = await nodes.One.TicketAsync(number);
        var sequences = await nodes.One.ReadAsync(db => db.TicketEvents.Where(e => e.TicketId == ticket.Id).OrderBy(e => e.Sequence).Select(e => e.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(1, ticket.LastSequence), sequences);
        Assert.Equal(31, await nodes.One.ReadAsync(db => db.TicketMessages.Select(m => m.Body).Distinct().CountAsync()));
    }

    [Fact]
    public async Task Under_one_that_was_migrated_by_a_newer_program_the_older_one_shuts_and_ends()
    {
        await using var nodes = await NodePair.OpenAsync();
        using var http = nodes.One.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
        await nodes.Other.ReadAsync(db => db.Database.ExecuteSqlAsync($"INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ('29990101000000_Later', '10.0.0')"));
        var stopping = new TaskCompletionSource();
        await using var told = nodes.One.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        var readiness = nodes.One.Services.GetRequiredService<Readiness>();
        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(readiness.IsOpen);
        Assert.Contains("29990101000000_Later", readiness.ShutBecause, StringComparison.Ordinal);
    }

    private static Task BothAsync(NodePair nodes, Func<TestHouse, Task> work) => Task.WhenAll(Task.Run(() => work(nodes.One)), Task.Run(() => work(nodes.Other)));

    /// <summary>Two nodes hand over to one carrier, whose list is no list for two.</summary>
    private sealed class OneAtATime(ScriptedCarrier carrier, SemaphoreSlim gate) : IMailCarrier
    {
        public bool KeepsTokens => false;

        public async Task<HandOver> CarryAsync(MimeKit.MimeMessage message)
        {
            await gate.WaitAsync();
            try
            {
                return await carrier.CarryAsync(message);
            }
            finally
            {
                gate.Release();
            }
        }

        public Task RestAsync() => Task.CompletedTask;
    }
}
