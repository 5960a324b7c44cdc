using System.ComponentModel;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows.Drafts;

[TypeConverter(typeof(IdTypeConverter<ScenarioId>))]
public readonly record struct ScenarioId(Guid Value) : ITypedId<ScenarioId>
{
    public static ScenarioId New() => new(Guid.CreateVersion7());
    public static ScenarioId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>A story that a workflow must keep: it is played at every publication, and blocks one that breaks it.</summary>
public sealed class WorkflowScenario
{
    /// <summary>So many are kept of one workflow.</summary>
    public const int Most = 200;

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 200;

    private WorkflowScenario() { }

    internal WorkflowScenario(string workflow, string name, PersonId by, DateTimeOffset at)
    {
        Id = ScenarioId.New();
        (Workflow, Name, By, At) = (workflow, name, by, at);
    }

    public ScenarioId Id { get; private set; }

    /// <summary>The workflow's key.</summary>
    public string Workflow { get; private set; } = "";

    /// <summary>What it tells; one of a kind within the workflow.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The story in its JSON form (docs/scenarios.md).</summary>
    public string Json { get; private set; } = "";

    public PersonId By { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal void Tell(string json, PersonId by, DateTimeOffset at) => (Json, By, At) = (json, by, at);
}

internal sealed class WorkflowScenarioMapping : IEntityTypeConfiguration<WorkflowScenario>
{
    public void Configure(EntityTypeBuilder<WorkflowScenario> scenario)
    {
        scenario.Property(s => s.Workflow).HasMaxLength(64);
        scenario.Property(s => s.Name).HasMaxLength(WorkflowScenario.LongestName);
        scenario.HasIndex(s => new { s.Workflow, s.Name }).IsUnique();
    }
}
