using System.Text.Json;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Seeds;

/// <summary>What is played in memory and written in bulk is what the commands would have written.</summary>
public sealed class PlayingInBulk
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_leaves_the_same_rows_as_one_command_after_another()
    {
        await using var bulk = new TestHouse();
        await using var slow = new TestHouse();
        var size = new CrowdSize(150, 12, 7, Seed: 3);
        await bulk.Services.GetRequiredService<Crowd>().FillAsync(size, keepTokens: false, null, Ct, inBulk: true);
        await slow.Services.GetRequiredService<Crowd>().FillAsync(size, keepTokens: false, null, Ct, inBulk: false);
        var (expected, actual) = (await RowsAsync(slow), await RowsAsync(bulk));
        foreach (var table in expected.Keys) Assert.Equal(expected[table], actual[table]);
        Assert.All(expected.Values, rows => Assert.NotEmpty(rows));
    }

    [Fact]
    public async Task Every_row_has_its_parents()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "elsewhere the database sees to it by itself");
        await using var house = new TestHouse();
        await house.Services.GetRequiredService<Crowd>().FillAsync(new CrowdSize(60, 5, 3, Seed: 7), keepTokens: false, null, Ct);
        Assert.Empty(await house.ReadAsync(db => db.Database.SqlQueryRaw<string>("SELECT \"table\" AS Value FROM pragma_foreign_key_check").ToListAsync(Ct)));
        Assert.Empty(await house.ReadAsync(db => db.Tickets.Where(t => t.LastSequence != db.TicketEvents.Count(e => e.TicketId == t.Id)).Select(t => t.Number).ToListAsync(Ct)));
    }

    /// <summary>The desk goes on from there by its usual commands.</summary>
    [Fact]
    public async Task People_go_on_where_the_play_ended()
    {
        await using var house = new TestHouse();
        await house.Services.GetRequiredService<Crowd>().FillAsync(new CrowdSize(60, 5, 3, Seed: 7), keepTokens: false, null, Ct);
        var newest = await house.ReadAsync(db => db.Tickets.MaxAsync(t => t.Number, Ct));
        var number = await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        Assert.Equal(newest + 1, number);
        await house.PassAsync(TimeSpan.FromDays(40));
        Assert.Equal(0, await house.ReadAsync(db => db.TicketTimers.CountAsync(t => t.Fate == TimerFate.Armed && t.DueAt <= house.Clock.GetUtcNow(), Ct)));
    }

    private static Task<Dictionary<string, List<string>>> RowsAsync(TestHouse house) => house.ReadAsync(async db => new Dictionary<string, List<string>>
    {
        ["tickets"] = await LinesAsync(db.Tickets.OrderBy(t => t.Number).Select(t => new
        {
            t.Number, t.Subject, t.Channel, t.Priority, t.State, t.Phase, t.Entry, t.EnteredAt, t.Fields, t.Reopenings, t.Satisfaction, t.OverdueSince, t.Excerpt,
            t.CreatedAt, t.ChangedAt, t.LastSequence, t.Revision, t.LastCustomerMessageAt, t.LastAgentMessageAt, Follows = t.FollowUpOf != null,
            Customer = db.Users.Single(p => p.Id == t.CustomerId).Email, Assignee = db.Users.SingleOrDefault(p => p.Id == t.AssigneeId)!.Email, Team = db.Teams.Single(x => x.Id == t.TeamId).Name,
        })),
        ["events"] = await LinesAsync(from e in db.TicketEvents
                                      join t in db.Tickets on e.TicketId equals t.Id
                                      orderby t.Number, e.Sequence
                                      select new { t.Number, e.Sequence, e.Kind, e.At, e.As, By = db.Users.SingleOrDefault(p => p.Id == e.By)!.Email, e.Entry, e.Step, e.From, e.To, e.Timer, e.Occurrence, e.Score, Says = e.Message != null }),
        ["messages"] = await LinesAsync(from m in db.TicketMessages
                                        join t in db.Tickets on m.TicketId equals t.Id
                                        orderby t.Number, m.Sequence
                                        select new { t.Number, m.Sequence, m.Body, m.FromCustomer, m.IsInternal, m.At }),
        ["mails"] = await LinesAsync(from m in db.Outbox
                                     join t in db.Tickets on m.TicketId equals t.Id
                                     orderby t.Number, m.Sequence, m.Letter, m.ToAddress
                                     select new { t.Number, m.Sequence, m.Letter, m.ToAddress, m.Fate, m.Rank, m.Attempts, m.CreatedAt, m.DueAt, m.SentAt, m.SealedToken }),
        ["timers"] = await LinesAsync(from x in db.TicketTimers
                                      join t in db.Tickets on x.TicketId equals t.Id
                                      orderby t.Number, x.Entry, x.Key, x.Occurrence
                                      select new { t.Number, x.Entry, x.Key, x.Occurrence, x.DueAt, x.Fate, x.DoneAt }),
        ["surveys"] = await LinesAsync(from s in db.Surveys
                                       join t in db.Tickets on s.TicketId equals t.Id
                                       orderby t.Number
                                       select new { t.Number, s.Key, s.AskedAt, s.AnsweredAt, s.Score, s.Comment, s.AskedAtReopenings, s.AnsweredAtReopenings, Open = s.TokenHash != null }),
        ["commands"] = await LinesAsync(db.HandledCommands.Where(h => h.At > house.Clock.GetUtcNow() - HandledCommand.Kept).OrderBy(h => h.Number).ThenBy(h => h.At).Select(h => new { h.Number, h.At, System = h.By == null })),
    });

    private static async Task<List<string>> LinesAsync<T>(IQueryable<T> rows) => (await rows.ToListAsync(Ct)).ConvertAll(row => JsonSerializer.Serialize(row));
}
