using System.Collections.Concurrent;
using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows;

/// <summary>A compiled workflow with the version it comes from.</summary>
public sealed record PublishedWorkflow(WorkflowVersionId Id, int Number, string Sha256, CompiledWorkflow Compiled)
{
    public WorkflowDefinition Definition => Compiled.Definition;

    /// <summary>What the change was for, in the publisher's words.</summary>
    public string? Reason { get; init; }

    /// <summary>Where somebody put the states on its picture; empty: it lays itself out.</summary>
    public ImmutableDictionary<string, PicturePoint> Layout { get; init; } = PictureLayout.None;

    /// <summary>The assignment strategies that its effects name.</summary>
    public ImmutableArray<AssignStrategy> Strategies { get; } = [.. EffectsOf(Compiled.Definition).OfType<Effect.Assign>().Select(assign => assign.Strategy).Distinct()];

    /// <summary>Whether it starts other tickets.</summary>
    public bool StartsOthers { get; } = EffectsOf(Compiled.Definition).OfType<Effect.Case>().Any();

    /// <summary>Whether it asks people for their consent.</summary>
    public bool HasApprovals => !Compiled.Definition.Approvals.IsEmpty;

    /// <summary>Whether a message of the customer or of an agent lets timers count anew.</summary>
    public bool HasAnchoredTimers { get; } = Compiled.Definition.States.Any(state => state.Timers.Any(timer => timer.Anchor != TimerAnchor.Entry));

    private static IEnumerable<Effect> EffectsOf(WorkflowDefinition definition) => definition.Steps.SelectMany(step => step.Effects)
        .Concat(definition.States.SelectMany(state => state.Effects))
        .Concat(definition.States.SelectMany(state => state.Timers).SelectMany(timer => timer.Effects));
}

/// <summary>Every published version, compiled once and shared by all tickets and threads.</summary>
public sealed class WorkflowLibrary(ProductZone zone)
{
    /// <summary>The workflow under which a request without a kind is filed.</summary>
    public const string Standard = "support";

    /// <summary>The zone whose clock schedules read.</summary>
    public TimeZoneInfo Zone => zone.Zone;

    private static readonly QuickQuery<Calendars.DeskCalendar> AllCalendars = new(db => db.DeskCalendars.AsNoTracking());

    private static readonly QuickQuery<WorkflowVersionId> InForce = new(db => db.WorkflowVersions
        .Where(v => v.TrialTeam == null && !db.WorkflowVersions.Any(later => later.Workflow == v.Workflow && later.TrialTeam == null && later.Number > v.Number)).Select(v => v.Id));

    private static readonly QuickQuery<string, TeamId, WorkflowVersionId> NewestFor = new((db, workflow, team) => db.WorkflowVersions
        .Where(v => v.Workflow == workflow && (v.TrialTeam == null || v.TrialTeam == team)).OrderByDescending(v => v.Number).Select(v => v.Id).Take(1));

    private readonly ConcurrentDictionary<WorkflowVersionId, PublishedWorkflow> byId = new();

    /// <summary>The key of the working calendar that is there before anybody makes one.</summary>
    public const string ShippedCalendar = "business";

    private readonly Surroundings shipped = new(ImmutableDictionary<string, WorkingCalendar>.Empty.Add(ShippedCalendar, WorkingCalendar.Business(zone.Zone)));

    /// <summary>What decisions need to know of the world: the working calendars, as they are now. One query.</summary>
    public async Task<Surroundings> SurroundingsAsync(HelpDeskDb db, CancellationToken ct)
    {
        var kept = await AllCalendars.ListAsync(db, ct);
        return kept.Count == 0 ? shipped : shipped with { Calendars = shipped.Calendars.SetItems(kept.Select(calendar => KeyValuePair.Create(calendar.Key, calendar.ToWorking(zone.Zone)))) };
    }

    /// <summary>The version with this id. Versions are immutable, so each is read once.</summary>
    public async Task<PublishedWorkflow> GetAsync(HelpDeskDb db, WorkflowVersionId id, CancellationToken ct)
    {
        if (byId.TryGetValue(id, out var known)) return known;
        var version = await db.WorkflowVersions.AsNoTracking().SingleAsync(v => v.Id == id, ct);
        return byId.GetOrAdd(id, _ => Compile(version));
    }

    /// <summary>The version of a workflow that is in force: the newest that is not for one team alone.</summary>
    public async Task<PublishedWorkflow> CurrentAsync(HelpDeskDb db, string workflow, CancellationToken ct) =>
        await GetAsync(db, await db.WorkflowVersions.Where(v => v.Workflow == workflow && v.TrialTeam == null).OrderByDescending(v => v.Number).Select(v => v.Id).FirstAsync(ct), ct);

    /// <summary>The version under which a team's new tickets are filed: the one in force, or a newer one that this team tries.</summary>
    public async Task<PublishedWorkflow> CurrentForAsync(HelpDeskDb db, string workflow, TeamId team, CancellationToken ct) =>
        await GetAsync(db, (await NewestFor.ListAsync(db, workflow, team, ct))[0], ct);

    /// <summary>The version in force of every workflow, the standard one first. One query.</summary>
    public async Task<ImmutableArray<PublishedWorkflow>> AllCurrentAsync(HelpDeskDb db, CancellationToken ct)
    {
        var newest = await InForce.ListAsync(db, ct);
        var current = new List<PublishedWorkflow>(newest.Count);
        foreach (var id in newest) current.Add(await GetAsync(db, id, ct));
        return [.. current.OrderBy(one => one.Definition.Key != Standard).ThenBy(one => one.Definition.Name.ToString(), StringComparer.OrdinalIgnoreCase)];
    }

    private static PublishedWorkflow Compile(WorkflowVersion version)
    {
        var (definition, faults) = DefinitionReader.Read(version.Json);
        if (definition is null)
            throw new InvalidOperationException($"Version {version.Number} of workflow '{version.Workflow}' in the database cannot be read: {faults[0].Message}");
        return new(version.Id, version.Number, version.Sha256, CompiledWorkflow.Compile(definition)) { Reason = version.Reason, Layout = PictureLayout.Read(version.Layout) };
    }
}

/// <summary>The zone of working calendars, and of dates for people who chose none.</summary>
public sealed record ProductZone(TimeZoneInfo Zone);
