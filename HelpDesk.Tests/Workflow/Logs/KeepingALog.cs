using System.Runtime.CompilerServices;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Logs;

public sealed class KeepingALog
{
    [Fact]
    public void Cases_that_come_interleaved_stand_together_and_in_order()
    {
        var log = new CaseLogBuilder()
            .Add("7", Filed(0)).Add("8", Filed(1)).Add("7", Moved(2, "open", "assigned")).Add("8", Moved(3, "open", "closed")).Add("7", Moved(4, "assigned", "closed"))
            .Build();

        Assert.Equal(["7", "8"], log.Cases.ToArray().Select(one => one.Id));
        Assert.Equal(["open", "assigned", "closed"], log.EventsOf(log.Cases[0]).ToArray().Select(one => log.Entry(one).To));
        Assert.Equal(["open", "closed"], log.EventsOf(log.Cases[1]).ToArray().Select(one => log.Entry(one).To));
        Assert.Equal(5, log.Events.Length);
    }

    [Fact]
    public void An_event_comes_back_as_it_went_in()
    {
        var entry = new LogEntry(Support.Monday, CaseEventKind.StepTaken)
        {
            Step = "resolve",
            From = "assigned",
            To = "resolved",
            By = Roles.Agent | Roles.Manager,
            Subject = "x",
            Actor = "sasha",
            SecondsLate = 3,
            Form = EventForm.Reply | EventForm.Note,
            Given = Support.Values(("resolution", Support.Of("fixed"))),
            Changes = Support.Values(("tags", Support.Of("vip"))),
        };
        var log = new CaseLogBuilder().Add("1", entry).Build();

        Assert.Equal(entry, log.Entry(log.Events[0]));
        Assert.Equal(new LogEntry(Support.Monday, CaseEventKind.CustomerReplied), Again(new LogEntry(Support.Monday, CaseEventKind.CustomerReplied)));
    }

    [Fact]
    public void An_event_takes_forty_bytes() => Assert.Equal(40, Unsafe.SizeOf<CaseEvent>());

    [Fact]
    public void Times_are_kept_in_UTC() =>
        Assert.Equal(TimeSpan.Zero, Again(new LogEntry(new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(2)), CaseEventKind.Filed)).At.Offset);

    [Fact]
    public void A_decision_is_logged_with_the_step_it_took_and_what_the_form_held()
    {
        var (before, form) = (Support.In("assigned"), Support.Form(reply: true, fields: ("resolution", Support.Of("fixed"))));
        var command = new Command.Take(Roles.Agent, Support.Monday, "resolve", form) { Actor = "sasha" };
        var log = new CaseLogBuilder().Add("1", before, command, Support.Shipped.Decide(before, command, Support.World)).Build();

        var entry = log.Entry(Assert.Single(log.Events.ToArray()));
        Assert.Equal(("resolve", "assigned", "resolved", "sasha", EventForm.Reply), (entry.Step, entry.From, entry.To, entry.Actor, entry.Form));
        Assert.Equal(Support.Of("fixed"), entry.Given["resolution"]);
        Assert.Equal(Support.Of("fixed"), entry.Changes["resolution"]);
    }

    [Fact]
    public void Automatic_steps_are_events_of_their_own()
    {
        var workflow = Support.Compile("""
            { "workflow": "w", "name": "W",
              "states": { "a": { "name": "A", "phase": "open" }, "b": { "name": "B", "phase": "assigned" } },
              "steps": { "start": { "name": "Start", "to": "a", "on": "created" }, "go": { "name": "Go", "from": ["a"], "to": "b", "on": "automatic", "order": 1 } } }
            """);
        var command = new Command.Happened(Roles.Customer, Support.Monday, new(TriggerKind.Created));
        var before = Support.In(null, ("subject", Support.Of("Printer")));
        var log = new CaseLogBuilder().Add("1", before, command, workflow.Decide(before, command, Support.World)).Build();

        Assert.Equal([CaseEventKind.Filed, CaseEventKind.AutomaticStep], log.Events.ToArray().Select(one => one.Kind));
        Assert.Equal(Support.Of("Printer"), log.Given(log.Events[0])["subject"]);
        Assert.Equal(("go", "a", "b"), (log.Entry(log.Events[1]).Step, log.Entry(log.Events[1]).From, log.Entry(log.Events[1]).To));
    }

    [Fact]
    public void A_refusal_is_no_event()
    {
        var command = new Command.Take(Roles.Customer, Support.Monday, "resolve", StepForm.Empty);
        var log = new CaseLogBuilder().Add("1", Support.In("open"), command, Support.Shipped.Decide(Support.In("open"), command, Support.World)).Build();

        Assert.True(log.Cases.IsEmpty);
    }

    private static LogEntry Again(LogEntry entry)
    {
        var log = new CaseLogBuilder().Add("1", entry).Build();
        return log.Entry(log.Events[0]);
    }

    private static LogEntry Filed(int minute) => new(Support.Monday.AddMinutes(minute), CaseEventKind.Filed) { Step = "start", To = "open" };

    private static LogEntry Moved(int minute, string from, string to) => new(Support.Monday.AddMinutes(minute), CaseEventKind.StepTaken) { From = from, To = to };
}
