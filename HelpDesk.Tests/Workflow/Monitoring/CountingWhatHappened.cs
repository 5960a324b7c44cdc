using HelpDesk.Tests.Workflow.Logs;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Monitoring;

/// <summary>Each number against a slow count by names, on random logs.</summary>
public sealed class CountingWhatHappened
{
    private static readonly WorkflowDefinition Definition = Support.Shipped.Definition;

    public static TheoryData<int> Seeds => RandomLog.Seeds(60);

    [Theory, MemberData(nameof(Seeds))]
    public void Steps_are_counted_by_their_states(int seed)
    {
        var entries = RandomLog.Of(seed);
        var counts = StepCounts.Of(RandomLog.Log(entries));

        foreach (var one in counts)
            Assert.Equal(one.Count, entries.Count(pair => (pair.Entry.From, pair.Entry.Step, pair.Entry.To) == (one.From, one.Step, one.To)));
        Assert.Equal(entries.Count(pair => pair.Entry.Step is not null || pair.Entry.To is not null), counts.Sum(one => one.Count));
        Assert.Equal(counts.Length, counts.Select(one => (one.From, one.Step, one.To)).Distinct().Count());
    }

    [Theory, MemberData(nameof(Seeds))]
    public void What_directly_follows_what_sums_up_to_the_steps_less_one_a_case(int seed)
    {
        var entries = RandomLog.Of(seed);
        var followings = StepCounts.DirectlyFollows(RandomLog.Log(entries));

        var paths = ByCase(entries).Select(own => own.Where(entry => entry.Step is not null).Select(entry => entry.Step!).ToArray()).ToArray();
        foreach (var one in followings)
            Assert.Equal(one.Count, paths.Sum(path => path.Zip(path.Skip(1)).Count(pair => pair == (one.First, one.Then))));
        Assert.Equal(paths.Sum(path => Math.Max(0, path.Length - 1)), followings.Sum(one => one.Count));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Dwell_times_are_those_of_the_stays_that_are_over(int seed)
    {
        var entries = RandomLog.Of(seed);
        var dwell = DwellTime.Of(RandomLog.Log(entries));

        var expected = StaysOf(entries).Where(stay => stay.Left is not null).ToLookup(stay => stay.State, stay => stay.Left!.Value - stay.Entered);
        Assert.Equal(expected.Select(same => same.Key).Order(StringComparer.Ordinal), dwell.Keys);
        foreach (var (state, one) in dwell)
        {
            Assert.Equal(expected[state].Count(), one.Count);
            Assert.Equal(expected[state].Sum(length => length.Ticks) / one.Count, one.Mean.Ticks);
            Assert.Equal(Smallest(expected[state], 0.5), one.Median);
            Assert.Equal(Smallest(expected[state], 0.9), one.P90);
            Assert.Equal(Smallest(expected[state], 0.95), one.P95);
            Assert.Equal(expected[state].Max(), one.Longest);
            Assert.Equal(one.Count, one.Histogram.Count);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Variants_are_the_distinct_paths(int seed)
    {
        var entries = RandomLog.Of(seed);
        var variants = Variant.Of(RandomLog.Log(entries));

        var paths = ByCase(entries).Select(own => own.Where(entry => entry.To is not null).ToArray()).Where(moves => moves.Length > 0).ToArray();
        foreach (var variant in variants)
        {
            var same = paths.Where(path => path.Select(entry => entry.To!).SequenceEqual(variant.States)).Select(path => path[^1].At - path[0].At).ToArray();
            Assert.Equal(same.Length, variant.Count);
            Assert.Equal((double)same.Length / paths.Length, variant.Share, 12);
            Assert.Equal(Smallest(same, 0.5), variant.Median);
        }
        Assert.Equal(paths.Length, variants.Sum(variant => variant.Count));
        Assert.Equal(variants.Select(variant => variant.Count).OrderDescending(), variants.Select(variant => variant.Count));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Ping_pong_is_assigned_pending_assigned_in_the_phases_of_a_path(int seed)
    {
        var entries = RandomLog.Of(seed);
        var found = PingPong.Of(RandomLog.Log(entries), Definition).ToDictionary(one => one.Case, one => one.Returns);

        foreach (var own in entries.GroupBy(pair => pair.Case))
        {
            // One letter a stay, repeats collapsed, matches that share a letter counted.
            var letters = string.Concat(own.Where(pair => pair.Entry.To is not null).Select(pair => pair.Entry.To![0]));
            var collapsed = System.Text.RegularExpressions.Regex.Replace(letters, "(.)\\1+", "$1");
            var returns = Enumerable.Range(0, collapsed.Length).Count(i => collapsed.AsSpan(i).StartsWith("apa"));
            Assert.Equal(returns, found.GetValueOrDefault(own.Key));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Stuck_is_what_stands_longer_than_a_span_and_is_not_closed(int seed)
    {
        var entries = RandomLog.Of(seed);
        var now = entries[^1].Entry.At.AddDays(1);
        var stuck = StuckCase.Beyond(RandomLog.Log(entries), Definition, now, TimeSpan.FromDays(2));

        var expected = StaysOf(entries).Where(stay => stay.Left is null && stay.State != "closed" && now - stay.Entered > TimeSpan.FromDays(2));
        Assert.Equal(expected.Select(stay => (stay.Case, stay.State)).Order(), stuck.Select(one => (one.Case, one.State)).Order());
        Assert.All(stuck, one => Assert.Equal(now - one.Since, one.Age));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Littles_law_holds_for_the_load_of_a_state(int seed)
    {
        var entries = RandomLog.Of(seed);
        var (start, end) = (entries[0].Entry.At.AddHours(1), entries[^1].Entry.At.AddHours(3));
        var stays = StaysOf(entries).Where(stay => stay.State != "closed").ToArray();

        foreach (var load in Load.Of(RandomLog.Log(entries), Definition, start, end))
        {
            var own = stays.Where(stay => stay.State == load.State).ToArray();
            // The area under the number of cases, summed between all the moments at which it changes.
            var moments = own.SelectMany(stay => new[] { stay.Entered, stay.Left ?? end }).Append(start).Append(end)
                .Where(moment => moment >= start && moment <= end).Distinct().Order().ToArray();
            var area = moments.Zip(moments.Skip(1)).Sum(gap => (gap.Second - gap.First).TotalDays * own.Count(stay => stay.Entered <= gap.First && (stay.Left ?? end) > gap.First));
            Assert.Equal(area / (end - start).TotalDays, load.WorkInProgress, 6);
            Assert.Equal(own.Count(stay => stay.Entered >= start && stay.Entered < end), load.Arrivals);
            Assert.Equal(load.Arrivals - own.Count(stay => stay.Left >= start && stay.Left < end), load.Growth);
            Assert.Equal(own.Count(stay => stay.Entered < end && (stay.Left is null || stay.Left >= end)), load.Now);
            if (load.Wait is { } wait)
                Assert.Equal(load.WorkInProgress, load.ArrivalsADay * wait.TotalDays, 6);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Timers_that_were_late_are_counted(int seed)
    {
        var entries = RandomLog.Of(seed);
        var fired = entries.Where(pair => pair.Entry is { Kind: CaseEventKind.TimerFired, Subject: not null }).Select(pair => pair.Entry).ToArray();
        var found = Punctuality.Of(RandomLog.Log(entries));

        Assert.Equal(fired.Length, found.Sum(one => one.Fired));
        Assert.Equal(fired.Count(entry => entry.SecondsLate > 0), found.Sum(one => one.Late));
        Assert.Equal(fired.Select(entry => entry.SecondsLate).DefaultIfEmpty().Max(), found.Select(one => (int)one.Latest.TotalSeconds).DefaultIfEmpty().Max());
        Assert.Equal(
            entries.Count(pair => pair.Entry is { Kind: CaseEventKind.DeadlineMissed, Subject: not null }),
            Punctuality.MissedDeadlines(RandomLog.Log(entries)).Values.Sum());
    }

    private static IEnumerable<LogEntry[]> ByCase(List<(string Case, LogEntry Entry)> entries) =>
        entries.GroupBy(pair => pair.Case, pair => pair.Entry, (_, own) => own.ToArray());

    private static IEnumerable<(string Case, string State, DateTimeOffset Entered, DateTimeOffset? Left)> StaysOf(List<(string Case, LogEntry Entry)> entries) =>
        from own in entries.Where(pair => pair.Entry.To is not null).GroupBy(pair => pair.Case)
        let moves = own.Select(pair => pair.Entry).ToArray()
        from i in Enumerable.Range(0, moves.Length)
        select (own.Key, moves[i].To!, moves[i].At, i + 1 < moves.Length ? moves[i + 1].At : (DateTimeOffset?)null);

    /// <summary>The smallest length that at least this share does not exceed, by trying each.</summary>
    private static TimeSpan Smallest(IEnumerable<TimeSpan> lengths, double share)
    {
        var all = lengths.ToArray();
        return all.Where(length => all.Count(other => other <= length) >= share * all.Length).Min();
    }
}
