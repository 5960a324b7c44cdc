using HelpDesk.Domain.Post;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Keeping;
using HelpDesk.Tests.Mailroom;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Timetable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F34 and F36: the machine's clock jumps, and the desk was off while many things came due. Working time over changes of the clock (F35) has an oracle of its own: Workflow/RunningOnASchedule.</summary>
[Trait("Suite", "faults")]
public sealed class JumpingClocks(ITestOutputHelper output)
{
    [Fact]
    public async Task F34_a_clock_that_jumps_lets_each_timer_happen_once_and_never_early()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var numbers = new List<long>();
        for (var i = 0; i < 5; i++) numbers.Add(await house.PendingTicketAsync(carl, sasha));
        var due = await house.ReadAsync(db => db.TicketTimers.AsNoTracking().Where(t => t.Fate == TimerFate.Armed).ToDictionaryAsync(t => t.Id, t => t.DueAt));
        var happened = new Dictionary<TimerId, DateTimeOffset>();
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var jump = 0; jump < 60; jump++)
        {
            // Forwards more than backwards, or nothing would ever come due; two hours back as at the end of summer time, and a day as when somebody sets it.
            var to = house.Clock.GetUtcNow() + TimeSpan.FromMinutes(random.Next(3) switch { 0 => -random.Next(1, 1440), _ => random.Next(1, 2000) });
            house.Clock.AdjustTime(to);
            await house.Services.GetRequiredService<DueTimers>().RunAsync(CancellationToken.None);
            foreach (var timer in await house.ReadAsync(db => db.TicketTimers.AsNoTracking().Where(t => t.Fate == TimerFate.Fired).ToListAsync()))
                if (happened.TryAdd(timer.Id, timer.DoneAt!.Value) && due.TryGetValue(timer.Id, out var at)) Assert.True(timer.DoneAt >= at && timer.DoneAt == to, $"It was due at {at:O} and happened at {timer.DoneAt:O}, when the clock said {to:O}.");
                else Assert.Equal(happened[timer.Id], timer.DoneAt);
        }
        house.Clock.Advance(TimeSpan.FromDays(60));
        await house.Services.GetRequiredService<DueTimers>().RunAsync(CancellationToken.None);
        // Nothing is lost: what was armed has fired, or its stay was over.
        Assert.Equal(0, await house.ReadAsync(db => db.TicketTimers.CountAsync(t => t.Fate == TimerFate.Armed && t.DueAt <= house.Clock.GetUtcNow())));
        Assert.Equal(happened.Keys.ToHashSet().Count, happened.Count);
        Assert.Empty(await FindingWhatIsWrong.FoundAsync(house));
        Figures.Tell(output, "F34", $"60 jumps between a day back and 33 hours ahead: {happened.Count} timers fired, each once, none early, none lost");
    }

    [Fact]
    public Task F36_after_three_days_off_each_reminder_leaves_once_and_in_order() => ThreeDaysOffAsync(300);

    [Fact(Explicit = true)]
    public Task F36_after_three_days_off_ten_thousand_reminders_leave_once_and_in_order() => ThreeDaysOffAsync(10_000);

    private async Task ThreeDaysOffAsync(int tickets)
    {
        var carrier = new ScriptedCarrier();
        await using var house = await MailroomHouse.OpenAsync(carrier);
        for (var i = 0; i < tickets; i++)
        {
            var number = await house.FileAsync();
            await house.AssignAsync(number, house.Sasha.Id);
            await house.TakeAsync(number, "ask", StepInput.Empty with { Reply = "Which one?" });
            house.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await house.SettleAsync(carrier);
        // Off: nothing runs. The first reminder of each comes due after two days, the second after four.
        house.Clock.Advance(TimeSpan.FromDays(3));
        var started = house.Clock.GetUtcNow();
        var asked = false;
        carrier.Answer = async message =>
        {
            // Somebody writes while the reminders leave.
            if (!asked)
            {
                asked = true;
                await house.ReplyAsync(1001, "Here is your answer.");
            }
            return new HandOver.Accepted();
        };
        var timers = Task.Run(() => house.Get<DueTimers>().RunAsync(CancellationToken.None));
        do await house.DrainAsync();
        while (!timers.IsCompleted);
        await timers;
        await house.DrainAsync();

        var reminders = await house.ReadAsync(db => db.Outbox.AsNoTracking().Where(m => m.Letter == "reminder").ToListAsync());
        Assert.Equal(tickets, reminders.Count);
        Assert.Equal(tickets, reminders.Select(m => m.TicketId).Distinct().Count());
        Assert.All(reminders, mail => Assert.Equal((MailFate.Sent, 1), (mail.Fate, mail.Attempts)));
        var left = carrier.Carried.Select(m => m.MessageId![..32]).ToList();
        Assert.Equal(left.Count, left.Distinct().Count());
        Assert.Subset(left.ToHashSet(), reminders.Select(mail => mail.Id.Value.ToString("N")).ToHashSet());
        // In the order in which they came due.
        var fired = await house.ReadAsync(db => (from e in db.TicketEvents where e.Kind == EventKind.TimerFired join t in db.TicketTimers on new { e.TicketId, e.Entry, Key = e.Timer, Occurrence = e.Occurrence } equals new { t.TicketId, t.Entry, Key = (string?)t.Key, Occurrence = (int?)t.Occurrence } orderby e.Command select t.DueAt).ToListAsync());
        Assert.Equal(fired.Order(), fired);
        var place = carrier.Carried.ToList().FindIndex(m => m.TextBody?.Contains("Here is your answer.", StringComparison.Ordinal) == true);
        Assert.InRange(place, 0, 2 * Outbox.BatchSize);
        Assert.True(started <= house.Clock.GetUtcNow());
        Figures.Tell(output, "F36", $"{tickets} reminders due after three days off: each once, in the order in which they came due; a reply written meanwhile left as number {place + 1}");
    }
}
