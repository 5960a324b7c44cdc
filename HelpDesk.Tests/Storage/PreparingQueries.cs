using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Storage;

public sealed class PreparingQueries
{
    [Fact]
    public async Task A_query_that_only_counts_its_list_is_refused()
    {
        var counted = new QuickQuery<List<long>, long>((db, numbers) => db.Tickets.Take(numbers.Count).Select(t => t.Number));
        await using var house = new TestHouse();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => house.ReadAsync(db => counted.ListAsync(db, [1, 2], TestContext.Current.CancellationToken)));
        Assert.StartsWith("A quick query must take its arguments as they are", refused.Message, StringComparison.Ordinal);
    }
}
