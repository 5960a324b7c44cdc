using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Logs;

/// <summary>Logs that mean nothing, for oracles that count by other ways.</summary>
internal static class RandomLog
{
    private static readonly string[] States = ["open", "assigned", "pending", "resolved", "closed", "elsewhere"];
    private static readonly string[] Steps = ["start", "assign", "ask", "answer", "close"];

    /// <summary>Entries by case, in order; times never go backwards.</summary>
    public static List<(string Case, LogEntry Entry)> Of(int seed)
    {
        var random = new Random(seed);
        var entries = new List<(string, LogEntry)>();
        var present = new Dictionary<string, string?>();
        var at = Support.Monday;
        for (var i = random.Next(60); i >= 0; i--)
        {
            var id = "c" + random.Next(8);
            var to = random.Next(4) == 0 ? null : States[random.Next(States.Length)];
            entries.Add((id, new(at, (CaseEventKind)random.Next(14))
            {
                Step = random.Next(5) == 0 ? null : Steps[random.Next(Steps.Length)],
                From = present.GetValueOrDefault(id),
                To = to,
                Subject = random.Next(2) == 0 ? "remind" : null,
                SecondsLate = Math.Max(0, random.Next(-50, 50)),
            }));
            present[id] = to ?? present.GetValueOrDefault(id);
            at += TimeSpan.FromSeconds(random.Next(4) == 0 ? 0 : Math.Exp(random.NextDouble() * 14));
        }
        return entries;
    }

    public static CaseLog Log(IEnumerable<(string Case, LogEntry Entry)> entries) =>
        entries.Aggregate(new CaseLogBuilder(), (log, one) => log.Add(one.Case, one.Entry)).Build();

    public static TheoryData<int> Seeds(int count) => [.. Enumerable.Range(1, count)];
}
