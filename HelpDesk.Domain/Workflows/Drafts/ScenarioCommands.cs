using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows.Drafts;

/// <summary>Managers keep stories with a workflow, and take them away.</summary>
public sealed class ScenarioCommands(Writes writes, TimeProvider clock)
{
    /// <summary>Keeps a story under its name; one of that name is replaced.</summary>
    /// <returns>Its id; null where there are too many, or no such workflow or draft.</returns>
    public Task<ScenarioId?> SaveAsync(Scenario scenario, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var key = scenario.Workflow;
        if (!await db.WorkflowVersions.AnyAsync(v => v.Workflow == key, cancel) && !await db.WorkflowDrafts.AnyAsync(d => d.Workflow == key, cancel)) return (ScenarioId?)null;
        var kept = await db.WorkflowScenarios.SingleOrDefaultAsync(s => s.Workflow == key && s.Name == scenario.Name, cancel);
        if (kept is null)
        {
            if (await db.WorkflowScenarios.CountAsync(s => s.Workflow == key, cancel) >= WorkflowScenario.Most) return null;
            db.WorkflowScenarios.Add(kept = new WorkflowScenario(key, scenario.Name, by, clock.GetUtcNow()));
        }
        kept.Tell(ScenarioWriter.Write(scenario), by, clock.GetUtcNow());
        return kept.Id;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Takes a story away. Safe to call twice.</summary>
    public Task<bool> DeleteAsync(string workflow, ScenarioId id, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.WorkflowScenarios.SingleOrDefaultAsync(s => s.Workflow == workflow && s.Id == id, cancel) is not { } kept) return false;
        db.WorkflowScenarios.Remove(kept);
        return true;
    }, OnConflict.DecideAnew, ct);
}

/// <summary>Plays the stories that are kept with a workflow.</summary>
public static class KeptScenarios
{
    /// <summary>What becomes of each on a definition, by their names.</summary>
    /// <returns>With the sentences of what breaks it; none where it holds.</returns>
    public static async Task<ImmutableArray<(WorkflowScenario Scenario, ImmutableArray<string> Broken)>> PlayAsync(HelpDeskDb db, WorkflowDefinition definition, CancellationToken ct)
    {
        var kept = await db.WorkflowScenarios.AsNoTracking().Where(s => s.Workflow == definition.Key).OrderBy(s => s.Name).ToListAsync(ct);
        if (kept.Count == 0) return [];
        var workflow = CompiledWorkflow.Compile(definition);
        return [.. kept.Select(one => (one, Broken(one, definition, workflow)))];
    }

    /// <summary>The same as findings: a broken one is an error.</summary>
    internal static async Task<IEnumerable<Finding>> FindAsync(HelpDeskDb db, WorkflowDefinition definition, CancellationToken ct) =>
        from played in await PlayAsync(db, definition, ct)
        where !played.Broken.IsEmpty
        select new Finding("scenario", Severity.Error, "$", $"The scenario “{played.Scenario.Name}” breaks. {played.Broken[0]} Mend the draft, or play the scenario in the simulator and keep it as it comes now.", null, []);

    private static ImmutableArray<string> Broken(WorkflowScenario kept, WorkflowDefinition definition, CompiledWorkflow workflow)
    {
        var (scenario, faults) = ScenarioReader.Read(kept.Json, definition);
        return scenario is null ? [.. faults.Select(fault => fault.Message)] : [.. ScenarioPlay.Run(scenario, workflow).Broken.Select(broken => broken.Sentence)];
    }
}
