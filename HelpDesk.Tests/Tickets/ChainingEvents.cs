using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Tests.House;
using HelpDesk.Web.Timetable;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Tickets;

/// <summary>The hash chain over a ticket's events.</summary>
public sealed class ChainingEvents
{
    // If this test fails, the form has changed and every database's hashes are worthless: give the new form another name and keep this one for old events.
    [Fact]
    public void The_canonical_form_is_these_bytes_for_ever()
    {
        var happened = (TicketEvent)Activator.CreateInstance(typeof(TicketEvent), nonPublic: true)!;
        Set(nameof(TicketEvent.TicketId), TicketId.From(Id(1)));
        Set(nameof(TicketEvent.Sequence), 7);
        Set(nameof(TicketEvent.Kind), EventKind.StepTaken);
        Set(nameof(TicketEvent.At), new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(2)).AddTicks(1_234_567));
        Set(nameof(TicketEvent.By), PersonId.From(Id(2)));
        Set(nameof(TicketEvent.As), Roles.Agent);
        Set(nameof(TicketEvent.Command), CommandId.From(Id(3)));
        Set(nameof(TicketEvent.WorkflowVersionId), WorkflowVersionId.From(Id(4)));
        Set(nameof(TicketEvent.Entry), 3);
        Set(nameof(TicketEvent.Step), "resolve");
        Set(nameof(TicketEvent.From), "assigned");
        Set(nameof(TicketEvent.To), "resolved");
        Set(nameof(TicketEvent.Subject), "Prüfung");
        Set(nameof(TicketEvent.Granted), true);
        Set(nameof(TicketEvent.Changes), new Dictionary<string, FieldValue>
        {
            ["when"] = FieldValue.Of(new DateOnly(2026, 3, 2)),
            ["amount"] = FieldValue.Of(12.50m),
            ["flag"] = FieldValue.Of(true),
            ["none"] = FieldValue.None,
            ["resolution"] = FieldValue.Of("fixed"),
        }.ToImmutableSortedDictionary());
        var previous = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();

        const string Canonical = "16:helpdesk event 1,8:previous,64:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f,6:ticket,36:01890000-0000-7000-8000-000000000001,8:sequence,1:7,4:kind,1:1,2:at,16:1772438400123456,2:by,36:01890000-0000-7000-8000-000000000002,2:as,1:2,7:command,36:01890000-0000-7000-8000-000000000003,7:version,36:01890000-0000-7000-8000-000000000004,5:entry,1:3,4:step,7:resolve,4:from,8:assigned,2:to,8:resolved,7:subject,8:Prüfung,7:granted,1:1,13:change amount,6:n:12.5,11:change flag,6:f:true,11:change none,1:-,17:change resolution,7:t:fixed,11:change when,12:d:2026-03-02,";
        Assert.Equal(Canonical, Encoding.UTF8.GetString(EventChain.Canonical(happened, previous)));
        Assert.Equal("b59dd9e25af4b5b485c2baa1d8da2b8f7733fa8eecfb1ad08c5020dfd6fbf8de", Convert.ToHexStringLower(EventChain.HashOf(happened, previous)));

        void Set(string property, object value) => typeof(TicketEvent).GetProperty(property)!.SetValue(happened, value);
    }

    [Fact]
    public void The_numbers_of_kinds_and_roles_are_what_databases_keep()
    {
        Assert.Equal("Filed StepTaken MessageAdded NoteAdded FieldsChanged TimerFired SurveyAnswered SurveyNotRepeated ApprovalAsked ApprovalDecided ApprovalLapsed LinkedStarted LinkedClosed NotLinked TimerPostponed TimerSkipped MailNoted MailHeld SenderAccepted MailWithheld Migrated FollowerAdded FollowerRemoved MessageWithdrawn MarkedSpam UnmarkedSpam",
            string.Join(' ', Enum.GetValues<EventKind>().Take(26)));
        Assert.Equal("None=0 Customer=1 Agent=2 Manager=4", string.Join(' ', Enum.GetValues<Roles>().Select(role => $"{role}={(int)role}")));
    }

    [Fact]
    public async Task Every_event_follows_the_one_before_and_the_ticket_knows_the_newest()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var number = await house.ResolvedTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromHours(2));
        await carl.RepliesAsync(number, "It is back.");
        Assert.True(await IsWholeAsync(house, number) > 6);
    }

    [Fact]
    public async Task Tickets_from_before_the_chain_are_chained_by_their_next_event_or_by_the_job()
    {
        await using var house = new TestHouse();
        var (carl, sasha) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var (lively, idle) = (await house.AssignedTicketAsync(carl, sasha), await house.AssignedTicketAsync(carl, sasha));
        await house.ReadAsync(db => db.TicketEvents.ExecuteUpdateAsync(set => set.SetProperty(e => e.Hash, (byte[]?)null)));
        await house.ReadAsync(db => db.Tickets.ExecuteUpdateAsync(set => set.SetProperty(t => t.LastHash, (byte[]?)null)));

        await carl.RepliesAsync(lively, "One word more.");
        await IsWholeAsync(house, lively);
        Assert.Null((await house.TicketAsync(idle)).LastHash);
        await house.Services.GetRequiredService<DueChains>().RunAsync(CancellationToken.None);
        await IsWholeAsync(house, idle);
        await sasha.DoesAsync(idle, "ask", ("reply", "Which one?"));
        await IsWholeAsync(house, idle);
    }

    private static async Task<int> IsWholeAsync(TestHouse house, long number)
    {
        var ticket = await house.TicketAsync(number);
        var events = await house.ReadAsync(db => db.TicketEvents.AsNoTracking().Where(e => e.TicketId == ticket.Id).OrderBy(e => e.Sequence).ToListAsync());
        byte[]? previous = null;
        foreach (var happened in events)
        {
            Assert.Equal(SHA256.HashData(EventChain.Canonical(happened, previous)), happened.Hash);
            previous = happened.Hash;
        }
        Assert.Equal(previous, ticket.LastHash);
        return events.Count;
    }

    private static Guid Id(int number) => Guid.Parse($"01890000-0000-7000-8000-{number:D12}");
}
