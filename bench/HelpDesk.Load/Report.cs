using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HelpDesk.Load;

/// <summary>One workload with so many clients, on the product and on its ceiling.</summary>
/// <param name="Share">The median over the rounds of the product's throughput as a part of its ceiling's: each pair ran one right after the other.</param>
internal sealed record Measured(string Key, string Name, bool IsWrite, int Aim, int Clients, double Rate, double Ceiling, double Share, double P50, double P95, double P99, double CpuMilliseconds, int Bytes, int Requests);

/// <summary>What the server itself weighs.</summary>
internal sealed record Weighed(double ReadyEmptySeconds, double ReadySeconds, double PeakMemoryMb, int TicketPageColdBytes, int TicketPageWarmBytes);

/// <summary>All of a run.</summary>
internal sealed record Report(DateTimeOffset At, string Database, int Tickets, bool Jobs, int Seconds, int Rounds, int Warmup, IReadOnlyList<Measured> Workloads, Weighed Server, IReadOnlyList<string> LeftOut)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public void Write(string directory)
    {
        var name = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Database.ToLowerInvariant()}-{Tickets}"));
        File.WriteAllText(name + ".json", JsonSerializer.Serialize(this, Json));
        File.WriteAllText(name + ".md", Markdown());
        Console.WriteLine(Markdown());
        Console.WriteLine($"Written to {name}.md and {name}.json");
    }

    private string Markdown()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{Database}, {Tickets:N0} tickets, {At:yyyy-MM-dd}; {Rounds} rounds of {Seconds} s each, after {Warmup} s of warm-up; jobs {(Jobs ? "in the same process" : "elsewhere")}").AppendLine()
            .AppendLine("| workload | clients | req/s | aim | its ceiling | of it | p50 ms | p95 ms | p99 ms | p99 / p50 | CPU ms | answer |")
            .AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var one in Workloads)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {one.Name} | {one.Clients} | {one.Rate:N0} | {(one.Clients == 16 ? $"≥ {one.Aim:N0}" : "")} | {one.Ceiling:N0} | {one.Share:P0} (≥ {(one.IsWrite ? 60 : 50)} %) | {one.P50:0.00} | {one.P95:0.00} | {one.P99:0.00} | {one.P99 / one.P50:0.0} | {one.CpuMilliseconds:0.00} | {one.Bytes / 1024.0:0.0} KB |");
        text.AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Ready after {Server.ReadyEmptySeconds:0.00} s on an empty database and {Server.ReadySeconds:0.00} s on this one; most memory {Server.PeakMemoryMb:0} MB; ticket page {Server.TicketPageColdBytes / 1024.0:0.0} KB cold with all that it needs, {Server.TicketPageWarmBytes / 1024.0:0.0} KB warm.");
        foreach (var left in LeftOut) text.AppendLine().AppendLine("Left out: " + left);
        return text.ToString();
    }
}
