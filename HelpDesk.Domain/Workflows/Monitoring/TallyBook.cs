using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows.Monitoring;

/// <summary>The rows in which is counted, each found or begun once.</summary>
/// <param name="db">Its context tracks the rows that <see cref="LoadAsync"/> found.</param>
internal sealed class TallyBook(HelpDeskDb db)
{
    private readonly Dictionary<(WorkflowVersionId, DateOnly, Edge), StepTally> steps = [];
    private readonly Dictionary<(WorkflowVersionId, DateOnly, string), StayTally> stays = [];
    private readonly Dictionary<(WorkflowVersionId, string), StateLoad> loads = [];

    /// <summary>Reads the rows of some versions and days.</summary>
    public async Task LoadAsync(IReadOnlyCollection<WorkflowVersionId> versions, DateOnly from, DateOnly to, CancellationToken ct)
    {
        foreach (var row in await db.StepTallies.Where(t => versions.Contains(t.WorkflowVersionId) && t.Day >= from && t.Day <= to).ToListAsync(ct))
            steps.Add((row.WorkflowVersionId, row.Day, new(row.From, row.Step, row.To)), row);
        foreach (var row in await db.StayTallies.Where(t => versions.Contains(t.WorkflowVersionId) && t.Day >= from && t.Day <= to).ToListAsync(ct))
            stays.Add((row.WorkflowVersionId, row.Day, row.State), row);
        foreach (var row in await db.StateLoads.Where(l => versions.Contains(l.WorkflowVersionId)).ToListAsync(ct))
            loads.Add((row.WorkflowVersionId, row.State), row);
    }

    public StepTally Step(WorkflowVersionId version, DateOnly day, Edge edge) =>
        Row(steps, (version, day, edge), () => new StepTally(version, day, edge));

    public StayTally Stay(WorkflowVersionId version, DateOnly day, string state) =>
        Row(stays, (version, day, state), () => new StayTally(version, day, state));

    /// <summary>A ticket stands in a state that stood nowhere before.</summary>
    public void Enter(WorkflowVersionId version, string state) => Load(version, state).Add(1);

    public void Move(WorkflowVersionId fromVersion, string from, WorkflowVersionId toVersion, string to)
    {
        if ((fromVersion, from) == (toVersion, to)) return;
        Load(fromVersion, from).Add(-1);
        Load(toVersion, to).Add(1);
    }

    private StateLoad Load(WorkflowVersionId version, string state) => Row(loads, (version, state), () => new StateLoad(version, state));

    private TRow Row<TKey, TRow>(Dictionary<TKey, TRow> rows, TKey key, Func<TRow> begun) where TKey : notnull where TRow : class
    {
        if (rows.TryGetValue(key, out var row)) return row;
        db.Add(row = begun());
        rows.Add(key, row);
        return row;
    }
}
