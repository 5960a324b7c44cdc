using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Storage;

public sealed class KeepingStatements
{
    [Fact]
    public async Task What_is_being_read_survives_more_questions_than_are_kept()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "PostgreSQL keeps its statements by itself.");
        var ct = TestContext.Current.CancellationToken;
        await using var house = new TestHouse();
        await house.GetCastAsync();
        var read = await house.ReadAsync(async db =>
        {
            var people = new List<string>();
            await foreach (var email in db.Users.OrderBy(p => p.Email).Select(p => p.Email!).AsAsyncEnumerable().WithCancellation(ct))
            {
                people.Add(email);
                for (var i = 0; i < 160; i++)
                    Assert.Equal([i], await db.Database.SqlQueryRaw<int>(Another(i)).ToListAsync(ct));
            }
            return people;
        });
        Assert.Equal(await house.ReadAsync(db => db.Users.OrderBy(p => p.Email).Select(p => p.Email!).ToListAsync(ct)), read);
    }

    private static string Another(int value) => $"SELECT {value} AS \"Value\"";
}
