using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Domain.Workflows.Proposing;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows;

// Two pairs of eyes, and one team before all.
public sealed partial class WorkflowPublishing
{
    /// <summary>Says whether another manager has to approve each publication of a workflow. Taking one back needs nobody else: it is the safe direction.</summary>
    /// <returns>False where no version of it is published.</returns>
    public Task<bool> RuleAsync(string workflow, bool needsSecond, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (!await db.WorkflowVersions.AnyAsync(v => v.Workflow == workflow, cancel)) return false;
        if (await db.PublicationRules.FindAsync([workflow], cancel) is not { } rule) db.PublicationRules.Add(rule = new PublicationRule(workflow));
        rule.NeedsSecond = needsSecond;
        return true;
    }, Storage.OnConflict.DecideAnew, ct);

    /// <summary>Asks another manager to publish a draft as it stands. It is judged now as it will be then; one that was asked for before is forgotten.</summary>
    /// <returns>Proposed, or why it could not even be published.</returns>
    public Task<Publication> ProposeAsync(string workflow, int seen, Func<string, bool> hasLetter, PublishersWords words, MigrationPlan plan, TeamId? trialTeam, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var draft = await db.WorkflowDrafts.AsNoTracking().Include(d => d.Texts).SingleOrDefaultAsync(d => d.Workflow == workflow, cancel);
        if (draft is null || draft.Revision != seen || await db.WorkflowVersions.Where(v => v.Workflow == workflow).MaxAsync(v => (int?)v.Number, cancel) is { } newest && newest != draft.BaseVersion) return new Publication.Overtaken();
        var (definition, faults) = DefinitionReader.Read(draft.Json);
        if (definition is null) return new Publication.Faulty(faults);
        if (Astray(plan, definition)) return new Publication.Overtaken();
        var findings = await FindAsync(db, definition, hasLetter, cancel);
        if (findings.Any(finding => finding.Severity == Severity.Error) || (words.Acknowledged is null && findings.Any(finding => finding.Severity == Severity.Warning))) return new Publication.Refused(findings);
        // Whoever discards the draft, or publishes it, at the same moment takes the proposal along.
        await db.ClaimAsync(nameof(db.WorkflowDrafts), nameof(draft.Workflow), workflow, cancel);
        await db.PublicationProposals.Where(p => p.Workflow == workflow).ExecuteDeleteAsync(cancel);
        db.PublicationProposals.Add(new PublicationProposal(workflow, seen, words, plan, trialTeam, by, clock.GetUtcNow()));
        return (Publication)new Publication.Proposed();
    }, Storage.OnConflict.DecideAnew, ct);

    /// <summary>Publishes what another manager proposed.</summary>
    /// <param name="seen">The revision of the draft that was looked at.</param>
    public Task<Publication> ApproveAsync(string workflow, int seen, Func<string, bool> hasLetter, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var proposal = await db.PublicationProposals.SingleOrDefaultAsync(p => p.Workflow == workflow && p.DeclinedBy == null, cancel);
        if (proposal is null || proposal.Revision != seen) return new Publication.Overtaken();
        if (proposal.By == by) return new Publication.NeedsSecond();
        return await PublishDraftAsync(db, workflow, seen, hasLetter, new(proposal.Reason, proposal.Acknowledged), proposal.Plan, proposal.TrialTeam, proposal.By, by, cancel);
    }, Storage.OnConflict.DecideAnew, ct);

    /// <summary>Another manager declines a proposal, with the reason; its author takes it back without one.</summary>
    public Task<bool> DeclineAsync(string workflow, string? why, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.PublicationProposals.SingleOrDefaultAsync(p => p.Workflow == workflow, cancel) is not { } proposal) return false;
        if (proposal.By == by) db.PublicationProposals.Remove(proposal);
        else if (why is { Length: > 0 }) proposal.Decline(by, why);
        else return false;
        return true;
    }, Storage.OnConflict.DecideAnew, ct);

    /// <summary>What one team tried is in force for all from now on.</summary>
    /// <param name="number">The newest version, which a team tries.</param>
    /// <param name="way">What becomes of the live tickets of the versions before. Each goes to the state of its key; where that is gone, it stays and is listed.</param>
    public Task<Publication> ReleaseAsync(string workflow, int number, MigrationWay way, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var version = await db.WorkflowVersions.SingleOrDefaultAsync(v => v.Workflow == workflow && v.Number == number, cancel);
        if (version is not { TrialTeam: not null } || await NewestAsync(db, workflow, cancel) != number) return new Publication.Overtaken();
        var before = (await library.CurrentAsync(db, workflow, cancel)).Definition;
        var definition = (await library.GetAsync(db, version.Id, cancel)).Definition;
        version.Release();
        var now = clock.GetUtcNow();
        await ScheduledStart.LayAsync(db, definition, now, library.Zone, cancel);
        foreach (var earlier in await db.WorkflowMigrations.UnderWay().Where(m => m.Workflow == workflow).ToListAsync(cancel)) earlier.Stop(now);
        var migration = await db.WorkflowMigrations.SingleAsync(m => m.Workflow == workflow && m.TargetNumber == number, cancel);
        var total = way == MigrationWay.Pin ? 0 : await db.LiveOn(workflow, 1, number).CountAsync(cancel);
        migration.Begin(new(way, MigrationMap.Suggest(before, definition)), total, by, now);
        return (Publication)new Publication.Published(number, []) { Migration = migration.Id };
    }, Storage.OnConflict.DecideAnew, ct);
}
