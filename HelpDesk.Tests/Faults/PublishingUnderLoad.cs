using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Keeping;
using HelpDesk.Tests.Manage.Studio;
using HelpDesk.Web.Timetable;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F42: a new version is published, and tickets are migrated to it, while all of them move: each is decided by the version that it is pinned to at that moment.</summary>
[Trait("Suite", "faults")]
public sealed class PublishingUnderLoad(ITestOutputHelper output)
{
    private const int Workers = 4;
    private const string Publication = "/manage/workflows/support/publication";

    [Fact]
    public Task F42_a_publication_while_tickets_move_leaves_each_on_its_version() => PublishedAsync(20);

    [Fact(Explicit = true)]
    public Task F42_a_publication_while_a_thousand_tickets_move_leaves_each_on_its_version() => PublishedAsync(1000);

    private async Task PublishedAsync(int tickets)
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        var commands = house.Services.GetRequiredService<TicketCommands>();
        var (sasha, carl) = (await CallerAsync(house, Cast.Sasha), await CallerAsync(house, Cast.Carl));
        for (var i = 0; i < tickets; i++)
            Assert.IsType<Answer.Done>(await commands.FileAsync(new(carl.Id, $"Request {i}", "Text.", "normal", Channel.Portal, null, []), carl, Roles.Customer, CommandId.New(), CancellationToken.None));
        var numbers = await house.ReadAsync(db => db.Tickets.Select(t => t.Number).ToListAsync());
        // One waits all the time, so that the form asks where those go that wait, wherever the others are at that moment.
        var waiting = Assert.IsType<Answer.Done>(await commands.FileAsync(new(carl.Id, "One that waits", "Text.", "normal", Channel.Portal, null, []), carl, Roles.Customer, CommandId.New(), CancellationToken.None)).Number;
        while ((await house.TicketAsync(waiting)).Phase != Phase.Pending) Assert.IsType<Answer.Done>(await MoveAsync(house, commands, waiting, sasha, carl));
        await MigratingTickets.RenamePendingAsync(mia);

        using var stop = new CancellationTokenSource();
        var steps = 0;
        var moving = Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            for (var i = worker; !stop.IsCancellationRequested; i += Workers)
                if (await MoveAsync(house, commands, numbers[i % numbers.Count], sasha, carl) is Answer.Done) Interlocked.Increment(ref steps);
        })).ToList();
        while (Volatile.Read(ref steps) < tickets) await Task.Delay(20);
        var published = await (await mia.GetAsync(Publication)).Form(Publication).Fill("reason", "Clearer words.").Tick("way", "Adopt").Fill("map[pending]", "waiting-for-customer").Tick("leave", "true").SubmitAsync();
        Assert.True(published.Location.Contains("/migrations/", StringComparison.Ordinal), published.Text);
        var during = Volatile.Read(ref steps);
        await house.Services.GetRequiredService<DueMigrations>().RunAsync(CancellationToken.None);
        while (Volatile.Read(ref steps) < during + tickets) await Task.Delay(20);
        await stop.CancelAsync();
        await Task.WhenAll(moving);
        await house.SettleAsync();

        var newest = await house.ReadAsync(db => db.WorkflowVersions.Where(v => v.Workflow == "support" && v.Number == 2).Select(v => v.Id).SingleAsync());
        Assert.Equal(tickets + 1, await house.ReadAsync(db => db.Tickets.CountAsync(t => t.WorkflowVersionId == newest)));
        // The version of a ticket's events changes at its migration and nowhere else, and its steps are steps of that version.
        var events = (await house.ReadAsync(db => db.TicketEvents.AsNoTracking().ToListAsync())).GroupBy(e => e.TicketId);
        foreach (var history in events)
        {
            var version = history.OrderBy(e => e.Sequence).First().WorkflowVersionId;
            foreach (var happened in history.OrderBy(e => e.Sequence))
            {
                if (happened.Kind == EventKind.Migrated) version = happened.WorkflowVersionId;
                Assert.Equal(version, happened.WorkflowVersionId);
                Assert.False(happened.To == "pending" && version == newest || happened.To == "waiting-for-customer" && version != newest);
            }
        }
        Assert.Equal(tickets + 1, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Kind == EventKind.Migrated)));
        Assert.Empty(await FindingWhatIsWrong.FoundAsync(house));
        Figures.Tell(output, "F42", $"{tickets + 1} tickets, {steps} commands done before, during and after: each migrated once, every event decided by the version that its ticket was pinned to");
    }

    /// <summary>The next that can happen to it: assigned, asked, answered.</summary>
    private static async Task<Answer> MoveAsync(TestHouse house, TicketCommands commands, long number, Caller sasha, Caller carl)
    {
        var ticket = await house.TicketAsync(number);
        try
        {
            return ticket.Phase switch
            {
                Phase.Open => await commands.TakeAsync(VisibleTicket.AtDesk(sasha, number), "assign", StepInput.Empty with { Assignee = sasha.Id }, ticket.Revision, sasha, Roles.Agent, CommandId.New(), CancellationToken.None),
                Phase.Assigned => await commands.TakeAsync(VisibleTicket.AtDesk(sasha, number), "ask", StepInput.Empty with { Reply = "Which one?" }, ticket.Revision, sasha, Roles.Agent, CommandId.New(), CancellationToken.None),
                _ => await commands.HearAsync(VisibleTicket.InPortal(carl, number), "This one.", [], carl, CommandId.New(), CancellationToken.None),
            };
        }
        catch (WriteConflictException)
        {
            return new Answer.Stale(number);
        }
    }

    private static Task<Caller> CallerAsync(TestHouse house, string email) => house.ReadAsync(db => db.Users.Where(p => p.Email == email).Select(p => new Caller(p.Id, p.Roles)).SingleAsync());
}
