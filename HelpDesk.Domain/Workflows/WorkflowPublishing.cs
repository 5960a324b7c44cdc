using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows;

/// <summary>Publishes a definition as the next version of its workflow. Tickets that there are stay on theirs; new ones are filed under it.</summary>
public sealed class WorkflowPublishing(Writes writes, WorkflowLibrary library, TimeProvider clock)
{
    /// <summary>Surveys that the product has a page for.</summary>
    private static readonly ImmutableHashSet<string> Surveys = ["satisfaction"];

    /// <summary>Publishes a definition, or says why not.</summary>
    /// <param name="json">The definition.</param>
    /// <param name="hasLetter">Whether the product can write a letter.</param>
    /// <param name="by">Who publishes it; null from the command line.</param>
    /// <param name="ct">Stops before anything is written.</param>
    public async Task<Publication> PublishAsync(string json, Func<string, bool> hasLetter, PersonId? by, CancellationToken ct)
    {
        var (definition, faults) = DefinitionReader.Read(json);
        if (definition is null) return new Publication.Faulty(faults);
        return await writes.DoAsync<Publication>(async (db, cancel) =>
        {
            var published = await db.WorkflowVersions.Where(v => v.Workflow == definition.Key).OrderByDescending(v => v.Number).Select(v => new { v.Number, v.Sha256 }).FirstOrDefaultAsync(cancel);
            var hash = DefinitionWriter.Hash(definition);
            if (published?.Sha256 == hash) return new Publication.Same(published.Number);
            var known = await db.WorkflowVersions.Select(v => v.Workflow).Distinct().ToListAsync(cancel);
            var stock = new Stock([.. definition.Letters.Where(hasLetter)], Surveys, [.. library.Surroundings.Calendars.Keys], [.. known], []);
            ImmutableArray<Finding> findings = [.. NotYet(definition), .. Proof.Of(definition, stock)];
            if (findings.Any(finding => finding.Severity == Severity.Error)) return new Publication.Refused(findings);
            var version = new WorkflowVersion(definition.Key, (published?.Number ?? 0) + 1, DefinitionWriter.Write(definition), hash, by, clock.GetUtcNow());
            db.WorkflowVersions.Add(version);
            return new Publication.Published(version.Number, findings);
        }, OnConflict.DecideAnew, ct);
    }

    /// <summary>What the core decides and this version of the product cannot do: a case that waited for it would wait for ever.</summary>
    private static IEnumerable<Finding> NotYet(WorkflowDefinition definition)
    {
        foreach (var step in definition.Steps.Where(step => step.On.Any(trigger => trigger.Kind == TriggerKind.Schedule)))
            yield return Missing($"$.steps.{step.Key}.on", "a schedule");
        foreach (var (effect, place) in Effects(definition))
            if (effect is Effect.Approval or Effect.Case or Effect.Webhook or Effect.Task)
                yield return Missing(place, effect switch { Effect.Approval => "an approval", Effect.Case => "a linked case", Effect.Webhook => "a webhook", _ => "a task" });
    }

    private static Finding Missing(string place, string what) =>
        new("cannot-run-yet", Severity.Error, place, $"This version cannot run {what} yet; leave it out to publish the rest.", null, []);

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
    public sealed record Published(int Number, ImmutableArray<Finding> Findings) : Publication;

    /// <summary>The newest version says the same.</summary>
    public sealed record Same(int Number) : Publication;

    /// <summary>It cannot be read.</summary>
    public sealed record Faulty(ImmutableArray<Fault> Faults) : Publication;

    /// <summary>Some finding is an error.</summary>
    public sealed record Refused(ImmutableArray<Finding> Findings) : Publication;
}
