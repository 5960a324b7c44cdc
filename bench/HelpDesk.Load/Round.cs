using System.Diagnostics;

namespace HelpDesk.Load;

/// <summary>What came of a round, or of several together.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Times">How long each request took, in milliseconds, sorted.</param>
/// <param name="Cpu">Processor time that the server took meanwhile, in seconds.</param>
internal sealed record Outcome(double Seconds, double[] Times, double Cpu, int Bytes)
{
    public double Rate => Times.Length / Seconds;
    public double CpuMilliseconds => Cpu * 1000 / Times.Length;

    /// <summary>The nearest-rank percentile.</summary>
    public double Percentile(double share) => Times[Math.Clamp((int)Math.Ceiling(share * Times.Length) - 1, 0, Times.Length - 1)];

    public static Outcome Of(IReadOnlyCollection<Outcome> all) =>
        new(all.Sum(one => one.Seconds), [.. all.SelectMany(one => one.Times).Order()], all.Sum(one => one.Cpu), all.Last().Bytes);
}

/// <summary>A closed loop: each client sends its next request when it has the answer to the last.</summary>
internal static class Round
{
    public static Outcome Run(Func<int, Tally, Turn> clientOf, int clients, TimeSpan time, Served server)
    {
        var tallies = Enumerable.Range(0, clients).Select(_ => new Tally()).ToArray();
        var turns = tallies.Select((tally, client) => clientOf(client, tally)).ToArray();
        Exception? wrong = null;
        using var start = new Barrier(clients + 1);
        var stop = 0L;
        var threads = tallies.Select((tally, client) => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                for (var from = Stopwatch.GetTimestamp(); from < Volatile.Read(ref stop) && wrong is null && turns[client]();)
                {
                    var now = Stopwatch.GetTimestamp();
                    tally.Times.Add(now - from);
                    from = now;
                }
            }
            catch (Exception caught)
            {
                wrong = caught;
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        var (cpu, begun) = (server.Cpu, Stopwatch.GetTimestamp());
        Volatile.Write(ref stop, begun + (long)(time.TotalSeconds * Stopwatch.Frequency));
        start.SignalAndWait();
        foreach (var thread in threads) thread.Join();
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (wrong is not null) throw new WrongAnswerException(wrong is WrongAnswerException ? wrong.Message : wrong.ToString());
        double[] times = [.. tallies.SelectMany(tally => tally.Times).Select(ticks => ticks * 1000.0 / Stopwatch.Frequency).Order()];
        return new(seconds, times, server.Cpu - cpu, tallies.Max(tally => tally.Bytes));
    }
}
