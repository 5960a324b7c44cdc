using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HelpDesk.Load.Workloads;

namespace HelpDesk.Load;

/// <summary>One run: a seeded and prepared database, a copy of it for the product and one for the ceiling, and the workloads in turn.</summary>
internal sealed record Run(
    string Product, string Ceiling, string Data, string Database, string Connection, int Tickets, int[] Clients, string[] Only, int Seconds, int Rounds, int Warmup, bool Jobs)
{
    private readonly List<string> leftOut = [];

    private int CeilingWarmup => Math.Min(Warmup, 5);

    public Report Measure()
    {
        Directory.CreateDirectory(Data);
        IStore store = Database == "Sqlite" ? new SqliteStore(Data, Tickets) : new PostgresStore(Data, Tickets, Connection);
        store.Tidy();
        var prepared = Prepare(store);
        // A newer program may have to bring the database to its version first, for the ceiling as well.
        Serve(store.Original, jobs: false).Dispose();
        using var empty = store.Empty();
        var ready = StartsIn(empty);
        using var mine = store.Copy();
        using var theirs = store.Copy();
        using var product = Serve(mine);
        using var ceiling = Served.Begin(Ceiling, "/ready", LogOf("ceiling"), "--database", Database, "--connection", theirs.Connection);
        using var house = new House(product.Address, ceiling.Address, prepared, Tickets);
        var chosen = All(house).Where(one => Only.Length == 0 || Only.Contains(one.Key)).ToList();
        var time = TimeSpan.FromSeconds(chosen.Count * (Warmup + CeilingWarmup + Clients.Length * Rounds * 2 * Seconds));
        Console.Error.WriteLine($"{chosen.Count} workloads: about {time.TotalMinutes:0.0} minutes from now");
        var measured = chosen.SelectMany(one => Measure(one, product, ceiling)).ToList();
        var (cold, warm) = Weigh(house);
        return new(DateTimeOffset.UtcNow, Database, Tickets, Jobs, Seconds, Rounds, Warmup, measured, new(ready, product.Start.TotalSeconds, product.PeakMemory, cold, warm), leftOut);
    }

    // Reading comes first: what is written makes lists longer.
    private static Workload[] All(House house) => [new QueuePage(house), new TicketPage(house), new Search(house), new MyRequests(house), new FileRequest(house), new Reply(house), new StepWithReply(house)];

    // Seeding a million takes long: preparing begins anew after a failure, seeding does not.
    private Prepared Prepare(IStore store)
    {
        if (File.Exists(store.Mark("prepared"))) return JsonSerializer.Deserialize<Prepared>(File.ReadAllText(store.Mark("prepared")))!;
        if (!File.Exists(store.Mark("seeded")))
        {
            Console.Error.WriteLine($"Seeding {Tickets} tickets, once");
            Verb(store.Fresh(), "seed", "--tickets", Tickets.ToString(CultureInfo.InvariantCulture));
            File.WriteAllText(store.Mark("seeded"), "");
        }
        Prepared prepared;
        using (var product = Serve(store.Original, jobs: false))
            prepared = Setting.Set(product.Address, Math.Max(5, Tickets / 20), email => new Uri(Verb(store.Original, "user", "reset", email).Trim()).PathAndQuery);
        // What was seeded waits for the index of search, which a job would fill.
        Console.Error.WriteLine(Verb(store.Original, "search", "rebuild").Trim());
        File.WriteAllText(store.Mark("prepared"), JsonSerializer.Serialize(prepared));
        return prepared;
    }

    private IEnumerable<Measured> Measure(Workload workload, Served product, Served ceiling)
    {
        if (workload.Absent() is { } why)
        {
            leftOut.Add($"{workload.Name}: {why}.");
            Console.Error.WriteLine($"{workload.Name} is left out: {why}.");
            yield break;
        }
        var most = Clients.Max();
        var bytes = WarmUp(workload, most, product);
        Round.Run((client, tally) => workload.OnCeiling(client, bytes, tally), most, TimeSpan.FromSeconds(CeilingWarmup), ceiling);
        foreach (var clients in Clients)
        {
            var (ours, bare) = (new List<Outcome>(), new List<Outcome>());
            for (var round = 0; round < Rounds; round++)
            {
                workload.Stock();
                ours.Add(Round.Run(workload.OnProduct, clients, TimeSpan.FromSeconds(Seconds), product));
                bare.Add(Round.Run((client, tally) => workload.OnCeiling(client, ours[^1].Bytes, tally), clients, TimeSpan.FromSeconds(Seconds), ceiling));
            }
            var (all, top) = (Outcome.Of(ours), Outcome.Of(bare));
            var share = ours.Zip(bare, (a, b) => a.Rate / b.Rate).Order().ElementAt(Rounds / 2);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Name}, {clients}: {all.Rate:0}/s of {top.Rate:0}/s, {share:P0}; p50 {all.Percentile(0.5):0.00} ms, p99 {all.Percentile(0.99):0.00} ms, CPU {all.CpuMilliseconds:0.00} ms (ceiling {top.CpuMilliseconds:0.00})"));
            yield return new(workload.Key, workload.Name, workload.IsWrite, workload.Aim, clients, all.Rate, top.Rate, share,
                all.Percentile(0.5), all.Percentile(0.95), all.Percentile(0.99), all.CpuMilliseconds, all.Bytes, all.Times.Length);
        }
    }

    private int WarmUp(Workload workload, int clients, Served product)
    {
        var bytes = 0;
        for (var left = TimeSpan.FromSeconds(Warmup); left > TimeSpan.Zero;)
        {
            workload.Stock();
            var outcome = Round.Run(workload.OnProduct, clients, left, product);
            (bytes, left) = (outcome.Bytes, left - TimeSpan.FromSeconds(outcome.Seconds));
        }
        return bytes;
    }

    /// <summary>A ticket page with everything that it needs, and again when the browser has kept what does not change.</summary>
    private static (int Cold, int Warm) Weigh(House house)
    {
        var (agent, path) = (house.Agents[0], TicketPage.Path(house.Prepared.Long[0]));
        var page = agent.Get(path).Document;
        var assets = page.QuerySelectorAll("link[href], script[src], img[src], use[href]")
            .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!).Select(address => address.Split('#')[0]).Where(address => address.Length > 0).Distinct();
        var warm = agent.WeightOf(path);
        return (warm + assets.Sum(asset => agent.WeightOf("/" + asset.TrimStart('/'))), warm);
    }

    private double StartsIn(IPlace place)
    {
        using var server = Serve(place);
        return server.Start.TotalSeconds;
    }

    private Served Serve(IPlace place, bool? jobs = null) => Served.Begin(Product, "/health/ready", LogOf("product"), [.. place.Settings, .. Limits, $"--HelpDesk:Jobs={jobs ?? Jobs}", $"--HelpDesk:Mail:Pickup={Path.Combine(Data, "pickup")}"]);

    // More forms than people send, and no answers that are held back so that all take equally long.
    private static readonly string[] Limits =
    [
        "--HelpDesk:Limits:SignIn=1000000", "--HelpDesk:Limits:Surveys=1000000", "--HelpDesk:Limits:Approvals=1000000", "--HelpDesk:Limits:Portal=1000000", "--HelpDesk:Limits:SameTime=00:00:00",
    ];

    private string LogOf(string server) => Path.Combine(Data, server + ".log");

    /// <returns>What it printed.</returns>
    private string Verb(IPlace place, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(Product, [.. words, .. place.Settings]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(Product), Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production" } })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{string.Join(' ', words)} ended with {process.ExitCode}: {said}");
    }
}
