using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Storage;

public sealed class GroupingCommands
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_is_one_commit_and_counts_each_command()
    {
        await using var house = new TestHouse();
        var writes = house.Services.GetRequiredService<Writes>();
        var before = writes.Count;
        await writes.GroupAsync(async (group, ct) =>
        {
            await AddAsync(group, "Alder", ct);
            await AddAsync(group, "Beech", ct);
            Assert.Equal(0, await house.ReadAsync(db => db.Organisations.CountAsync(o => o.Name == "Alder", ct)));
        }, Ct);
        Assert.Equal(2, writes.Count - before);
        Assert.Equal(2, await house.ReadAsync(db => db.Organisations.CountAsync(o => o.Name == "Alder" || o.Name == "Beech", Ct)));
    }

    [Fact]
    public async Task What_fails_takes_the_whole_group_with_it()
    {
        await using var house = new TestHouse();
        var writes = house.Services.GetRequiredService<Writes>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => writes.GroupAsync(async (group, ct) =>
        {
            await AddAsync(group, "Alder", ct);
            throw new InvalidOperationException("No.");
        }, Ct));
        Assert.Equal(0, await house.ReadAsync(db => db.Organisations.CountAsync(o => o.Name == "Alder", Ct)));
    }

    /// <summary>What it wrote before it failed is still there until the group is undone, and on PostgreSQL nothing more can be asked.</summary>
    [Fact]
    public async Task A_command_of_a_group_is_not_decided_anew()
    {
        await using var house = new TestHouse();
        var writes = house.Services.GetRequiredService<Writes>();
        var tries = 0;
        var trouble = await Assert.ThrowsAsync<DbUpdateException>(() => writes.GroupAsync(async (group, ct) =>
        {
            await AddAsync(group, "Alder", ct);
            await group.DoAsync((db, _) =>
            {
                tries++;
                db.Organisations.AddRange(new Organisation("Beech"), new Organisation("Alder"));
                return Task.FromResult(true);
            }, OnConflict.DecideAnew, ct);
        }, Ct));
        Assert.True(Conflicts.IsConflict(trouble));
        Assert.Equal(1, tries);
        Assert.Equal(0, await house.ReadAsync(db => db.Organisations.CountAsync(o => o.Name == "Alder" || o.Name == "Beech", Ct)));
    }

    private static Task<bool> AddAsync(Writes writes, string name, CancellationToken ct) => writes.DoAsync((db, _) =>
    {
        db.Organisations.Add(new Organisation(name));
        return Task.FromResult(true);
    }, OnConflict.DecideAnew, ct);
}
