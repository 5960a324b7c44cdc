using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Committing;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Mailroom.Outgoing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>Between the mail server's answer and our mark the database goes away, and comes back before anybody else may take the mail.</summary>
public sealed class MarkingWhatLeft
{
    [Fact]
    public async Task What_left_while_the_database_was_away_for_a_moment_does_not_leave_again()
    {
        Leaving? leaving = null;
        var carrier = new ScriptedCarrier
        {
            Answer = _ =>
            {
                leaving!.Times = 2;
                return Task.FromResult<HandOver>(new HandOver.Accepted());
            },
        };
        await using var house = new TestHouse
        {
            Carrier = carrier,
            Furnish = services => services.AddSingleton<CommitStrategy>(parts =>
                leaving = new Leaving(TestDatabase.IsPostgreSql ? ActivatorUtilities.CreateInstance<SeparateCommits>(parts) : ActivatorUtilities.CreateInstance<GroupCommit>(parts))),
        };
        await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
        var due = await house.ReadAsync(db => db.DueMails(house.Clock.GetUtcNow()).CountAsync());
        await house.Services.GetRequiredService<OutboxDrain>().RunAsync(CancellationToken.None);
        Assert.Equal((due, due), (carrier.Carried.Count, await house.ReadAsync(db => db.Outbox.CountAsync(m => m.Fate == MailFate.Sent))));
        house.Clock.Advance(Outbox.LeaseTime);
        await house.Services.GetRequiredService<OutboxDrain>().RunAsync(CancellationToken.None);
        Assert.Equal(due, carrier.Carried.Count);
    }

    /// <summary>A database that is away for the next few commands.</summary>
    private sealed class Leaving(CommitStrategy there) : CommitStrategy
    {
        private const int InputOutput = 10;

        public int Times { get; set; }

        public override Task<(T Answer, Committed Committed)> CommitAsync<T>(WriteCommand<T> command, Turn turn, CancellationToken ct) =>
            Times-- > 0 ? throw new SqliteException("disk I/O error", InputOutput) : there.CommitAsync(command, turn, ct);

        public override Task CloseAsync() => there.CloseAsync();
    }
}
