using System.Diagnostics;
using Hangfire.Common;
using Hangfire.Server;
using HelpDesk.Domain.Storage;

namespace HelpDesk.Web.Timetable;

/// <summary>Keeps book of every run of a job on this node, and makes it a span.</summary>
internal sealed class JobWatch(JobHealth health) : IServerFilter, IJobFilterProvider
{
    private const string Span = "span";

    private static readonly ActivitySource Source = new(WriteMeter.Name);
    private static readonly Dictionary<Type, string> Keys = Timetable.All.ToDictionary(job => job.Type, job => job.Key);

    public IEnumerable<JobFilter> GetFilters(Job job) => [new(this, JobFilterScope.Global, order: null)];

    public void OnPerforming(PerformingContext context)
    {
        if (KeyOf(context) is not { } key) return;
        context.Items[Span] = Source.StartActivity("job " + key);
        health.Begin(key);
    }

    public void OnPerformed(PerformedContext context)
    {
        if (KeyOf(context) is not { } key) return;
        if (context.Exception is { } trouble) health.Fail(key, trouble);
        else health.EndWell(key, context.Result as int? ?? 0);
        if (context.Items.TryGetValue(Span, out var kept) && kept is Activity span)
        {
            if (context.Exception is not null) span.SetStatus(ActivityStatusCode.Error);
            span.Dispose();
        }
    }

    private static string? KeyOf(PerformContext context) => Keys.GetValueOrDefault(context.BackgroundJob.Job.Type);
}
