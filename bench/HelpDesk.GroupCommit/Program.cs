using System.Diagnostics;
using System.Globalization;
using HelpDesk.Domain.Storage.Committing;
using HelpDesk.GroupCommitBench;

// bench/groupcommit builds this and runs it with and without a slow disk. Arguments: seconds a round, rounds.
var seconds = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 5);
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

await using var before = await House.BuildAsync<OneByOne>();
await using var grouped = await House.BuildAsync<GroupCommit>();
// Until the program is compiled as it will stay: grouped first, which is the quicker way to many replies.
foreach (var house in (House[])[grouped, before])
    foreach (var asCustomer in (bool[])[false, true])
        await Round.PlayAsync(house, 64, asCustomer, 2 * seconds);

Console.WriteLine("| who replies | clients | commits | replies/s | p50 ms | p99 ms | CPU ms a reply |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach (var asCustomer in (bool[])[false, true])
    foreach (var clients in (int[])[1, 64])
    {
        // In turn, so that a noisy minute hits both.
        var (alone, together) = (new List<Round>(), new List<Round>());
        for (var round = 0; round < rounds; round++)
        {
            alone.Add(await Round.PlayAsync(before, clients, asCustomer, seconds));
            together.Add(await Round.PlayAsync(grouped, clients, asCustomer, seconds));
        }
        Row(asCustomer, clients, "one each", Round.Middle(alone));
        Row(asCustomer, clients, "grouped", Round.Middle(together));
        Console.WriteLine($"| | | ratio | {Round.Middle(together).PerSecond / Round.Middle(alone).PerSecond:0.00} | {Round.Middle(together).P50 / Round.Middle(alone).P50:0.00} | {Round.Middle(together).P99 / Round.Middle(alone).P99:0.00} | {Round.Middle(together).Cpu / Round.Middle(alone).Cpu:0.00} |");
    }

static void Row(bool asCustomer, int clients, string commits, Round round) => Console.WriteLine(
    $"| {(asCustomer ? "customer" : "agent")} | {clients} | {commits} | {round.PerSecond:0} | {round.P50:0.00} | {round.P99:0.00} | {round.Cpu:0.00} |");

/// <summary>What one round came to.</summary>
/// <param name="PerSecond">Replies acknowledged a second.</param>
/// <param name="P50">Milliseconds until the middle one was acknowledged.</param>
/// <param name="P99">Milliseconds until all but one in a hundred were.</param>
/// <param name="Cpu">Milliseconds of processor time a reply, everything in the process counted.</param>
internal sealed record Round(double PerSecond, double P50, double P99, double Cpu)
{
    /// <summary>A closed loop: each client asks for the next reply when the one before is on the disk.</summary>
    public static async Task<Round> PlayAsync(House house, int clients, bool asCustomer, TimeSpan time)
    {
        var messages = await house.MessagesAsync();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var since = Stopwatch.GetTimestamp();
        var took = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var (random, own) = (new Random(client), new List<double>());
            while (Stopwatch.GetElapsedTime(since) < time)
            {
                var asked = Stopwatch.GetTimestamp();
                await house.ReplyAsync(random, asCustomer);
                own.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
            return own;
        })));
        var elapsed = Stopwatch.GetElapsedTime(since);
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var all = took.SelectMany(own => own).Order().ToList();
        if (await house.MessagesAsync() - messages != all.Count) throw new InvalidOperationException("What was acknowledged is not what is in the database.");
        return new(all.Count / elapsed.TotalSeconds, all[all.Count / 2], all[all.Count * 99 / 100], used.TotalMilliseconds / all.Count);
    }

    /// <summary>The round with the middle throughput.</summary>
    public static Round Middle(List<Round> rounds) => rounds.OrderBy(round => round.PerSecond).ElementAt(rounds.Count / 2);
}
