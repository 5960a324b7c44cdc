using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Seeds;

public sealed class TheDemo(TheDemo.House demo) : IClassFixture<TheDemo.House>
{
    private static readonly Dictionary<string, string> AllSamples = new() { ["HelpDesk:SampleTickets"] = "1000" };

    [Fact]
    public async Task About_sixty_tickets_stand_in_every_phase_that_the_workflow_has()
    {
        var phases = await demo.ReadAsync(db => db.Tickets.GroupBy(t => t.Phase).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        Assert.InRange(phases.Values.Sum(), 55, 70);
        Assert.Equal(StandardWorkflow.Read().States.Select(s => s.Phase).Distinct().Order(), phases.Keys.Order());
        Assert.All(phases.Values, count => Assert.InRange(count, 4, 30));
    }

    [Fact]
    public async Task A_ticket_stands_where_its_newest_step_led_it()
    {
        var tickets = await demo.ReadAsync(db => db.Tickets.AsNoTracking().Include(t => t.Events).ToListAsync());
        foreach (var ticket in tickets)
        {
            var entered = ticket.Events.Where(e => e.To is not null).OrderBy(e => e.Sequence).ToList();
            Assert.Equal((ticket.State, ticket.Entry), (entered[^1].To, entered.Count));
            Assert.Equal(Enumerable.Range(1, ticket.LastSequence), ticket.Events.Select(e => e.Sequence).Order());
            Assert.Equal(ticket.Events.Select(e => e.At).Order(), ticket.Events.OrderBy(e => e.Sequence).Select(e => e.At));
        }
    }

    [Fact]
    public async Task Time_was_passed_as_in_life()
    {
        var now = TestHouse.Monday;
        Assert.Equal(0, await demo.ReadAsync(db => db.TicketTimers.CountAsync(t => t.Fate == TimerFate.Armed && t.DueAt <= now)));
        Assert.Equal(0, await demo.ReadAsync(db => db.Outbox.CountAsync(m => m.Fate != MailFate.Sent)));
        Assert.True(await demo.ReadAsync(db => db.TicketEvents.AllAsync(e => e.At <= now)));
        Assert.NotEqual(0, await demo.ReadAsync(db => db.Tickets.Overdue(now).CountAsync()));
        Assert.NotEqual(0, await demo.ReadAsync(db => db.Tickets.CountAsync(t => t.Phase == Phase.Pending && t.Events.Any(e => e.Kind == EventKind.TimerFired && e.Entry == t.Entry))));
    }

    [Fact]
    public async Task Customers_rated_reopened_withdrew_and_came_back()
    {
        var scores = await demo.ReadAsync(db => db.Surveys.Where(s => s.Score != null).Select(s => s.Score!.Value).ToListAsync());
        Assert.Equal([1, 2, 3, 4, 5], scores.Distinct().Order());
        Assert.NotEqual(0, await demo.ReadAsync(db => db.Tickets.CountAsync(t => t.Reopenings > 0)));
        Assert.NotEqual(0, await demo.ReadAsync(db => db.Tickets.CountAsync(t => t.FollowUpOf != null)));
        Assert.NotEqual(0, await demo.ReadAsync(db => db.Attachments.CountAsync()));
        Assert.NotEqual(0, await demo.ReadAsync(db => db.Tickets.CountAsync(t => db.Teams.Any(team => team.Id == t.TeamId && team.IsPrivate))));
    }

    [Fact]
    public async Task The_same_now_gives_the_same_demo()
    {
        await using var other = new TestHouse(AllSamples);
        await other.GetCastAsync();
        Assert.Equal(await TellAsync(demo), await TellAsync(other));
    }

    [Fact]
    public void A_picture_among_the_attachments_is_a_picture()
    {
        var png = new SampleFile("till.png", Text: null).Content();
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], png[..8]);
        Assert.InRange(png.Length, 200, 5_000);
    }

    private static Task<List<string>> TellAsync(TestHouse house) => house.ReadAsync(db => db.TicketEvents
        .Join(db.Tickets, e => e.TicketId, t => t.Id, (e, t) => new { e, t })
        .OrderBy(x => x.t.Number).ThenBy(x => x.e.Sequence)
        .Select(x => x.t.Number + " " + x.t.Subject + " " + x.e.Sequence + " " + x.e.Kind + " " + x.e.Step + " " + x.e.To + " " + x.e.Score + " " + (x.e.At - x.t.CreatedAt)).ToListAsync());

    public sealed class House : IAsyncLifetime
    {
        private readonly TestHouse house = new(AllSamples);

        public static implicit operator TestHouse(House demo) => demo.house;

        public Task<T> ReadAsync<T>(Func<Domain.Storage.HelpDeskDb, Task<T>> read) => house.ReadAsync(read);

        public async ValueTask InitializeAsync() => await house.GetCastAsync();

        public ValueTask DisposeAsync() => house.DisposeAsync();
    }
}
