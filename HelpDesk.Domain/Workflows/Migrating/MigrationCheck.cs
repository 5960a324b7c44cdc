using System.Collections.Immutable;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows.Migrating;

/// <summary>What a migration would make of the live tickets, each looked at with its actual values. Nothing is written.</summary>
/// <param name="All">The live tickets there are.</param>
/// <param name="Looked">How many of them were looked at, the oldest first.</param>
/// <param name="Blocked">Those that cannot be migrated, by number, with everything that is in the way.</param>
public sealed record MigrationCheck(int All, int Looked, ImmutableArray<(long Number, ImmutableArray<MigrationObstacle> Obstacles)> Blocked)
{
    /// <summary>So many tickets are looked at; each is looked at again when it is migrated.</summary>
    public const int Most = 5000;

    private const int Page = 250;

    /// <param name="target">The draft or version that they would come to.</param>
    public static async Task<MigrationCheck> OfAsync(HelpDeskDb db, WorkflowLibrary library, CompiledWorkflow target, MigrationMap map, DateTimeOffset now, CancellationToken ct)
    {
        var surroundings = await library.SurroundingsAsync(db, ct);
        var live = db.LiveOn(target.Definition.Key, 1, int.MaxValue);
        var (all, looked, last) = (await live.CountAsync(ct), 0, 0L);
        var blocked = ImmutableArray.CreateBuilder<(long, ImmutableArray<MigrationObstacle>)>();
        while (looked < Most)
        {
            var page = await live.AsNoTracking().Where(t => t.Number > last).OrderBy(t => t.Number).Take(Page)
                .Include(t => t.Timers.Where(timer => timer.Fate == TimerFate.Armed)).Include(t => t.Approvals).AsSplitQuery().ToListAsync(ct);
            foreach (var ticket in page)
                if (ticket.Migrated(target, map, now, surroundings) is MigrationOutcome.Blocked why) blocked.Add((ticket.Number, why.Obstacles));
            looked += page.Count;
            if (page.Count < Page) break;
            last = page[^1].Number;
        }
        return new(all, looked, blocked.ToImmutable());
    }
}
