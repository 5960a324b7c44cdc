using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Speed;

/// <summary>A page asks the database a bounded number of times, however much there is to show.</summary>
public sealed class QueriesPerPage
{
    [Fact]
    public async Task The_number_of_queries_does_not_grow_with_what_is_shown()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var mia = await house.SignedInAsync(Cast.Mia);
        var number = await house.ResolvedTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromHours(1));
        var pages = new (Visitor Who, string Path, int AtMost)[]
        {
            (sasha, "/desk?view=all", 8), (sasha, "/desk?view=mine", 8), (sasha, $"/desk/tickets/{number}", 13), (sasha, "/desk/tickets/new", 4), (sasha, "/desk/search?q=printer+-toner", 10), (sasha, "/desk/search?q=print*", 11),
            (carl, "/portal", 5), (carl, "/portal/search?q=word*", 9), (carl, $"/portal/tickets/{number}", 8),
            (mia, "/manage", 10), (mia, "/manage/workflows/support", 6), (mia, "/manage/people", 5), (mia, "/manage/surveys", 6), (mia, "/manage/post", 5), (mia, "/manage/inbox", 5),
        };
        var few = new Dictionary<string, int>();
        foreach (var (who, path, _) in pages) few[path] = await CountAsync(house, who, path);

        for (var i = 0; i < 12; i++)
        {
            var more = await carl.FilesAsync($"Request {i}");
            await sasha.AssignsToSelfAsync(more);
            await sasha.DoesAsync(number, "reassign", ("assignee", await MeAsync(house)));
            await carl.RepliesAsync(more, $"Word {i}");
        }
        await house.SettleAsync();

        foreach (var (who, path, atMost) in pages)
        {
            var many = await CountAsync(house, who, path);
            Assert.True(many <= few[path] + 1, $"{path}: {few[path]} queries for a few, {many} for many");
            Assert.True(many <= atMost, $"{path}: {many} queries, at most {atMost}");
        }
    }

    private static async Task<string> MeAsync(TestHouse house) =>
        (await house.ReadAsync(db => Task.FromResult(db.Users.Where(p => p.Email == Cast.Sasha).Select(p => p.Id).Single()))).ToString();

    private static async Task<int> CountAsync(TestHouse house, Visitor who, string path)
    {
        await who.GetAsync(path);
        house.Queries.Reset();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await who.GetAsync(path)).Status);
        return house.Queries.Count;
    }
}
