using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Search;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Web.Timetable;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Search;

/// <summary>Whatever changes what a ticket says is found, or is found no more, from the commit on.</summary>
public sealed class KeepingTheIndex : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly TestHouse house = new(new() { ["HelpDesk:Mail:UndoSeconds"] = "10" });
    private long number;

    public async ValueTask InitializeAsync()
    {
        await house.GetCastAsync();
        number = await house.FiledAsync(Cast.Carl, "Juniper hedge", "It grows over the fence.");
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_new_subject()
    {
        await house.EditedAsync(number, BuiltInFields.Subject, "Larch hedge");
        Assert.Empty(await house.FindsAsync(Cast.Sasha, "juniper"));
        Assert.Equal([number], await house.FindsAsync(Cast.Sasha, "larch"));
    }

    [Fact]
    public async Task Of_two_runs_one_waits_for_the_database_and_the_other_goes()
    {
        await house.EditedAsync(number, BuiltInFields.Subject, "Larch hedge");
        var job = house.Services.GetRequiredService<DueIndexing>();
        await using var db = TestDatabase.Open(house.Directory);
        Task[] runs;
        await using (await db.Database.BeginTransactionAsync(Ct))
        {
            // On SQLite the transaction alone keeps everybody from writing.
            if (TestDatabase.IsPostgreSql) await db.Database.ExecuteSqlAsync($"LOCK TABLE \"UnindexedTickets\" IN ACCESS EXCLUSIVE MODE", Ct);
            runs = [Task.Run(() => job.RunAsync(Ct), Ct), Task.Run(() => job.RunAsync(Ct), Ct)];
            await (await Task.WhenAny(runs).WaitAsync(TimeSpan.FromSeconds(20), Ct));
            Assert.Contains(runs, run => !run.IsCompleted);
        }
        await Task.WhenAll(runs);
        Assert.Equal(0, await house.ReadAsync(read => read.UnindexedTickets.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_reply_a_note_and_what_the_customer_writes()
    {
        await house.RepliedAsync(Cast.Sasha, number, "We bring a hacksaw.");
        await house.NotedAsync(Cast.Sasha, number, "He has a bulldog.");
        var carl = await house.CallerAsync(Cast.Carl);
        Assert.IsType<Answer.Done>(await house.Commands().HearAsync(VisibleTicket.InPortal(carl, number), "Bring a ladder, too.", [], carl, CommandId.New(), Ct));
        foreach (var word in new[] { "hacksaw", "bulldog", "ladder" }) Assert.Equal([number], await house.FindsAsync(Cast.Sasha, word));
        Assert.Equal([number], await house.IndexedAsync(Cast.Carl, "hacksaw ladder", inPortal: true));
        Assert.Empty(await house.IndexedAsync(Cast.Carl, "bulldog", inPortal: true));
    }

    [Fact]
    public async Task What_was_taken_back_is_the_desks_own()
    {
        await house.RepliedAsync(Cast.Sasha, number, "Tuesday would be pigswill.");
        Assert.Equal([number], await house.FindsInPortalAsync(Cast.Carl, "pigswill"));
        var sasha = await house.CallerAsync(Cast.Sasha);
        var said = await house.ReadAsync(db => db.TicketMessages.Where(m => m.AuthorId == sasha.Id).Select(m => m.Id).SingleAsync(Ct));
        Assert.True((await house.Commands().WithdrawAsync(VisibleTicket.AtDesk(sasha, number), said, sasha, Roles.Agent, Ct))!.InTime);
        Assert.Empty(await house.IndexedAsync(Cast.Carl, "pigswill", inPortal: true));
        Assert.Equal([number], await house.FindsAsync(Cast.Sasha, "pigswill"));
    }

    [Fact]
    public async Task Spam_and_no_spam()
    {
        var sasha = await house.CallerAsync(Cast.Sasha);
        await house.Commands().MarkSpamAsync(VisibleTicket.AtDesk(sasha, number), sasha, Roles.Agent, CommandId.New(), Ct);
        Assert.Empty(await house.IndexedAsync(Cast.Sasha, "juniper", inPortal: false));
        Assert.Empty(await house.IndexedAsync(Cast.Carl, "juniper", inPortal: true));
        Assert.Equal([number], await house.FindsAsync(Cast.Sasha, "juniper", new SearchFilter(IsSpam: true)));
        await house.Commands().UnmarkSpamAsync(VisibleTicket.AtDesk(sasha, number), sasha, Roles.Agent, CommandId.New(), Ct);
        Assert.Equal([number], await house.FindsAsync(Cast.Sasha, "juniper"));
    }

    [Fact]
    public async Task Another_team_another_assignee_and_another_phase()
    {
        var sasha = await house.CallerAsync(Cast.Sasha);
        Assert.Equal([number], await house.FindsAsync(Cast.Sasha, "juniper", new SearchFilter(Phase: Phase.Open)));
        var taken = await house.Commands().EditAsync(VisibleTicket.AtDesk(sasha, number), System.Collections.Immutable.ImmutableSortedDictionary<string, FieldValue>.Empty.Add(BuiltInFields.Assignee, FieldValue.Of(sasha.Id.ToString())),
            (await house.TicketAsync(number)).Revision, sasha, Roles.Agent, CommandId.New(), Ct);
        Assert.IsType<Answer.Done>(taken);
        Assert.Equal([number], await house.FindsAsync(Cast.Sasha, "juniper", new SearchFilter(Assignee: sasha.Id)));
        Assert.Empty(await house.FindsAsync(Cast.Sasha, "juniper", new SearchFilter(IsUnassigned: true)));
        await house.ToPrivateTeamAsync(number);
        Assert.Empty(await house.IndexedAsync(Cast.Sasha, "juniper", inPortal: false));
        Assert.Equal([number], await house.IndexedAsync(Cast.Tom, "juniper", inPortal: false));
    }

    [Fact]
    public async Task A_follower_comes_and_goes()
    {
        var (sasha, bob) = (await house.CallerAsync(Cast.Sasha), await house.CallerAsync(Cast.Bob));
        Assert.Empty(await house.FindsInPortalAsync(Cast.Bob, "juniper"));
        Assert.Equal(FollowAnswer.Done, await house.Commands().AddFollowerAsync(VisibleTicket.AtDesk(sasha, number), Cast.Bob, sasha, Roles.Agent, Ct));
        Assert.Equal([number], await house.FindsInPortalAsync(Cast.Bob, "juniper"));
        await house.Commands().RemoveFollowerAsync(VisibleTicket.AtDesk(sasha, number), bob.Id, sasha, Roles.Agent, Ct);
        Assert.Empty(await house.IndexedAsync(Cast.Bob, "juniper", inPortal: true));
    }

    [Fact]
    public async Task An_organisation_shares_its_tickets_or_does_not()
    {
        Assert.Empty(await house.FindsInPortalAsync(Cast.Carol, "juniper"));
        await OnAcornAsync(acorn => acorn.ShareTickets(true));
        Assert.Equal([number], await house.FindsInPortalAsync(Cast.Carol, "juniper"));
        await OnAcornAsync(acorn => acorn.ShareTickets(false));
        Assert.Empty(await house.IndexedAsync(Cast.Carol, "juniper", inPortal: true));
    }

    [Fact]
    public async Task A_person_and_an_organisation_are_called_otherwise()
    {
        await OnCarlAsync(carl => carl.Rename("Carl Zephyr"));
        await OnAcornAsync(acorn => acorn.Rename("Hazelnut"));
        Assert.Equal([number], await house.FindsAsync(Cast.Sasha, "zephyr hazelnut juniper"));
        Assert.Empty(await house.FindsAsync(Cast.Sasha, "ahlgren"));
        Assert.Empty(await house.FindsAsync(Cast.Sasha, "acorn"));
    }

    [Fact]
    public async Task A_name_that_many_tickets_carry_follows_in_portions_and_search_says_so()
    {
        var carl = await house.CallerAsync(Cast.Carl);
        for (var i = 0; i < IndexCommands.Portion; i++) await house.FiledAsync(Cast.Carl, $"Matter {i}", "x");
        await house.IndexAsync();
        await OnCarlAsync(who => who.Rename("Carl Zephyr"));
        var meanwhile = await house.HitsSoFarAsync(Cast.Sasha, "zephyr");
        Assert.Equal((0, IndexCommands.Portion + 1, true), (meanwhile.Shown.Length, meanwhile.Waiting, meanwhile.IsBehind));
        await house.SettleAsync();
        var hits = await house.HitsAsync(Cast.Sasha, "zephyr");
        Assert.Equal((IndexCommands.Portion + 1, 0), (hits.Known!.Value, hits.Waiting));
        Assert.Empty(await house.FindsAsync(Cast.Sasha, "ahlgren"));
    }

    [Fact]
    public async Task What_is_rolled_back_leaves_no_trace()
    {
        await house.IndexAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => house.WriteAsync<bool>(async (db, ct) =>
        {
            (await db.Users.SingleAsync(p => p.Email == Cast.Carl, ct)).Rename("Carl Zephyr");
            await db.SaveChangesAsync(ct);
            Assert.Equal([number], await db.UnindexedTickets.Select(w => w.Number).ToListAsync(ct));
            throw new InvalidOperationException("No.");
        }));
        Assert.Empty(await house.FindsAsync(Cast.Sasha, "zephyr"));
        Assert.Equal([number], await house.FindsAsync(Cast.Sasha, "ahlgren juniper"));
    }

    [Fact]
    public async Task On_PostgreSql_nothing_waits_in_a_list_that_every_search_has_to_read()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "SQLite's index has no such list.");
        Assert.Equal(["fastupdate=off"], await house.ReadAsync(db => db.Database.SqlQuery<string>($"""SELECT unnest(reloptions) AS "Value" FROM pg_class WHERE oid = '"IX_TicketSearch_Words"'::regclass""").ToListAsync(Ct)));
    }

    [Fact]
    public async Task What_changes_while_it_is_being_indexed_is_indexed_once_more()
    {
        await house.IndexAsync();
        await house.EditedAsync(number, BuiltInFields.Subject, "Larch hedge");
        var index = house.Services.GetRequiredService<TicketIndex>();
        var (seen, read) = await house.ReadAsync(async db => (await db.UnindexedTickets.Select(w => w.Id).SingleAsync(Ct), await index.ReadAsync(db, [number], Ct)));
        await house.EditedAsync(number, BuiltInFields.Subject, "Yew hedge");
        await house.WriteAsync(async (db, ct) =>
        {
            await db.UnindexedTickets.Where(w => w.Id == seen).ExecuteDeleteAsync(ct);
            await house.Services.GetRequiredService<IFullText>().PutAsync(db, read, ct);
            return true;
        });
        Assert.Equal([number], await house.FindsAsync(Cast.Sasha, "yew"));
        Assert.Empty(await house.FindsAsync(Cast.Sasha, "larch"));
    }

    [Fact]
    public async Task Of_two_that_index_at_the_same_time_the_later_reader_is_right()
    {
        await house.IndexAsync();
        await house.EditedAsync(number, BuiltInFields.Subject, "Larch hedge");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.Services.GetRequiredService<IndexCommands>().GoOnAsync(Ct)));
        Assert.Equal(0, await house.ReadAsync(db => db.UnindexedTickets.CountAsync(Ct)));
        Assert.Equal([number], await house.FindsAsync(Cast.Sasha, "larch"));
    }

    [Fact]
    public async Task A_ticket_that_is_gone_is_found_no_more()
    {
        Assert.Equal([number], await house.IndexedAsync(Cast.Sasha, "juniper", inPortal: false));
        await house.WriteAsync(async (db, ct) =>
        {
            var gone = await db.Tickets.SingleAsync(t => t.Number == number, ct);
            await db.Outbox.Where(m => m.TicketId == gone.Id).ExecuteDeleteAsync(ct);
            await db.TicketTimers.Where(t => t.TicketId == gone.Id).ExecuteDeleteAsync(ct);
            await db.TicketEvents.Where(e => e.TicketId == gone.Id).ExecuteDeleteAsync(ct);
            await db.TicketMessages.Where(m => m.TicketId == gone.Id).ExecuteDeleteAsync(ct);
            db.Remove(gone);
            return true;
        });
        Assert.Empty(await house.IndexedAsync(Cast.Sasha, "juniper", inPortal: false));
    }

    [Fact]
    public async Task The_index_is_made_anew_and_meanwhile_searches_say_so()
    {
        await house.FiledAsync(Cast.Bob, "Juniper berries", "For gin.");
        var index = house.Services.GetRequiredService<IndexCommands>();
        await house.IndexAsync();
        Assert.Equal(2, await index.BeginAnewAsync(Ct));
        var meanwhile = await house.HitsSoFarAsync(Cast.Sasha, "juniper");
        Assert.Equal((0, 2), (meanwhile.Shown.Length, meanwhile.Waiting));
        await house.SettleAsync();
        var hits = await house.HitsAsync(Cast.Sasha, "juniper");
        Assert.Equal((2, 0), (hits.Shown.Length, hits.Waiting));
    }

    [Fact]
    public async Task Of_a_ticket_of_any_length_every_word_is_found()
    {
        var words = Enumerable.Range(0, 14_000).Select(i => $"w{i}");
        var body = $"begin here {string.Join(' ', words)} the very end " + string.Join(' ', Enumerable.Repeat("again", 1_000)) + " finis";
        var longOne = await house.FiledAsync(Cast.Bob, "Long", body);
        await house.NotedAsync(Cast.Sasha, longOne, string.Join(' ', Enumerable.Repeat("again", 300)) + " nothing again to add");
        foreach (var typed in new[] { "w0", "w13999", "finis", "\"begin here w0\"", "again", "\"nothing again\" -x", "\"to add\"", "very w7000 end" })
            Assert.Equal(typed == "\"nothing again\" -x" ? [] : [longOne], await house.FindsAsync(Cast.Sasha, typed));
        // Behind the ten thousandth word of the messages no phrase is known.
        Assert.Empty(await house.FindsAsync(Cast.Sasha, "\"the very end\""));
        Assert.Empty(await house.IndexedAsync(Cast.Bob, "nothing", inPortal: true));
    }

    private Task<bool> OnCarlAsync(Action<Person> change) => house.WriteAsync(async (db, ct) =>
    {
        change(await db.Users.SingleAsync(p => p.Email == Cast.Carl, ct));
        return true;
    });

    private Task<bool> OnAcornAsync(Action<Organisation> change) => house.WriteAsync(async (db, ct) =>
    {
        change(await db.Organisations.SingleAsync(o => o.Name == "Acorn", ct));
        return true;
    });
}
