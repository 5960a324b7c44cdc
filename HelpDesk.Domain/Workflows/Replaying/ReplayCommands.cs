using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Domain.Workflows.Replaying;

/// <summary>Managers have past tickets played on a draft.</summary>
public sealed class ReplayCommands(Writes writes, IServiceScopeFactory scopes, WorkflowLibrary library, TimeProvider clock)
{
    /// <summary>So many are played at a time: what is lost when the process ends.</summary>
    public const int Portion = 250;

    /// <summary>Begins with the newest tickets of a workflow; a replay before it is forgotten.</summary>
    /// <param name="many">How many.</param>
    /// <returns>Its id; null where there is no draft or no published version.</returns>
    public Task<ReplayId?> BeginAsync(string workflow, int many, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var draft = await db.WorkflowDrafts.AsNoTracking().Where(d => d.Workflow == workflow).SelectMany(d => d.Texts.Where(t => t.Number == d.Current)).SingleOrDefaultAsync(cancel);
        if (draft is null || !await db.WorkflowVersions.AnyAsync(v => v.Workflow == workflow, cancel)) return (ReplayId?)null;
        await db.WorkflowReplays.Where(r => r.Workflow == workflow).ExecuteDeleteAsync(cancel);
        var tickets = TicketLog.Of(db, workflow);
        var numbers = await tickets.OrderByDescending(t => t.Number).Select(t => t.Number).Take(Math.Clamp(many, 1, WorkflowReplay.Most)).ToListAsync(cancel);
        var replay = new WorkflowReplay(workflow, draft.Number, draft.Json, numbers.Count, numbers.LastOrDefault(), numbers.FirstOrDefault(), by, clock.GetUtcNow());
        db.WorkflowReplays.Add(replay);
        return replay.Id;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Plays some more tickets. Safe to call twice, and for one that was stopped or forgotten meanwhile.</summary>
    /// <returns>Whether there was something to do.</returns>
    public async Task<bool> GoOnAsync(ReplayId id, CancellationToken ct)
    {
        WorkflowReplay? replay;
        ReplayFigures figures;
        int played;
        long? next;
        // Reading and playing take a while: nobody waits for them to write.
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
            replay = await db.WorkflowReplays.AsNoTracking().UnderWay().SingleOrDefaultAsync(r => r.Id == id, ct);
            if (replay is null) return false;
            // Its text was written by a program that knew more, or less: nobody can play it any more.
            if (DefinitionReader.Read(replay.Json).Definition is not { } definition) return await StopAsync(all => all.Where(r => r.Id == id), ct);
            var before = (await library.CurrentAsync(db, replay.Workflow, ct)).Compiled;
            var now = clock.GetUtcNow();
            var (log, last) = await TicketLog.PortionAsync(db, before, replay.Next, replay.Last, Portion, now, ct);
            figures = replay.Figures.With(Replay.Of(log, before, CompiledWorkflow.Compile(definition), await library.SurroundingsAsync(db, ct), now, ct));
            (played, next) = (log.Cases.Length, last < replay.Last ? last + 1 : null);
        }
        return await writes.DoAsync(async (db, cancel) =>
        {
            var kept = await db.WorkflowReplays.UnderWay().SingleOrDefaultAsync(r => r.Id == id && r.Next == replay.Next, cancel);
            kept?.Go(figures, played, next, clock.GetUtcNow());
            return kept is not null;
        }, OnConflict.DecideAnew, ct);
    }

    /// <summary>What was played stays to be seen.</summary>
    public Task<bool> StopAsync(string workflow, CancellationToken ct) => StopAsync(all => all.Where(r => r.Workflow == workflow), ct);

    private Task<bool> StopAsync(Func<IQueryable<WorkflowReplay>, IQueryable<WorkflowReplay>> which, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var replay = await which(db.WorkflowReplays.UnderWay()).SingleOrDefaultAsync(cancel);
        replay?.Stop(clock.GetUtcNow());
        return replay is not null;
    }, OnConflict.DecideAnew, ct);
}

public static class ReplayQueries
{
    /// <summary>Not finished, and stopped by nobody.</summary>
    public static IQueryable<WorkflowReplay> UnderWay(this IQueryable<WorkflowReplay> replays) => replays.Where(r => r.FinishedAt == null && r.StoppedAt == null);
}
