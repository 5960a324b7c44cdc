using HelpDesk.Domain.Search;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Search;

public sealed class RankingHits
{
    [Fact]
    public async Task The_newest_are_ranked_against_each_other_then_the_next_and_every_one_is_shown_once()
    {
        await using var house = new TestHouse();
        await house.GetCastAsync();
        var all = new List<long>();
        for (var i = 0; i < TicketSearch.Batch + 15; i++) all.Add(await house.FiledAsync(Cast.Bob, i % 50 == 3 ? $"Walnut {i}" : $"Matter {i}", "About a walnut."));

        var (shown, place, pages) = (new List<long>(), SearchPlace.Begin, 0);
        for (SearchPlace? next = place; next is not null; pages++)
        {
            var hits = await house.HitsAsync(Cast.Sasha, "walnut", after: next);
            Assert.Null(hits.Known);
            shown.AddRange(hits.Shown.Select(hit => hit.Number));
            next = hits.Next;
            // What is filed meanwhile moves nothing.
            if (pages == 0) await house.FiledAsync(Cast.Bob, "Walnut, the newest", "About a walnut.");
        }
        Assert.Equal(all.Order(), shown.Order());
        Assert.Equal(all.Count, shown.Distinct().Count());
        // The best of the newest two hundred come first; the oldest with the word in its subject is not among those.
        Assert.Equal([all[203], all[153], all[103], all[53]], shown.Take(4));
        Assert.Equal(all[214], shown[4]);
        Assert.Equal(all[3], shown[TicketSearch.Batch]);
        Assert.Equal(11, pages);
    }
}
