using System.Collections.Immutable;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Monitoring;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Monitoring;

/// <summary>Reads what was counted. It costs as much as a workflow has states and steps, times the days of the span, however many tickets there are.</summary>
public sealed class MonitoringReading(HelpDeskDb db, WorkflowLibrary library, TimeProvider clock)
{
    /// <summary>So many tickets are listed behind a number.</summary>
    public const int MostTickets = 100;

    public async Task<MonitoringPage?> PageAsync(string key, MonitoringFilter filter, CancellationToken ct)
    {
        if (await ChosenAsync(key, filter, ct) is not var (workflow, versions, ids)) return null;
        var now = clock.GetUtcNow();
        var from = FirstDay(filter, now);
        var steps = await db.StepTallies.AsNoTracking().Where(t => ids.Contains(t.WorkflowVersionId) && t.Day >= from)
            .GroupBy(t => new { t.From, t.Step, t.To })
            .Select(g => new { g.Key.From, g.Key.Step, g.Key.To, Taken = g.Sum(t => t.Taken), Returns = g.Sum(t => t.Returns), Ratings = g.Sum(t => t.Ratings), Stars = g.Sum(t => t.Stars) }).ToListAsync(ct);
        return new(workflow, filter, versions,
            [.. steps.Select(s => new StepFigures(Named(s.From), s.Step, Named(s.To), s.Taken, s.Returns, s.Ratings, s.Stars)).OrderByDescending(s => s.Taken).ThenBy(s => s.Step, StringComparer.Ordinal).ThenBy(s => s.From, StringComparer.Ordinal)],
            await StatesAsync(workflow, ids, from, ct), from, now, await db.Tickets.Uncounted().AnyAsync(ct));
    }

    /// <summary>Tickets that stand in a state now, those first that have stood there longest.</summary>
    public async Task<MonitoredTickets?> InStateAsync(string key, MonitoringFilter filter, string state, CancellationToken ct)
    {
        if (await ChosenAsync(key, filter, ct) is not var (workflow, _, ids)) return null;
        return new(workflow, filter, await db.Tickets.NotSpam().AsNoTracking().Where(t => ids.Contains(t.WorkflowVersionId) && t.State == state)
            .OrderBy(t => t.EnteredAt).Take(MostTickets).Select(t => new MonitoredTicket(t.Number, t.Subject, t.EnteredAt)).ToListAsync(ct))
        { State = state };
    }

    /// <summary>Tickets that missed a deadline in a state, those first that did so last.</summary>
    public async Task<MonitoredTickets?> MissedAsync(string key, MonitoringFilter filter, string state, CancellationToken ct)
    {
        if (await ChosenAsync(key, filter, ct) is not var (workflow, _, ids)) return null;
        var since = Begin(filter);
        return new(workflow, filter, await (
            from missed in db.MissedDeadlines
            where ids.Contains(missed.WorkflowVersionId) && missed.State == state && missed.DueAt >= since
            join ticket in db.Tickets.NotSpam() on missed.TicketId equals ticket.Id
            orderby missed.DueAt descending
            select new MonitoredTicket(ticket.Number, ticket.Subject, missed.DueAt)).Take(MostTickets).ToListAsync(ct))
        { State = state, IsMissed = true };
    }

    /// <summary>Tickets that took a step in the span, those first that did so last.</summary>
    /// <param name="before">The state before; empty for filing, null for any.</param>
    public async Task<MonitoredTickets?> TookAsync(string key, MonitoringFilter filter, string step, string? before, CancellationToken ct)
    {
        if (await ChosenAsync(key, filter, ct) is not var (workflow, _, ids)) return null;
        var (since, any, source) = (Begin(filter), before is null, before is { Length: > 0 } ? before : null);
        return new(workflow, filter, await (
            from happened in db.TicketEvents
            where ids.Contains(happened.WorkflowVersionId) && happened.Step == step && happened.At >= since && (any || happened.From == source)
            join ticket in db.Tickets.NotSpam() on happened.TicketId equals ticket.Id
            orderby happened.At descending
            select new MonitoredTicket(ticket.Number, ticket.Subject, happened.At)).Take(MostTickets).ToListAsync(ct))
        { Step = step, State = source };
    }

    private DateTimeOffset Begin(MonitoringFilter filter) => new(FirstDay(filter, clock.GetUtcNow()), TimeOnly.MinValue, TimeSpan.Zero);

    private static DateOnly FirstDay(MonitoringFilter filter, DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(1 - filter.KnownDays);

    private static string? Named(string state) => state == StepTally.NoState ? null : state;

    private async Task<(PublishedWorkflow, IReadOnlyList<MonitoredVersion>, List<WorkflowVersionId>)?> ChosenAsync(string key, MonitoringFilter filter, CancellationToken ct)
    {
        var versions = await db.WorkflowVersions.AsNoTracking().Where(v => v.Workflow == key).OrderByDescending(v => v.Number).Select(v => new MonitoredVersion(v.Id, v.Number, v.PublishedAt, v.TrialTeam != null)).ToListAsync(ct);
        var shown = filter.Version is null or MonitoringFilter.AllVersions ? versions.Find(v => !v.IsTrial) : versions.Find(v => v.Number == filter.Version);
        if (shown is null) return null;
        return (await library.GetAsync(db, shown.Id, ct), versions, filter.Version == MonitoringFilter.AllVersions ? [.. versions.Select(v => v.Id)] : [shown.Id]);
    }

    private async Task<ImmutableArray<StateFigures>> StatesAsync(PublishedWorkflow workflow, List<WorkflowVersionId> ids, DateOnly from, CancellationToken ct)
    {
        var stays = (await db.StayTallies.AsNoTracking().Where(t => ids.Contains(t.WorkflowVersionId) && t.Day >= from).ToListAsync(ct)).ToLookup(t => t.State);
        // The smallest of an index, once a state: not one look at each ticket.
        var loads = (await db.StateLoads.AsNoTracking().Where(l => ids.Contains(l.WorkflowVersionId) && l.Tickets > 0).Select(l => new
        {
            l.State,
            l.Tickets,
            Oldest = db.Tickets.Where(t => t.WorkflowVersionId == l.WorkflowVersionId && t.State == l.State).Min(t => (DateTimeOffset?)t.EnteredAt),
        }).ToListAsync(ct)).ToLookup(l => l.State);
        var order = workflow.Definition.States.Select(state => state.Key).ToList();
        return
        [
            .. from state in order.Concat(stays.Select(g => g.Key)).Concat(loads.Select(g => g.Key)).Distinct()
               select new StateFigures(state, Merged(stays[state]), stays[state].Sum(t => t.Missed), loads[state].Sum(l => l.Tickets),
                   workflow.Compiled.State(state)?.Phase == Phase.Closed ? null : loads[state].Min(l => l.Oldest)),
        ];
    }

    private static DwellHistogram Merged(IEnumerable<StayTally> days)
    {
        var all = new DwellHistogram();
        foreach (var day in days) all.Merge(day.Stays());
        return all;
    }
}

/// <summary>A ticket behind a number.</summary>
/// <param name="At">When it entered the state, took the step, or missed the deadline.</param>
public sealed record MonitoredTicket(long Number, string Subject, DateTimeOffset At);

/// <summary>The tickets behind a number.</summary>
public sealed record MonitoredTickets(PublishedWorkflow Workflow, MonitoringFilter Filter, IReadOnlyList<MonitoredTicket> Tickets)
{
    /// <summary>The step that they took; null for those that stand in a state.</summary>
    public string? Step { get; init; }

    /// <summary>Where they stand, or stood before.</summary>
    public string? State { get; init; }

    /// <summary>Whether it is about deadlines that they missed there.</summary>
    public bool IsMissed { get; init; }
}
