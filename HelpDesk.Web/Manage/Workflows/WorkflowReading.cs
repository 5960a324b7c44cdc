using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Workflows;

/// <summary>A workflow in the list.</summary>
public sealed record WorkflowLine(string Key, Text Name, int Number, DateTimeOffset PublishedAt, int Live);

/// <summary>A draft in the list.</summary>
public sealed record DraftLine(string Key, string By, DateTimeOffset At);

/// <summary>All workflows that are in force, and all drafts.</summary>
public sealed record WorkflowList(IReadOnlyList<WorkflowLine> Published, IReadOnlyList<DraftLine> Drafts);

/// <summary>One published version, by whom and when; without a name it came with the product.</summary>
public sealed record VersionLine(WorkflowVersionId Id, int Number, string Sha256, string? By, DateTimeOffset At, string? Reason, string? Acknowledged, MigrationId? Migration, string? ApprovedBy, string? Trial);

/// <summary>A state that the current version no longer has, and in which tickets of an older version still stand.</summary>
public sealed record OldState(string Key, Text Name, Phase Phase, int Version, int Live);

/// <param name="Versions">The newest ones, the current one first.</param>
/// <param name="Live">Tickets that are not closed, by state, of all versions.</param>
public sealed record WorkflowPage(PublishedWorkflow Published, IReadOnlyList<VersionLine> Versions, IReadOnlyDictionary<string, int> Live, IReadOnlyList<OldState> Old)
{
    public CompiledWorkflow Workflow => Published.Compiled;
    public WorkflowDefinition Definition => Workflow.Definition;
    public VersionLine Current => Versions.FirstOrDefault(version => version.Trial is null) ?? Versions[^1];

    /// <summary>The newest version, while one team alone tries it.</summary>
    public VersionLine? Tried => Versions[0].Trial is null ? null : Versions[0];

    /// <summary>Whether another manager has to approve each publication.</summary>
    public bool NeedsSecond { get; init; }

    /// <summary>Who proposed to publish the draft, and waits for somebody else.</summary>
    public string? ProposedBy { get; init; }

    /// <summary>Who may file such requests.</summary>
    public required OfferForm Offer { get; init; }

    public int AllLive => Live.Values.Sum() + Old.Sum(state => state.Live);
}

public sealed class WorkflowReading(HelpDeskDb db, WorkflowLibrary library)
{
    private const int MostVersions = 20;

    public async Task<WorkflowList> AllAsync(CancellationToken ct)
    {
        var keys = await db.WorkflowVersions.Select(v => v.Workflow).Distinct().OrderBy(key => key).ToListAsync(ct);
        var live = await db.Tickets.NotSpam().Where(t => t.Phase < Phase.Closed)
            .Join(db.WorkflowVersions, t => t.WorkflowVersionId, v => v.Id, (_, v) => v.Workflow)
            .GroupBy(key => key).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var lines = new List<WorkflowLine>();
        foreach (var key in keys)
        {
            var workflow = await library.CurrentAsync(db, key, ct);
            var at = await db.WorkflowVersions.Where(v => v.Id == workflow.Id).Select(v => v.PublishedAt).SingleAsync(ct);
            lines.Add(new(key, workflow.Definition.Name, workflow.Number, at, live.GetValueOrDefault(key)));
        }
        var drafts = await db.WorkflowDrafts.OrderBy(d => d.Workflow).Select(d => new DraftLine(d.Workflow, db.Users.Where(p => p.Id == d.ChangedBy).Select(p => p.Name).First(), d.ChangedAt)).ToListAsync(ct);
        return new(lines, drafts);
    }

    public async Task<WorkflowPage?> OneAsync(string key, CancellationToken ct)
    {
        var versions = await NewestAsync(key, MostVersions, ct);
        if (versions.Count == 0) return null;
        var current = await library.CurrentAsync(db, key, ct);
        var stays = await db.Tickets.NotSpam()
            .Where(t => t.Phase < Phase.Closed && db.WorkflowVersions.Where(v => v.Workflow == key).Select(v => v.Id).Contains(t.WorkflowVersionId))
            .GroupBy(t => new { t.WorkflowVersionId, t.State }).Select(g => new { g.Key.WorkflowVersionId, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        var live = stays.Where(s => current.Compiled.State(s.State) is not null).GroupBy(s => s.State).ToDictionary(g => g.Key, g => g.Sum(s => s.Count));
        var old = new List<OldState>();
        foreach (var stay in stays.Where(s => !live.ContainsKey(s.State)))
        {
            var version = await library.GetAsync(db, stay.WorkflowVersionId, ct);
            if (version.Compiled.State(stay.State) is { } state) old.Add(new(state.Key, state.Name, state.Phase, version.Number, stay.Count));
        }
        var offer = await db.WorkflowOffers.AsNoTracking().SingleOrDefaultAsync(o => o.Workflow == key, ct);
        var standard = key == WorkflowLibrary.Standard;
        return new(current, versions, live, old) { Offer = new(offer?.InPortal ?? standard, offer?.AtDesk ?? standard, offer?.Hint), NeedsSecond = await db.PublicationRules.AnyAsync(r => r.Workflow == key && r.NeedsSecond, ct), ProposedBy = await db.PublicationProposals.Where(p => p.Workflow == key && p.DeclinedBy == null).Select(p => db.Users.Where(u => u.Id == p.By).Select(u => u.Name).First()).SingleOrDefaultAsync(ct) };
    }

    private Task<List<VersionLine>> NewestAsync(string key, int most, CancellationToken ct) =>
        db.WorkflowVersions.AsNoTracking().Where(v => v.Workflow == key).OrderByDescending(v => v.Number).Take(most)
            .Select(v => new VersionLine(v.Id, v.Number, v.Sha256, db.Users.Where(p => p.Id == v.PublishedBy).Select(p => p.Name).FirstOrDefault(), v.PublishedAt, v.Reason, v.Acknowledged, db.WorkflowMigrations.Where(m => m.Target == v.Id).Select(m => (MigrationId?)m.Id).FirstOrDefault(), db.Users.Where(p => p.Id == v.ApprovedBy).Select(p => p.Name).FirstOrDefault(), db.Teams.Where(t => t.Id == v.TrialTeam).Select(t => t.Name).FirstOrDefault()))
            .ToListAsync(ct);
}
