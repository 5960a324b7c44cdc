using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Keeping;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F29–F31: many at the same ticket at the same moment. Through the commands that pages, mail and timers call.</summary>
[Trait("Suite", "faults")]
public sealed class ManyClients(ITestOutputHelper output)
{
    private const int Clients = 50;

    [Fact]
    public Task F29_of_fifty_clients_one_takes_the_step() => OneWinsAsync(10);

    [Fact(Explicit = true)]
    public Task F29_of_fifty_clients_one_takes_the_step_two_hundred_times() => OneWinsAsync(200);

    [Fact]
    public Task F30_mixed_commands_leave_a_history_that_leads_to_the_stored_state() => MixedAsync(400);

    [Fact(Explicit = true)]
    public Task F30_ten_thousand_mixed_commands_leave_a_history_that_leads_to_the_stored_state() => MixedAsync(10_000);

    [Fact]
    public Task F31_a_timer_against_a_reply_fires_or_lapses_and_never_both() => TimerAgainstReplyAsync(30);

    [Fact(Explicit = true)]
    public Task F31_a_timer_against_a_reply_a_thousand_times() => TimerAgainstReplyAsync(1000);

    private async Task OneWinsAsync(int rounds)
    {
        await using var house = new TestHouse();
        var number = await house.AssignedTicketAsync(await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var desk = await Desk.AtAsync(house);
        for (var round = 0; round < rounds; round++)
        {
            var before = await house.TicketAsync(number);
            var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => desk.TakeAsync(number, "ask", before.Revision, StepInput.Empty with { Reply = "Which printer?" }))));
            Assert.Single(answers, answer => answer is Answer.Done);
            Assert.Equal(Clients - 1, answers.Count(answer => answer is Answer.Stale));
            var after = await house.TicketAsync(number);
            Assert.Equal(("pending", before.Entry + 1), (after.State, after.Entry));
            Assert.Equal(1, await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.TicketId == after.Id && e.Sequence > before.LastSequence && e.Kind == EventKind.StepTaken)));
            Assert.Equal(1, await house.ReadAsync(db => db.Outbox.CountAsync(m => m.TicketId == after.Id && m.Sequence > before.LastSequence && m.Letter == "reply")));
            Assert.IsType<Answer.Done>(await desk.HearAsync(number, "The one on the left."));
        }
        Assert.Empty(await FindingWhatIsWrong.FoundAsync(house));
        Figures.Tell(output, "F29", $"{rounds} rounds of {Clients} clients: 1 winner, 1 event and 1 mail each, {rounds * (Clients - 1)} told that the ticket changed");
    }

    private async Task MixedAsync(int commands)
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var numbers = new List<long>();
        for (var i = 0; i < 5; i++) numbers.Add(await house.AssignedTicketAsync(carl, sasha));
        var desk = await Desk.AtAsync(house);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var left = commands;
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            var random = new Random(seed + i);
            while (Interlocked.Decrement(ref left) >= 0)
                if (await AnyAsync(desk, house, numbers[random.Next(numbers.Count)], random) is Answer.Done) Interlocked.Increment(ref done);
        })));
        Assert.Empty(await FindingWhatIsWrong.FoundAsync(house));
        Figures.Tell(output, "F30", $"{commands} commands of 16 clients on {numbers.Count} tickets, {done} done; every history leads to the stored state, every hash fits");
    }

    private static async Task<Answer> AnyAsync(Desk desk, TestHouse house, long number, Random random)
    {
        var ticket = await house.TicketAsync(number);
        var stepping = StepInput.Empty with { Reply = "We look into it." };
        return random.Next(6) switch
        {
            0 => await desk.HearAsync(number, "Is it done?"),
            1 => await desk.NoteAsync(number, "A note."),
            2 => await desk.ReplyAsync(number, "Not yet."),
            3 => await desk.TakeAsync(number, "ask", ticket.Revision, stepping),
            4 => await desk.TakeAsync(number, "resolve", ticket.Revision, stepping with { Fields = stepping.Fields.Add("resolution", FieldValue.Of("fixed")) }),
            _ => await desk.EditAsync(number, ticket.Revision, "priority", random.Next(2) == 0 ? "high" : "low"),
        };
    }

    private async Task TimerAgainstReplyAsync(int rounds)
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.PendingTicketAsync(carl, sasha);
        var desk = await Desk.AtAsync(house);
        var fired = 0;
        for (var round = 0; round < rounds; round++)
        {
            house.Clock.Advance(TimeSpan.FromDays(8));
            var before = await house.TicketAsync(number);
            var timer = await house.ReadAsync(db => db.TicketTimers.AsNoTracking().SingleAsync(t => t.TicketId == before.Id && t.Entry == before.Entry && t.Key == "give-up"));
            var (fire, hear) = (Task.Run(() => desk.Commands.FireDueAsync(timer.Id, CancellationToken.None)), Task.Run(() => desk.HearAsync(number, "Here it is.")));
            await Task.WhenAll(fire, hear);

            var fate = (await house.ReadAsync(db => db.TicketTimers.AsNoTracking().SingleAsync(t => t.Id == timer.Id))).Fate;
            var events = await house.ReadAsync(db => db.TicketEvents.CountAsync(e => e.TicketId == before.Id && e.Sequence > before.LastSequence && e.Kind == EventKind.TimerFired));
            Assert.Equal(fate == TimerFate.Fired ? 1 : 0, events);
            Assert.Contains(fate, (TimerFate[])[TimerFate.Fired, TimerFate.Lapsed]);
            // Resolved and opened anew by the words, or answered: either way somebody works on it.
            Assert.Equal("assigned", (await house.TicketAsync(number)).State);
            fired += events;
            Assert.IsType<Answer.Done>(await desk.TakeAsync(number, "ask", (await house.TicketAsync(number)).Revision, StepInput.Empty with { Reply = "And now?" }));
        }
        Assert.Empty(await FindingWhatIsWrong.FoundAsync(house));
        Figures.Tell(output, "F31", $"{rounds} rounds: the timer fired first {fired} times, the reply {rounds - fired} times; never both, never neither");
    }

    /// <summary>Sasha and Carl at the product's door.</summary>
    private sealed record Desk(TicketCommands Commands, Caller Sasha, Caller Carl)
    {
        public static Task<Desk> AtAsync(TestHouse house) => house.ReadAsync(async db => new Desk(house.Services.GetRequiredService<TicketCommands>(), await OfAsync(db, Cast.Sasha), await OfAsync(db, Cast.Carl)));

        public Task<Answer> TakeAsync(long number, string step, int revision, StepInput input) =>
            RefusedIsStaleAsync(() => Commands.TakeAsync(VisibleTicket.AtDesk(Sasha, number), step, input, revision, Sasha, Roles.Agent, CommandId.New(), CancellationToken.None), number);

        public Task<Answer> EditAsync(long number, int revision, string field, string value) =>
            RefusedIsStaleAsync(() => Commands.EditAsync(VisibleTicket.AtDesk(Sasha, number), StepInput.Empty.Fields.Add(field, FieldValue.Of(value)), revision, Sasha, Roles.Agent, CommandId.New(), CancellationToken.None), number);

        public Task<Answer> HearAsync(long number, string words) => Commands.HearAsync(VisibleTicket.InPortal(Carl, number), words, [], Carl, CommandId.New(), CancellationToken.None);
        public Task<Answer> ReplyAsync(long number, string words) => Commands.ReplyAsync(VisibleTicket.AtDesk(Sasha, number), words, [], Sasha, Roles.Agent, CommandId.New(), CancellationToken.None);
        public Task<Answer> NoteAsync(long number, string words) => Commands.NoteAsync(VisibleTicket.AtDesk(Sasha, number), words, [], Sasha, Roles.Agent, CommandId.New(), CancellationToken.None);

        // A page answers both with 409.
        private static async Task<Answer> RefusedIsStaleAsync(Func<Task<Answer>> act, long number)
        {
            try
            {
                return await act();
            }
            catch (WriteConflictException)
            {
                return new Answer.Stale(number);
            }
        }

        private static async Task<Caller> OfAsync(HelpDeskDb db, string email)
        {
            var person = await db.Users.SingleAsync(p => p.Email == email);
            return new(person.Id, person.Roles);
        }
    }
}
