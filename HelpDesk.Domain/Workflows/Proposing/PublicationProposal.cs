using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows.Proposing;

/// <summary>What one manager wants to publish and another has to approve: a draft as it stood, with everything that its publisher said. One a workflow.</summary>
public sealed class PublicationProposal
{
    private PublicationProposal() { }

    internal PublicationProposal(string workflow, int revision, PublishersWords words, MigrationPlan plan, TeamId? trialTeam, PersonId by, DateTimeOffset at)
    {
        (Workflow, Revision, Reason, Acknowledged, Way, TrialTeam, By, At) = (workflow, revision, words.Reason, words.Acknowledged, plan.Way, trialTeam, by, at);
        States = plan.Map.States.ToImmutableSortedDictionary(pair => pair.Key, pair => FieldValue.Of(pair.Value), StringComparer.Ordinal);
    }

    /// <summary>The workflow's key.</summary>
    public string Workflow { get; private set; } = "";

    /// <summary>The revision of the draft: after another edit it is another draft, and this one no longer stands.</summary>
    public int Revision { get; private set; }

    public string Reason { get; private set; } = "";
    public string? Acknowledged { get; private set; }
    public MigrationWay Way { get; private set; }

    /// <summary>Old state key to new, as text values.</summary>
    public ImmutableSortedDictionary<string, FieldValue> States { get; private set; } = ImmutableSortedDictionary<string, FieldValue>.Empty;

    /// <summary>The team that tries it first; null for all.</summary>
    public TeamId? TrialTeam { get; private set; }

    public PersonId By { get; private set; }
    public DateTimeOffset At { get; private set; }
    public PersonId? DeclinedBy { get; private set; }

    /// <summary>Why it was declined, in the other manager's words.</summary>
    public string? Why { get; private set; }

    internal MigrationPlan Plan => new(Way, new(States.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Text!, StringComparer.Ordinal)));

    internal void Decline(PersonId by, string why) => (DeclinedBy, Why) = (by, why);
}

/// <summary>What holds for publications of a workflow.</summary>
public sealed class PublicationRule
{
    private PublicationRule() { }

    internal PublicationRule(string workflow) => Workflow = workflow;

    public string Workflow { get; private set; } = "";

    /// <summary>Whether another manager has to approve each publication.</summary>
    public bool NeedsSecond { get; internal set; }
}

internal sealed class PublicationProposalMapping : IEntityTypeConfiguration<PublicationProposal>
{
    public void Configure(EntityTypeBuilder<PublicationProposal> proposal)
    {
        proposal.HasKey(p => p.Workflow);
        proposal.Property(p => p.Workflow).HasMaxLength(64);
        proposal.Property(p => p.Reason).HasMaxLength(WorkflowPublishing.LongestReason);
        proposal.Property(p => p.Acknowledged).HasMaxLength(WorkflowPublishing.LongestReason);
        proposal.Property(p => p.Why).HasMaxLength(WorkflowPublishing.LongestReason);
        proposal.Ignore(p => p.Plan);
    }
}

internal sealed class PublicationRuleMapping : IEntityTypeConfiguration<PublicationRule>
{
    public void Configure(EntityTypeBuilder<PublicationRule> rule)
    {
        rule.HasKey(r => r.Workflow);
        rule.Property(r => r.Workflow).HasMaxLength(64);
    }
}
