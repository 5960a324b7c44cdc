using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows;

/// <summary>Publishes a definition as the next version of its workflow. Tickets that there are stay on theirs; new ones are filed under it.</summary>
public sealed partial class WorkflowPublishing(Writes writes, WorkflowLibrary library, TimeProvider clock)
{
    /// <summary>Surveys that the product has a page for.</summary>
    private static readonly ImmutableHashSet<string> Surveys = ["satisfaction"];

    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 2000;

    /// <summary>Publishes a workflow's draft, which is used up by it.</summary>
    /// <param name="workflow">The workflow's key.</param>
    /// <param name="seen">The revision of the draft that the publisher looked at.</param>
    /// <param name="hasLetter">Whether the product can write a letter.</param>
    /// <param name="words">What the change is for, and why its warnings do not matter.</param>
    /// <param name="plan">What becomes of the live tickets; while one team tries it, they stay.</param>
    /// <param name="trialTeam">The team that tries it first; null for all.</param>
    /// <param name="by">Who publishes it.</param>
    /// <param name="ct">Stops before anything is written.</param>
    public Task<Publication> PublishDraftAsync(string workflow, int seen, Func<string, bool> hasLetter, PublishersWords words, MigrationPlan plan, TeamId? trialTeam, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
        await db.PublicationRules.AnyAsync(r => r.Workflow == workflow && r.NeedsSecond, cancel)
            ? new Publication.NeedsSecond()
            : await PublishDraftAsync(db, workflow, seen, hasLetter, words, plan, trialTeam, by, null, cancel), OnConflict.DecideAnew, ct);

    private async Task<Publication> PublishDraftAsync(HelpDeskDb db, string workflow, int seen, Func<string, bool> hasLetter, PublishersWords words, MigrationPlan plan, TeamId? trialTeam, PersonId by, PersonId? approvedBy, CancellationToken cancel)
    {
        var draft = await db.WorkflowDrafts.Include(d => d.Texts).SingleOrDefaultAsync(d => d.Workflow == workflow, cancel);
        if (draft is null || draft.Revision != seen) return new Publication.Overtaken();
        var newest = await db.WorkflowVersions.Where(v => v.Workflow == workflow).MaxAsync(v => (int?)v.Number, cancel) ?? 0;
        // Nothing is in force yet that the others could go on with.
        var trial = newest > 0 ? trialTeam : null;
        if (newest != draft.BaseVersion) return new Publication.Overtaken();
        var (definition, faults) = DefinitionReader.Read(draft.Json);
        if (definition is null) return new Publication.Faulty(faults);
        if (Astray(plan, definition)) return new Publication.Overtaken();
        var came = await StoreAsync(db, definition, hasLetter, words, by, cancel, layout: draft.Layout, approvedBy: approvedBy, trialTeam: trial);
        if (came is not Publication.Published published) return came;
        db.WorkflowDrafts.Remove(draft);
        await db.PublicationProposals.Where(p => p.Workflow == workflow).ExecuteDeleteAsync(cancel);
        return await WithPlanAsync(db, published, definition.Key, 1, trial is null ? plan : MigrationPlan.Pin, null, by, cancel);
    }

    /// <summary>What all checks say of a definition here: of what it names, of what this version can run, of what it would do, and of the scenarios that are kept.</summary>
    public async Task<ImmutableArray<Finding>> FindAsync(HelpDeskDb db, WorkflowDefinition definition, Func<string, bool> hasLetter, CancellationToken ct) =>
        [.. await KeptScenarios.FindAsync(db, definition, ct), .. await ProveAsync(db, definition, hasLetter, ct)];

    private async Task<ImmutableArray<Finding>> ProveAsync(HelpDeskDb db, WorkflowDefinition definition, Func<string, bool> hasLetter, CancellationToken ct)
    {
        var known = await db.WorkflowVersions.Select(v => v.Workflow).Distinct().ToListAsync(ct);
        var own = await db.LetterTexts.Where(t => t.Workflow == Post.LetterText.AllWorkflows).Select(t => t.Letter).Distinct().ToListAsync(ct);
        var stock = new Stock([.. definition.Letters.Where(letter => hasLetter(letter) || own.Contains(letter))], Surveys, [.. (await library.SurroundingsAsync(db, ct)).Calendars.Keys], [.. known], []);
        return [.. NotYet(definition), .. await StrangersAsync(db, definition, ct), .. Proof.Of(definition, stock)];
    }

    /// <summary>Publishes a definition, or says why not.</summary>
    /// <param name="json">The definition.</param>
    /// <param name="hasLetter">Whether the product can write a letter.</param>
    /// <param name="by">Who publishes it; null from the command line.</param>
    /// <param name="ct">Stops before anything is written.</param>
    public async Task<Publication> PublishAsync(string json, Func<string, bool> hasLetter, PersonId? by, CancellationToken ct)
    {
        var (definition, faults) = DefinitionReader.Read(json);
        if (definition is null) return new Publication.Faulty(faults);
        return await writes.DoAsync((db, cancel) => StoreAsync(db, definition, hasLetter, null, by, cancel), OnConflict.DecideAnew, ct);
    }

    /// <param name="words">The publisher's; null on the command line, where warnings are printed and acknowledge themselves.</param>
    /// <param name="layout">Where the states stand on the picture, as it is kept.</param>
    /// <param name="keepsScenarios">False for what was in force before: a story of what came after does not hold it back.</param>
    private async Task<Publication> StoreAsync(HelpDeskDb db, WorkflowDefinition definition, Func<string, bool> hasLetter, PublishersWords? words, PersonId? by, CancellationToken ct, bool keepsScenarios = true, string? layout = null, PersonId? approvedBy = null, TeamId? trialTeam = null)
    {
        var published = await db.WorkflowVersions.Where(v => v.Workflow == definition.Key).OrderByDescending(v => v.Number).Select(v => new { v.Number, v.Sha256 }).FirstOrDefaultAsync(ct);
        var hash = DefinitionWriter.Hash(definition);
        if (published?.Sha256 == hash) return new Publication.Same(published.Number);
        var findings = keepsScenarios ? await FindAsync(db, definition, hasLetter, ct) : await ProveAsync(db, definition, hasLetter, ct);
        if (findings.Any(finding => finding.Severity == Severity.Error)) return new Publication.Refused(findings);
        if (words is { Acknowledged: null } && findings.Any(finding => finding.Severity == Severity.Warning)) return new Publication.Refused(findings);
        var version = new WorkflowVersion(definition.Key, (published?.Number ?? 0) + 1, DefinitionWriter.Write(definition), hash, by, clock.GetUtcNow())
        {
            Reason = words?.Reason,
            Acknowledged = words?.Acknowledged,
            Layout = layout,
            ApprovedBy = approvedBy,
            TrialTeam = trialTeam,
        };
        db.WorkflowVersions.Add(version);
        // What one team tries starts nothing: the schedules are those of the version in force.
        if (trialTeam is null) await ScheduledStart.LayAsync(db, definition, clock.GetUtcNow(), library.Zone, ct);
        return new Publication.Published(version.Number, findings);
    }

    /// <summary>What the core decides and this version of the product cannot do: a case that waited for it would wait for ever.</summary>
    private static IEnumerable<Finding> NotYet(WorkflowDefinition definition)
    {
        foreach (var (effect, place) in Effects(definition))
            if (effect is Effect.Webhook or Effect.Task)
                yield return new("cannot-run-yet", Severity.Error, place, $"This version cannot run {(effect is Effect.Task ? "a task" : "a webhook")} yet; leave it out to publish the rest.", null, []);
    }

    /// <summary>Teams and agents are not the definition's: what it gives a ticket to must exist.</summary>
    private static async Task<List<Finding>> StrangersAsync(HelpDeskDb db, WorkflowDefinition definition, CancellationToken ct)
    {
        var values = Effects(definition).Where(set => set.Effect is Effect.Set).SelectMany(set => ((Effect.Set)set.Effect).Values, (set, value) => (value.Key, value.Value, set.Place))
            .Concat(definition.Steps.Where(step => step.Template is not null).SelectMany(step => step.Template!.Values, (step, value) => (value.Key, value.Value, Place: $"$.steps.{step.Key}.template")));
        var findings = new List<Finding>();
        foreach (var (field, value, place) in values)
        {
            var id = Guid.TryParse(value.Text, out var read) ? read : (Guid?)null;
            if (field == BuiltInFields.Team && !(id is { } team && await db.Teams.AnyAsync(t => t.Id == TeamId.From(team), ct)))
                findings.Add(new("no-team", Severity.Error, place, $"There is no team with the id “{value}”; write the id that stands in the address of the team's page.", null, []));
            if (field == BuiltInFields.Assignee && !value.IsEmpty && !(id is { } agent && await db.Users.Agents().AnyAsync(p => p.Id == PersonId.From(agent), ct)))
                findings.Add(new("no-agent", Severity.Error, place, $"There is no agent with the id “{value}”; write the id that stands in the address of the person's page.", null, []));
        }
        return findings;
    }

    private static IEnumerable<(Effect Effect, string Place)> Effects(WorkflowDefinition definition) =>
        definition.Steps.SelectMany(step => step.Effects, (step, effect) => (effect, $"$.steps.{step.Key}.effects"))
            .Concat(definition.States.SelectMany(state => state.Effects, (state, effect) => (effect, $"$.states.{state.Key}.effects")))
            .Concat(definition.States.SelectMany(state => state.Timers, (state, timer) => (state, timer)).SelectMany(pair => pair.timer.Effects, (pair, effect) => (effect, $"$.states.{pair.state.Key}.timers.{pair.timer.Key}.effects")));
}

/// <summary>What came of publishing.</summary>
public abstract record Publication
{
    private Publication() { }

    /// <summary>It is a version now; findings that are no errors are told.</summary>
    public sealed record Published(int Number, ImmutableArray<Finding> Findings) : Publication
    {
        /// <summary>The migration of the live tickets; null for a first version, and from the command line.</summary>
        public MigrationId? Migration { get; init; }
    }

    /// <summary>The newest version says the same.</summary>
    public sealed record Same(int Number) : Publication;

    /// <summary>It cannot be read.</summary>
    public sealed record Faulty(ImmutableArray<Fault> Faults) : Publication;

    /// <summary>Some finding is an error, or a warning that nobody has acknowledged.</summary>
    public sealed record Refused(ImmutableArray<Finding> Findings) : Publication;

    /// <summary>Another manager is asked to publish it.</summary>
    public sealed record Proposed : Publication;

    /// <summary>Another manager has to approve it.</summary>
    public sealed record NeedsSecond : Publication;

    /// <summary>The draft is another one by now, or a newer version was published since it was begun.</summary>
    public sealed record Overtaken : Publication;
}

/// <summary>What a publisher says of a version.</summary>
/// <param name="Reason">What the change is for.</param>
/// <param name="Acknowledged">Why its warnings do not matter; null where nobody said so.</param>
public sealed record PublishersWords(string Reason, string? Acknowledged);
