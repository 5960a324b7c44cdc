using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows;

public readonly record struct WorkflowVersionId(Guid Value) : ITypedId<WorkflowVersionId>
{
    public static WorkflowVersionId New() => new(Guid.CreateVersion7());
    public static WorkflowVersionId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>One published version of a workflow. It never changes; a ticket is pinned to the one it was filed under.</summary>
public sealed class WorkflowVersion
{
    private WorkflowVersion() { }

    public WorkflowVersion(string workflow, int number, string json, string sha256, PersonId? by, DateTimeOffset at)
    {
        Id = WorkflowVersionId.New();
        (Workflow, Number, Json, Sha256, PublishedBy, PublishedAt) = (workflow, number, json, sha256, by, at);
    }

    public WorkflowVersionId Id { get; private set; }

    /// <summary>The workflow's key.</summary>
    public string Workflow { get; private set; } = "";

    /// <summary>1, 2, 3 … within the workflow.</summary>
    public int Number { get; private set; }

    /// <summary>The definition in canonical form.</summary>
    public string Json { get; private set; } = "";

    public string Sha256 { get; private set; } = "";
    public PersonId? PublishedBy { get; private set; }
    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>What the change is for, in the publisher's words.</summary>
    public string? Reason { get; internal init; }

    /// <summary>Why the warnings that stood then do not matter, in the publisher's words.</summary>
    public string? Acknowledged { get; internal init; }

    /// <summary>Where somebody put the states on its picture (<see cref="PictureLayout"/>); null: it lays itself out.</summary>
    public string? Layout { get; internal init; }

    /// <summary>The other manager who approved its publication, where one had to.</summary>
    public PersonId? ApprovedBy { get; internal init; }

    /// <summary>The team whose new tickets are filed under it, while that team alone tries it; null: it is for all.</summary>
    public TeamId? TrialTeam { get; internal set; }

    /// <summary>It is for all now.</summary>
    internal void Release() => TrialTeam = null;
}

internal sealed class WorkflowVersionMapping : IEntityTypeConfiguration<WorkflowVersion>
{
    private const int Longest = WorkflowPublishing.LongestReason;

    public void Configure(EntityTypeBuilder<WorkflowVersion> version)
    {
        version.Property(v => v.Workflow).HasMaxLength(64);
        version.Property(v => v.Sha256).HasMaxLength(64);
        version.Property(v => v.Reason).HasMaxLength(Longest);
        version.Property(v => v.Acknowledged).HasMaxLength(Longest);
        version.HasIndex(v => new { v.Workflow, v.Number }).IsUnique();
    }
}
