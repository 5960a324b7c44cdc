using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
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
    /// <param name="me">Who looks.</param>
    public async Task<PublicationPage?> FindAsync(string key, PublicationForm? form, PersonId me, CancellationToken ct)
    {
        if (await reading.FindAsync(key, null, ct) is not { } studio) return null;
        if (studio.Draft.Newest == 0) return new(studio, null, [], []) { Form = form ?? new() };
        var before = (await library.CurrentAsync(db, key, ct)).Definition;
        var suggested = MigrationMap.Suggest(before, studio.Definition);
        var live = await LiveAsync(key, studio.Definition, state => form is null ? suggested[state] : form.Map.GetValueOrDefault(state), ct);
        var teams = await db.Teams.OrderBy(t => t.Name).Select(t => new { t.Id, t.Name }).ToListAsync(ct);
        return new(studio, before, DefinitionDiff.Between(before, studio.Definition), live)
        {
            Form = form ?? new(),
            Teams = [.. teams.Select(t => (t.Id, t.Name))],
            NeedsSecond = await db.PublicationRules.AnyAsync(r => r.Workflow == key && r.NeedsSecond, ct),
            Proposal = await ProposalAsync(key, studio.Draft.Revision, me, ct),
        };
    }

    private Task<ProposalFact?> ProposalAsync(string key, int revision, PersonId me, CancellationToken ct) =>
        db.PublicationProposals.AsNoTracking().Where(p => p.Workflow == key).Select(p => (ProposalFact?)new ProposalFact(
            db.Users.Where(u => u.Id == p.By).Select(u => u.Name).First(), p.At, p.Reason, p.Acknowledged, p.Way, db.Teams.Where(t => t.Id == p.TrialTeam).Select(t => t.Name).FirstOrDefault(),
            p.By == me, p.Revision == revision, db.Users.Where(u => u.Id == p.DeclinedBy).Select(u => u.Name).FirstOrDefault(), p.Why)).SingleOrDefaultAsync(ct);

    /// <summary>What stands in the way of the plan: of the form as such, or of a single ticket.</summary>
    public async Task<PublicationPage> JudgeAsync(PublicationPage page, CancellationToken ct)
    {
        if (page.Plan.Way == MigrationWay.Pin) return page;
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
