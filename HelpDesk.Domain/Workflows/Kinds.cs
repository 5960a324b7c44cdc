using System.Collections.Immutable;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows;

/// <summary>Where requests are filed by people.</summary>
public enum Counter
{
    Portal,
    Desk,
}

/// <summary>A kind of request that somebody can file: a published workflow.</summary>
/// <param name="Hint">What people read beside its name, or null.</param>
public sealed record Kind(PublishedWorkflow Workflow, string? Hint)
{
    public string Key => Workflow.Definition.Key;
    public Text Name => Workflow.Definition.Name;

    /// <summary>The workflow's own fields that the form for a new one asks for: what customers know. What only staff fill in comes later, on the ticket.</summary>
    /// <param name="roles">As whom the form is filled in.</param>
    public ImmutableArray<FieldDefinition> FieldsFor(Roles roles) =>
        [.. Workflow.Definition.Fields.Where(field => field.SetBy.HasFlag(Roles.Customer) && (field.SetBy & roles) != Roles.None)];
}

/// <summary>The kinds of request.</summary>
public static class Kinds
{
    private static readonly Trigger Filed = new(TriggerKind.Created);
    private static readonly QuickQuery<WorkflowOffer> Offers = new(db => db.WorkflowOffers.AsNoTracking());

    /// <summary>What can be filed at a counter: the standard kind first, the others by their names; never empty, so that requests can always be filed. Two queries.</summary>
    public static async Task<ImmutableArray<Kind>> AtAsync(this WorkflowLibrary library, HelpDeskDb db, Counter counter, CancellationToken ct)
    {
        var offers = (await Offers.ListAsync(db, ct)).ToDictionary(o => o.Workflow);
        List<string> keys = [.. offers.Values.Where(o => counter == Counter.Portal ? o.InPortal : o.AtDesk).Select(o => o.Workflow)];
        if (!offers.ContainsKey(WorkflowLibrary.Standard)) keys.Add(WorkflowLibrary.Standard);
        var kinds = await OfAsync(library, db, keys, offers, ct);
        return kinds.IsEmpty ? await OfAsync(library, db, [WorkflowLibrary.Standard], offers, ct) : kinds;
    }

    /// <summary>Whether people can file requests under it at all.</summary>
    public static bool CanBeFiled(this WorkflowDefinition definition) => definition.Steps.Any(step => step.On.Contains(Filed));

    private static async Task<ImmutableArray<Kind>> OfAsync(WorkflowLibrary library, HelpDeskDb db, List<string> keys, Dictionary<string, WorkflowOffer> offers, CancellationToken ct)
    {
        var current = await library.AllCurrentAsync(db, ct);
        return [.. current.Where(one => keys.Contains(one.Definition.Key) && one.Definition.CanBeFiled()).Select(one => new Kind(one, offers.GetValueOrDefault(one.Definition.Key)?.Hint))];
    }
}
