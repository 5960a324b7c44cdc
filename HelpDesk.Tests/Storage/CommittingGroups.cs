using System.Diagnostics;
using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Storage;

/// <summary>What shares a commit shares nothing else.</summary>
public sealed class CommittingGroups
{
    private const int Full = 13;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_shares_one_commit_and_each_gets_its_answer()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (gate, busy) = await house.HoldAsync();
        var asked = Enumerable.Range(0, 20).Select(i => house.AddAsync($"Organisation {i:00}", Ct)).ToList();
        var commits = house.Commits.Count;
        Assert.Empty(await house.NamesAsync());
        gate.SetResult();
        await Task.WhenAll(asked);
        await busy;
        Assert.Equal(1, house.Commits.Count - commits);
        Assert.Equal(20, (await house.NamesAsync()).Count);
        Assert.Equal(21, house.Writes.Count);
    }

    [Fact]
    public async Task They_happen_in_the_order_in_which_they_were_asked_for()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (gate, busy) = await house.HoldAsync();
        var order = new List<int>();
        var asked = Enumerable.Range(0, 50).Select(i => house.Writes.DoAsync((HelpDeskDb _, CancellationToken _) =>
        {
            order.Add(i);
            return Task.FromResult(true);
        }, OnConflict.DecideAnew, Ct)).ToList();
        gate.SetResult();
        await Task.WhenAll(asked);
        await busy;
        Assert.Equal(Enumerable.Range(0, 50), order);
    }

    [Fact]
    public async Task One_that_fails_takes_only_its_own_writing_with_it()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (gate, busy) = await house.HoldAsync();
        var before = house.AddAsync("Alder", Ct);
        var failing = house.Writes.DoAsync<bool>(async (db, cancel) =>
        {
            db.Organisations.Add(new Organisation("Beech"));
            await db.SaveChangesAsync(cancel);
            db.Organisations.Add(new Organisation("Birch"));
            (await db.Organisations.SingleAsync(o => o.Name == "Alder", cancel)).Rename("Ash");
            throw new InvalidOperationException("No.");
        }, OnConflict.DecideAnew, Ct);
        var after = house.AddAsync("Cedar", Ct);
        gate.SetResult();
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        await Task.WhenAll(before, after, busy);
        Assert.Equal(["Alder", "Cedar"], await house.NamesAsync());
        Assert.Equal(3, house.Writes.Count);
    }

    [Fact]
    public async Task The_first_of_a_group_that_fails_leaves_nothing_and_those_behind_it_go_on()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var failing = house.Writes.DoAsync<bool>(async (db, cancel) =>
        {
            db.Organisations.Add(new Organisation("Alder"));
            await db.SaveChangesAsync(cancel);
            db.Organisations.Add(new Organisation("Ash"));
            begun.SetResult();
            await gate.Task;
            throw new InvalidOperationException("No.");
        }, OnConflict.DecideAnew, Ct);
        await begun.Task;
        var commits = house.Commits.Count;
        var behind = house.Writes.DoAsync(async (db, cancel) =>
        {
            db.Organisations.Add(new Organisation("Beech"));
            return (db.ChangeTracker.Entries().Count(), await db.Organisations.CountAsync(cancel));
        }, OnConflict.DecideAnew, Ct);
        var last = house.AddAsync("Cedar", Ct);
        gate.SetResult();
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Equal((1, 0), await behind);
        await last;
        Assert.Equal(["Beech", "Cedar"], await house.NamesAsync());
        Assert.Equal(1, house.Commits.Count - commits);
        Assert.Equal(2, house.Writes.Count);
    }

    [Fact]
    public async Task One_that_is_refused_leaves_nothing_to_the_next()
    {
        await using var house = await WritesHouse.BuildAsync();
        await house.AddAsync("Alder", Ct);
        var (gate, busy) = await house.HoldAsync();
        var refused = house.Writes.DoAsync<bool>(async (db, cancel) =>
        {
            (await db.Organisations.SingleAsync(cancel)).Rename("Ash");
            throw new WriteConflictException(new InvalidOperationException("Seen too late."));
        }, OnConflict.Refuse, Ct);
        var next = house.Writes.DoAsync(async (db, cancel) => (db.ChangeTracker.Entries().Count(), (await db.Organisations.SingleAsync(cancel)).Name), OnConflict.DecideAnew, Ct);
        gate.SetResult();
        await Assert.ThrowsAsync<WriteConflictException>(() => refused);
        Assert.Equal((0, "Alder"), await next);
        await busy;
    }

    [Fact]
    public async Task A_conflict_is_decided_anew_or_refused_and_the_others_stand()
    {
        await using var house = await WritesHouse.BuildAsync();
        await house.Writes.DoAsync((db, _) => Task.FromResult(db.Users.Add(Named("carl@example.com"))), OnConflict.DecideAnew, Ct);
        var (gate, busy) = await house.HoldAsync();
        var tries = 0;
        var anew = house.Writes.DoAsync((db, _) => Task.FromResult(db.Users.Add(Named(tries++ == 0 ? "carl@example.com" : "carol@example.com"))), OnConflict.DecideAnew, Ct);
        var refused = house.Writes.DoAsync((db, _) => Task.FromResult(db.Users.Add(Named("carl@example.com"))), OnConflict.Refuse, Ct);
        var other = house.AddAsync("Alder", Ct);
        gate.SetResult();
        await anew;
        await Assert.ThrowsAsync<WriteConflictException>(() => refused);
        await Task.WhenAll(other, busy);
        Assert.Equal(2, tries);
        Assert.Equal(["carl@example.com", "carol@example.com"], await house.ReadAsync(db => db.Users.Select(p => p.Email!).OrderBy(e => e).ToListAsync(Ct)));
        Assert.Equal(["Alder"], await house.NamesAsync());
    }

    [Fact]
    public async Task Who_leaves_before_the_turn_comes_is_not_carried_out()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (gate, busy) = await house.HoldAsync();
        using var leaving = new CancellationTokenSource();
        var left = house.AddAsync("Alder", leaving.Token);
        var stays = house.AddAsync("Beech", Ct);
        await leaving.CancelAsync();
        // At once, not when the writer comes to it.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        gate.SetResult();
        await Task.WhenAll(stays, busy);
        Assert.Equal(["Beech"], await house.NamesAsync());
    }

    [Fact]
    public async Task Who_leaves_after_it_began_is_carried_out_all_the_same()
    {
        await using var house = await WritesHouse.BuildAsync();
        using var leaving = new CancellationTokenSource();
        var answer = await house.Writes.DoAsync(async (db, cancel) =>
        {
            await leaving.CancelAsync();
            db.Organisations.Add(new Organisation("Alder"));
            return await db.Organisations.CountAsync(cancel);
        }, OnConflict.DecideAnew, leaving.Token);
        Assert.Equal(0, answer);
        Assert.Equal(["Alder"], await house.NamesAsync());
    }

    [Fact]
    public async Task When_the_commit_fails_all_hear_it_and_nobody_was_told()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (gate, busy) = await house.HoldAsync();
        var asked = Enumerable.Range(0, 5).Select(i => house.AddAsync($"Organisation {i}", Ct)).Append(busy).ToList();
        house.Commits.FailCommit = new SqliteException("database or disk is full", Full);
        gate.SetResult();
        foreach (var one in asked) Assert.Equal(Full, (await Assert.ThrowsAsync<SqliteException>(() => one)).SqliteErrorCode);
        Assert.Equal(0, house.Tellings);
        Assert.Equal(0, house.Writes.Count);
        Assert.Empty(await house.NamesAsync());
        // The next one finds the writer well.
        await house.AddAsync("Alder", Ct);
        Assert.Equal(["Alder"], await house.NamesAsync());
    }

    [Fact]
    public async Task When_the_database_is_locked_all_who_wait_hear_it()
    {
        await using var house = await WritesHouse.BuildAsync();
        house.Commits.FailBegin = new SqliteException("database is locked", 5);
        Assert.Equal(5, (await Assert.ThrowsAsync<SqliteException>(() => house.AddAsync("Alder", Ct))).SqliteErrorCode);
        await house.AddAsync("Beech", Ct);
        Assert.Equal(["Beech"], await house.NamesAsync());
    }

    /// <summary>The database itself is full in the middle of a group. Whether it undoes one command or all of them is its affair: who was answered is there, who was not is not.</summary>
    [Fact]
    public async Task On_a_full_disk_what_was_answered_is_there_and_nothing_else()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (gate, busy) = await house.HoldAsync();
        var before = house.AddAsync("Alder", Ct);
        var full = house.Writes.DoAsync(async (db, cancel) =>
        {
            // Never below what there is: this is as full as it can be.
            await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1", cancel);
            db.Organisations.AddRange(Enumerable.Range(0, 20_000).Select(i => new Organisation($"Beech {i}")));
            return true;
        }, OnConflict.DecideAnew, Ct);
        var after = house.AddAsync("Cedar", Ct);
        gate.SetResult();
        var trouble = await Assert.ThrowsAnyAsync<Exception>(() => full);
        Assert.Equal(Full, (trouble.GetBaseException() as SqliteException)?.SqliteErrorCode);
        await Task.WhenAny(Task.WhenAll(before, after, busy), Task.Delay(Timeout.Infinite, Ct));
        var answered = new List<string>();
        if (before.IsCompletedSuccessfully) answered.Add("Alder");
        if (after.IsCompletedSuccessfully) answered.Add("Cedar");
        Assert.Equal(answered, await house.NamesAsync());
    }

    [Fact]
    public async Task Listeners_hear_of_what_others_can_see()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (gate, busy) = await house.HoldAsync();
        var asked = house.AddAsync("Alder", Ct);
        Assert.Equal(0, house.Tellings);
        gate.SetResult();
        await Task.WhenAll(asked, busy);
        Assert.Equal(2, house.Tellings);
    }

    [Fact]
    public async Task A_command_inside_a_command_is_a_bug_that_says_so()
    {
        await using var house = await WritesHouse.BuildAsync();
        var inside = await Assert.ThrowsAsync<InvalidOperationException>(() => house.Writes.DoAsync((HelpDeskDb _, CancellationToken cancel) => house.AddAsync("Alder", cancel), OnConflict.DecideAnew, Ct));
        Assert.Contains("another one", inside.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => house.Writes.GroupAsync((_, cancel) => house.AddAsync("Alder", cancel), Ct));
        // What a command leaves running may write when the command is over.
        var (over, later) = (new TaskCompletionSource(), Task.CompletedTask);
        await house.Writes.DoAsync((HelpDeskDb _, CancellationToken _) =>
        {
            later = Task.Run(async () =>
            {
                await over.Task;
                await house.AddAsync("Beech");
            }, CancellationToken.None);
            return Task.FromResult(true);
        }, OnConflict.DecideAnew, Ct);
        over.SetResult();
        await later;
        Assert.Equal(["Beech"], await house.NamesAsync());
    }

    [Fact]
    public async Task A_long_one_does_not_keep_the_others_from_their_answers()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (gate, busy) = await house.HoldAsync();
        var before = house.AddAsync("Alder", Ct);
        var endless = new TaskCompletionSource();
        var filling = house.Writes.GroupAsync((_, _) => endless.Task, Ct);
        var after = house.AddAsync("Beech", Ct);
        gate.SetResult();
        await Task.WhenAll(before, busy);
        Assert.False(filling.IsCompleted);
        endless.SetResult();
        await Task.WhenAll(filling, after);
        Assert.Equal(["Alder", "Beech"], await house.NamesAsync());
    }

    [Fact]
    public async Task Readers_do_not_wait_for_the_writer()
    {
        await using var house = await WritesHouse.BuildAsync();
        await house.AddAsync("Alder", Ct);
        var (gate, busy) = await house.HoldAsync();
        Assert.Equal(["Alder"], await house.NamesAsync());
        gate.SetResult();
        await busy;
    }

    [Fact]
    public async Task The_callers_language_and_trace_go_along()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (gate, busy) = await house.HoldAsync();
        var asked = new[] { "de-DE", "fr-FR" }.Select(culture => Task.Run(async () =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            using var trace = new Activity(culture).Start();
            return await house.Writes.DoAsync(async (db, cancel) =>
            {
                await db.Organisations.CountAsync(cancel);
                return (CultureInfo.CurrentUICulture.Name, Activity.Current?.OperationName);
            }, OnConflict.DecideAnew, Ct);
        })).ToList();
        gate.SetResult();
        Assert.Equal([("de-DE", "de-DE"), ("fr-FR", "fr-FR")], await Task.WhenAll(asked));
        await busy;
    }

    [Fact]
    public async Task A_seam_that_closes_carries_out_what_waits_and_takes_no_more()
    {
        await using var house = await WritesHouse.BuildAsync();
        var (gate, busy) = await house.HoldAsync();
        var asked = Enumerable.Range(0, 20).Select(i => house.AddAsync($"Organisation {i:00}", Ct)).ToList();
        var closing = house.Strategy.CloseAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => house.AddAsync("Alder", Ct));
        gate.SetResult();
        await closing;
        await Task.WhenAll(asked);
        await busy;
        Assert.Equal(20, (await house.NamesAsync()).Count);
    }

    [Fact]
    public async Task A_house_that_is_closed_answers_what_it_was_asked()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "elsewhere commands do not queue up");
        using var directory = new TempDirectory();
        List<Task> asked;
        await using (var house = new TestHouse(directory: directory.Path))
        {
            var writes = house.Services.GetRequiredService<Writes>();
            asked = [.. Enumerable.Range(0, 200).Select(i => writes.DoAsync((db, _) =>
            {
                db.Organisations.Add(new Organisation($"Organisation {i:000}"));
                return Task.FromResult(true);
            }, OnConflict.DecideAnew, CancellationToken.None))];
        }
        await Task.WhenAll(asked);
        await using var again = new TestHouse(directory: directory.Path);
        Assert.Equal(200, await again.ReadAsync(db => db.Organisations.CountAsync(o => o.Name.StartsWith("Organisation "), Ct)));
    }

    private static Person Named(string email) => new("Carl", email, PersonRoles.Customer, DateTimeOffset.UnixEpoch);
}
