using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Monitoring;

public sealed class DwellTimesInBuckets
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 100)];

    [Theory, MemberData(nameof(Seeds))]
    public void Merged_histograms_are_the_histogram_of_all(int seed)
    {
        var lengths = Lengths(seed);
        var (left, right, all) = (new DwellHistogram(), new DwellHistogram(), new DwellHistogram());
        for (var i = 0; i < lengths.Length; i++)
        {
            (i % 3 == 0 ? left : right).Add(lengths[i]);
            all.Add(lengths[i]);
        }
        left.Merge(right);

        Assert.Equal(all.Counts, left.Counts);
        Assert.Equal((all.Count, all.Total, all.Longest, all.Mean), (left.Count, left.Total, left.Longest, left.Mean));
        Assert.Equal(all.Quantile(0.9), left.Quantile(0.9));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_quantile_is_never_too_low_and_at_most_a_bucket_too_high(int seed)
    {
        var lengths = Lengths(seed);
        var histogram = new DwellHistogram();
        foreach (var length in lengths)
            histogram.Add(length);

        foreach (var share in new[] { 0, 0.1, 0.5, 0.9, 0.95, 1 })
        {
            var exact = lengths.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * lengths.Length) - 1));
            Assert.InRange(histogram.Quantile(share), exact, (exact * 1.0906) + TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void A_stored_histogram_goes_on_as_if_it_had_never_been_away()
    {
        var first = new DwellHistogram();
        first.Add(TimeSpan.FromHours(3));
        var again = new DwellHistogram(first.Counts, first.Total, first.Longest);
        again.Add(TimeSpan.FromSeconds(-5));
        again.Add(TimeSpan.FromDays(40_000));

        Assert.Equal((3L, TimeSpan.FromDays(40_000)), (again.Count, again.Longest));
        Assert.Equal(TimeSpan.FromDays(40_000), again.Quantile(1));
        Assert.Throws<ArgumentException>(() => new DwellHistogram([1, 2], TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void An_empty_one_answers_zero() => Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (new DwellHistogram().Quantile(0.5), new DwellHistogram().Mean));

    private static TimeSpan[] Lengths(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 1 + random.Next(300)).Select(_ => TimeSpan.FromSeconds(Math.Exp(random.NextDouble() * 18) - 1))];
    }
}
