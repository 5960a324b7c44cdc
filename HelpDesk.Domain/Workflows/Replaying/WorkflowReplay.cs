using System.ComponentModel;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows.Replaying;

[TypeConverter(typeof(IdTypeConverter<ReplayId>))]
public readonly record struct ReplayId(Guid Value) : ITypedId<ReplayId>
{
    public static ReplayId New() => new(Guid.CreateVersion7());
    public static ReplayId From(Guid value) => new(value);
    public override string ToString() => Value.ToString();
}

/// <summary>Past tickets played on a draft, the oldest first, some at a time. The newest replay of a workflow is kept.</summary>
public sealed class WorkflowReplay
{
    /// <summary>So many tickets are played at most.</summary>
    public const int Most = 100_000;

    private WorkflowReplay() { }

    internal WorkflowReplay(string workflow, int text, string json, int total, long first, long last, PersonId by, DateTimeOffset at)
    {
        Id = ReplayId.New();
        (Workflow, Text, Json, Total, Next, Last, By, At) = (workflow, text, json, total, first, last, by, at);
        Result = ReplayFigures.None.Write();
        if (total == 0) FinishedAt = at;
    }

    public ReplayId Id { get; private set; }

    /// <summary>The workflow's key.</summary>
    public string Workflow { get; private set; } = "";

    /// <summary>The number of the draft's text that is played: another text since is another draft.</summary>
    public int Text { get; private set; }

    /// <summary>What is played, in canonical form.</summary>
    public string Json { get; private set; } = "";

    /// <summary>How many tickets there are to play.</summary>
    public int Total { get; private set; }

    /// <summary>How many were played.</summary>
    public int Played { get; private set; }

    /// <summary>Tickets with lower numbers were played.</summary>
    public long Next { get; private set; }

    /// <summary>The number of the newest ticket to play.</summary>
    public long Last { get; private set; }

    /// <summary>What was found so far (<see cref="ReplayFigures"/>).</summary>
    public string Result { get; private set; } = "";

    public PersonId By { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>When somebody stopped it.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    public bool IsUnderWay => FinishedAt is null && StoppedAt is null;
    public ReplayFigures Figures => ReplayFigures.Read(Result);

    internal void Stop(DateTimeOffset at) => StoppedAt ??= at;

    /// <summary>Some more are played.</summary>
    /// <param name="next">One more than the number of the newest of them; null where there are no more.</param>
    internal void Go(ReplayFigures result, int played, long? next, DateTimeOffset at)
    {
        (Result, Played) = (result.Write(), Played + played);
        if (next is { } number) Next = number;
        else FinishedAt = at;
    }
}

internal sealed class WorkflowReplayMapping : IEntityTypeConfiguration<WorkflowReplay>
{
    public void Configure(EntityTypeBuilder<WorkflowReplay> replay)
    {
        replay.Property(r => r.Workflow).HasMaxLength(64);
        replay.Ignore(r => r.Figures);
        replay.Ignore(r => r.IsUnderWay);
        replay.Property(r => r.Next).IsConcurrencyToken();
        replay.HasIndex(r => r.Workflow).IsUnique();
        replay.HasIndex(r => r.At).HasFilter("\"FinishedAt\" IS NULL AND \"StoppedAt\" IS NULL");
    }
}
