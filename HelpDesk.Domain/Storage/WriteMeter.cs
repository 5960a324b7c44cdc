using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HelpDesk.Domain.Storage;

/// <summary>What goes through the seam for writes, for whoever measures it. Nothing here tells of a person or a ticket.</summary>
public static class WriteMeter
{
    /// <summary>Of the meter and of the source of spans.</summary>
    public const string Name = "HelpDesk";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Writes = Meter.CreateCounter<long>("helpdesk.writes", "{command}", "Commands that were committed.");
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("helpdesk.write.conflicts", "{conflict}", "Commands that found that somebody else had changed the same thing first.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("helpdesk.write.duration", "s", "From asking for a write to its commit, waiting included.");

    /// <summary>A command begins.</summary>
    internal static Write Begin() => new(Source.StartActivity("write"), Stopwatch.GetTimestamp());

    /// <summary>One command on its way to its commit.</summary>
    internal readonly struct Write(Activity? span, long since) : IDisposable
    {
        public void Conflict()
        {
            Conflicts.Add(1);
            span?.SetTag("helpdesk.write.conflict", true);
        }

        public void Commit()
        {
            Writes.Add(1);
            Duration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
        }

        public void Dispose() => span?.Dispose();
    }
}
