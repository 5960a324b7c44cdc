using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom.Incoming;
using HelpDesk.Tests.Search;
using HelpDesk.Web.Mailroom.Incoming;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.Storage;

/// <summary>
/// Two commands, each of which looks at what the other one is about to change. On PostgreSQL they run beside each other: one is kept
/// from its end by a lock of the test's own, until the other has ended or waits as well.
/// </summary>
public sealed class MeetingAtOnce : IAsyncLifetime
{
    private readonly TestHouse house = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "on SQLite one command comes after another.");
        await house.GetCastAsync();
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Who_is_disabled_while_they_are_given_a_ticket_does_not_keep_it()
    {
        var (number, tom) = (await FiledAsync(), await house.CallerAsync(Cast.Tom));
        await using var held = await HeldAsync($"SELECT 1 FROM \"Tickets\" WHERE \"Number\" = {number} FOR UPDATE");
        var given = Task.Run(() => GiveAsync(number, tom.Id), Ct);
        await held.WaitersAsync(1);
        var disabled = Task.Run(() => DisableAsync(tom.Id), Ct);
        await Task.WhenAny(disabled, held.WaitersAsync(2));
        await held.LetGoAsync();
        Assert.IsType<Answer.Done>(await given);
        Assert.Equal(StaffAnswer.Done, await disabled);
        Assert.Null((await house.TicketAsync(number)).AssigneeId);
    }

    [Fact]
    public async Task Who_is_being_disabled_is_given_no_ticket()
    {
        var (number, tom) = (await FiledAsync(), await house.CallerAsync(Cast.Tom));
        await using var held = await HeldAsync($"SELECT 1 FROM \"People\" WHERE \"Id\" = '{tom.Id}' FOR SHARE");
        var disabled = Task.Run(() => DisableAsync(tom.Id), Ct);
        await held.WaitersAsync(1);
        var given = Task.Run(() => GiveAsync(number, tom.Id), Ct);
        await Task.WhenAny(given, held.WaitersAsync(2));
        await held.LetGoAsync();
        Assert.Equal(StaffAnswer.Done, await disabled);
        Assert.Equal([new Reason(ReasonKind.WrongValue, Requirements.Assignee)], Assert.IsType<Answer.Refused>(await given).Reasons);
        Assert.Null((await house.TicketAsync(number)).AssigneeId);
    }

    [Fact]
    public async Task Nor_is_whom_a_timer_names_left_with_it()
    {
        await house.PublishAsync(("[ { \"mail\": \"still-unassigned\", \"to\": \"team\" } ]", "[ { \"assign\": \"round-robin\" } ]"), (", \"still-unassigned\"", ""));
        var (number, sasha) = (await FiledAsync(), await house.CallerAsync(Cast.Sasha));
        house.Clock.Advance(TimeSpan.FromDays(3));
        var timer = await house.ReadAsync(db => db.TicketTimers.Select(t => t.Id).SingleAsync(Ct));
        await using var held = await HeldAsync($"SELECT 1 FROM \"Tickets\" WHERE \"Number\" = {number} FOR UPDATE");
        var fired = Task.Run(() => house.Commands().FireDueAsync(timer, Ct), Ct);
        await held.WaitersAsync(1);
        var disabled = Task.Run(() => DisableAsync(sasha.Id), Ct);
        await Task.WhenAny(disabled, held.WaitersAsync(2));
        await held.LetGoAsync();
        Assert.IsType<Answer.Done>(await fired);
        Assert.Equal(StaffAnswer.Done, await disabled);
        var ticket = await house.TicketAsync(number);
        Assert.Null(ticket.AssigneeId);
        Assert.True(await house.ReadAsync(db => db.TicketEvents.AnyAsync(e => e.Kind == EventKind.FieldsChanged && e.TicketId == ticket.Id, Ct)));
    }

    [Fact]
    public async Task Of_many_who_ask_for_a_letter_at_once_five_get_one()
    {
        var accounts = house.Services.GetRequiredService<AccountCommands>();
        await using var held = await HeldAsync("LOCK TABLE \"Outbox\" IN SHARE MODE");
        var asked = Enumerable.Range(0, 8).Select(_ => Task.Run(() => accounts.AskForResetAsync(Cast.Carl, Ct), Ct)).ToList();
        await held.WaitersAsync(asked.Count);
        await held.LetGoAsync();
        await Task.WhenAll(asked);
        Assert.Equal(5, await house.ReadAsync(db => db.Outbox.CountAsync(m => m.Letter == AccountLetter.ResetPassword, Ct)));
    }

    [Fact]
    public async Task A_mail_to_two_mailboxes_is_one_ticket()
    {
        var (one, other) = (await LetterBox.AtAsync(house), await LetterBox.AtAsync(house, "sales@example.com"));
        var raw = LetterBox.Raw(Cast.Carl, $"{LetterBox.Desk}, sales@example.com", "It drips", "The tap drips.", []);
        var (first, second) = (await StoredAsync(one, raw), await StoredAsync(other, raw));
        var handling = house.Services.GetRequiredService<Handling>();
        await using var held = await HeldAsync($"SELECT 1 FROM \"Inbox\" WHERE \"Id\" = '{first.Value}' FOR UPDATE");
        var firstHandled = Task.Run(() => handling.HandleAsync(first, Ct), Ct);
        await held.WaitersAsync(1);
        var secondHandled = Task.Run(() => handling.HandleAsync(second, Ct), Ct);
        await Task.WhenAny(secondHandled, held.WaitersAsync(2));
        await held.LetGoAsync();
        await Task.WhenAll(firstHandled, secondHandled);
        Assert.Equal([IncomingFate.Message, IncomingFate.SetAside], await house.ReadAsync(db => db.Inbox.OrderBy(m => m.Fate).Select(m => m.Fate).ToListAsync(Ct)));
        Assert.Equal(1, await house.ReadAsync(db => db.Tickets.CountAsync(Ct)));
    }

    [Fact]
    public async Task What_is_proposed_while_the_draft_is_discarded_does_not_stay()
    {
        var mia = await house.CallerAsync(Cast.Mia);
        var (drafts, publishing) = (house.Services.GetRequiredService<DraftCommands>(), house.Services.GetRequiredService<WorkflowPublishing>());
        var draft = Assert.IsType<DraftAnswer.Kept>(await drafts.BeginAsync("support", mia.Id, Ct));
        await using var held = await HeldAsync("LOCK TABLE \"PublicationProposals\" IN SHARE MODE");
        var proposed = Task.Run(() => publishing.ProposeAsync("support", draft.Revision, _ => true, new("Clearer words.", "I know."), MigrationPlan.Pin, null, mia.Id, Ct), Ct);
        await held.WaitersAsync(1);
        var discarded = Task.Run(() => drafts.DiscardAsync("support", draft.Revision, Ct), Ct);
        await Task.WhenAny(discarded, held.WaitersAsync(2));
        await held.LetGoAsync();
        Assert.IsType<Publication.Proposed>(await proposed);
        Assert.IsType<DraftAnswer.Kept>(await discarded);
        Assert.Equal(0, await house.ReadAsync(db => db.PublicationProposals.CountAsync(Ct)));
    }

    private async Task<long> FiledAsync()
    {
        var carl = await house.CallerAsync(Cast.Carl);
        var team = await house.ReadAsync(db => db.Teams.Where(t => t.IsDefault).Select(t => t.Id).SingleAsync(Ct));
        var filed = await house.Commands().FileAsync(new(carl.Id, "It drips", "The tap drips.", BuiltInFields.UsualPriority, Channel.Portal, team, []), carl, Roles.Customer, CommandId.New(), Ct);
        return Assert.IsType<Answer.Done>(filed).Number;
    }

    private async Task<Answer> GiveAsync(long number, PersonId to)
    {
        var sasha = await house.CallerAsync(Cast.Sasha);
        var revision = (await house.TicketAsync(number)).Revision;
        return await house.Commands().TakeAsync(VisibleTicket.AtDesk(sasha, number), "assign", StepInput.Empty with { Assignee = to }, revision, sasha, Roles.Agent, CommandId.New(), Ct);
    }

    private async Task<StaffAnswer> DisableAsync(PersonId person) =>
        await house.Services.GetRequiredService<StaffCommands>().DisableAsync(person, null, await house.CallerAsync(Cast.Ada), Ct);

    private async Task<IncomingMailId> StoredAsync(LetterBox box, byte[] raw)
    {
        using var stream = new MemoryStream(raw);
        return (await house.Services.GetRequiredService<Intake>().StoreAsync(box.Id, null, stream, Ct))!.Value;
    }

    private async Task<Lock> HeldAsync(string sql) => await Lock.TakeAsync(TestDatabase.For(house.Directory), sql, Ct);

    /// <summary>A lock that somebody else holds.</summary>
    private sealed class Lock(NpgsqlConnection holder, NpgsqlTransaction transaction, NpgsqlConnection looker) : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        public static async Task<Lock> TakeAsync(string database, string sql, CancellationToken ct)
        {
            var (holder, looker) = (new NpgsqlConnection(database), new NpgsqlConnection(database));
            await holder.OpenAsync(ct);
            await looker.OpenAsync(ct);
            var transaction = await holder.BeginTransactionAsync(ct);
            await using var command = new NpgsqlCommand(sql, holder, transaction);
            await command.ExecuteNonQueryAsync(ct);
            return new(holder, transaction, looker);
        }

        /// <summary>Ends when so many wait for a lock in this database, whoever holds it.</summary>
        public async Task WaitersAsync(int many)
        {
            for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(20, CancellationToken.None))
            {
                await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", looker);
                if ((long)(await command.ExecuteScalarAsync(CancellationToken.None))! >= many) return;
            }
            Assert.Fail($"There were never {many} who waited.");
        }

        public Task LetGoAsync() => transaction.RollbackAsync(CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await holder.DisposeAsync();
            await looker.DisposeAsync();
        }
    }
}
