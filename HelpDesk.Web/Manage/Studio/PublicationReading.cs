using System.Collections.Immutable;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Web.Manage.Studio.Inputs;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>Reads what publishing a draft would change: in the definition, and for the tickets that are under way.</summary>
public sealed class PublicationReading(HelpDeskDb db, StudioReading reading, WorkflowLibrary library, TimeProvider clock, Words words)
{
    /// <summary>The page, or null when the workflow has no draft.</summary>
    public async Task<PublicationPage?> FindAsync(string key, PublicationForm? form, CancellationToken ct)
    {
        if (await reading.FindAsync(key, null, ct) is not { } studio) return null;
        if (studio.Draft.Newest == 0) return new(studio, null, [], []) { Form = form ?? new() };
        var before = (await library.CurrentAsync(db, key, ct)).Definition;
        var suggested = MigrationMap.Suggest(before, studio.Definition);
        var live = await LiveAsync(key, studio.Definition, state => form is null ? suggested[state] : form.Map.GetValueOrDefault(state), ct);
        return new(studio, before, DefinitionDiff.Between(before, studio.Definition), live) { Form = form ?? new() };
    }

    /// <summary>What stands in the way of the plan: of the form as such, or of a single ticket.</summary>
    public async Task<PublicationPage> JudgeAsync(PublicationPage page, CancellationToken ct)
    {
        if (page.Form.Way == MigrationWay.Pin || page.Live.IsEmpty) return page;
        var unmapped = page.Live.Where(state => state.To is null).ToList();
        if (unmapped.Count > 0)
            return page with { Faults = [.. page.Faults, .. unmapped.Select(state => ($"map-{state.Key}", words["Choose where the tickets in “{0}” go.", state.Name]))] };
        var check = await MigrationCheck.OfAsync(db, library, page.Studio.Workflow, page.Plan.Map, clock.GetUtcNow(), ct);
        return page with { Check = check };
    }

    private async Task<ImmutableArray<LiveState>> LiveAsync(string key, WorkflowDefinition draft, Func<string, string?> wanted, CancellationToken ct)
    {
        var stays = await db.LiveOn(key, 1, int.MaxValue).GroupBy(t => new { t.WorkflowVersionId, t.State }).Select(g => new { g.Key.WorkflowVersionId, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        var open = draft.States.Where(state => state.Phase < Phase.Closed).Select(state => state.Key).ToHashSet(StringComparer.Ordinal);
        var live = new List<LiveState>();
        foreach (var stay in stays.GroupBy(stay => stay.State, StringComparer.Ordinal))
        {
            var version = await library.GetAsync(db, stay.First().WorkflowVersionId, ct);
            var state = version.Compiled.State(stay.Key);
            var to = wanted(stay.Key) is { } known && open.Contains(known) ? known : null;
            live.Add(new(stay.Key, state?.Name.Shown() ?? stay.Key, state?.Phase ?? Phase.Open, stay.Sum(one => one.Count), to, !open.Contains(stay.Key)));
        }
        return [.. live.OrderBy(state => state.Phase).ThenBy(state => state.Name, StringComparer.Ordinal)];
    }
}
