using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows;

/// <summary>Who may file requests of a kind, that is under a workflow. Without a row only the standard workflow is offered, to all.</summary>
public sealed class WorkflowOffer
{
    /// <summary>The longest hint, in characters.</summary>
    public const int LongestHint = 200;

    private WorkflowOffer() { }

    internal WorkflowOffer(string workflow) => Workflow = workflow;

    /// <summary>The workflow's key.</summary>
    public string Workflow { get; private set; } = "";

    /// <summary>Customers file it in the portal.</summary>
    public bool InPortal { get; private set; }

    /// <summary>Agents file it for somebody who phones.</summary>
    public bool AtDesk { get; private set; }

    /// <summary>What people read beside its name when they choose.</summary>
    public string? Hint { get; private set; }

    internal void Change(bool inPortal, bool atDesk, string? hint) =>
        (InPortal, AtDesk, Hint) = (inPortal, atDesk, string.IsNullOrWhiteSpace(hint) ? null : hint.Trim());
}

/// <summary>Managers say which kinds of request there are.</summary>
public sealed class OfferCommands(Writes writes)
{
    /// <summary>Says who may file requests under a workflow.</summary>
    /// <returns>False where no version of it is published.</returns>
    public Task<bool> SaveAsync(string workflow, bool inPortal, bool atDesk, string? hint, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (!await db.WorkflowVersions.AnyAsync(v => v.Workflow == workflow, cancel)) return false;
        if (await db.WorkflowOffers.FindAsync([workflow], cancel) is not { } offer) db.WorkflowOffers.Add(offer = new WorkflowOffer(workflow));
        offer.Change(inPortal, atDesk, hint);
        return true;
    }, OnConflict.DecideAnew, ct);
}

internal sealed class WorkflowOfferMapping : IEntityTypeConfiguration<WorkflowOffer>
{
    public void Configure(EntityTypeBuilder<WorkflowOffer> offer)
    {
        offer.HasKey(o => o.Workflow);
        offer.Property(o => o.Workflow).HasMaxLength(64);
        offer.Property(o => o.Hint).HasMaxLength(WorkflowOffer.LongestHint);
    }
}
