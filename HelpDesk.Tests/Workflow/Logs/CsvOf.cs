using System.Text;
using HelpDesk.Workflow;

namespace HelpDesk.Tests.Workflow.Logs;

/// <summary>A played log as another desk would export it.</summary>
internal static class CsvOf
{
    /// <summary>A row a step, by the step's name.</summary>
    public static string Steps(CaseLog log) => Rows(log, one => one.Step is null ? null : Support.Shipped.Step(one.Step)!.Name.ToString());

    /// <summary>A row a state entered, by the state's name.</summary>
    public static string Statuses(CaseLog log) => Rows(log, one => one.To is null ? null : Support.Shipped.State(one.To)!.Name.ToString());

    private static string Rows(CaseLog log, Func<LogEntry, string?> activity)
    {
        var csv = new StringBuilder("Case ID,Activity,Timestamp,Actor\r\n");
        foreach (var one in log.Cases)
            foreach (var happened in log.EventsOf(one))
                if (log.Entry(happened) is var entry && activity(entry) is { } name)
                    csv.Append(one.Id).Append(",\"").Append(name).Append("\",").Append(entry.At.ToString("O")).Append(',').Append(entry.Actor ?? "system").Append("\r\n");
        return csv.ToString();
    }
}
