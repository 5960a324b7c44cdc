using HelpDesk.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Workflows.Drafts;

/// <summary>What managers are making of a workflow, before it is published: one draft a workflow, kept at each edit.</summary>
public sealed class WorkflowDraft
{
    /// <summary>So many texts can be gone back to.</summary>
    public const int MostTexts = 50;

    private readonly List<DraftText> texts = [];

    private WorkflowDraft() { }

    public WorkflowDraft(string workflow, int baseVersion, string json, PersonId by, DateTimeOffset at)
    {
        (Workflow, BaseVersion) = (workflow, baseVersion);
        Write(json, by, at);
    }

    /// <summary>The workflow's key.</summary>
    public string Workflow { get; private set; } = "";

    /// <summary>The published version that it was begun from; 0 for a workflow that has none yet.</summary>
    public int BaseVersion { get; private set; }

    /// <summary>Rises with each edit, undo and redo: a form that was shown an older one may be stale.</summary>
    public int Revision { get; private set; }

    /// <summary>The number of the text that stands now; those after it were undone.</summary>
    public int Current { get; private set; }

    /// <summary>Where somebody put the states on its picture (<see cref="PictureLayout"/>); null: it lays itself out.</summary>
    public string? Layout { get; internal set; }

    public PersonId ChangedBy { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Every text that it had, as far as they are kept.</summary>
    public IReadOnlyList<DraftText> Texts => texts;

    public string Json => texts.Single(text => text.Number == Current).Json;
    public bool CanUndo => texts.Exists(text => text.Number == Current - 1);
    public bool CanRedo => texts.Exists(text => text.Number == Current + 1);

    internal void Write(string json, PersonId by, DateTimeOffset at)
    {
        texts.RemoveAll(text => text.Number > Current);
        Current++;
        Touch(by, at);
        texts.Add(new DraftText(Workflow, Current, Revision, json, by, at));
        texts.RemoveAll(text => text.Number <= Current - MostTexts);
    }

    /// <summary>Goes one text back, or forth again.</summary>
    internal bool Turn(bool back, PersonId by, DateTimeOffset at)
    {
        if (back ? !CanUndo : !CanRedo) return false;
        Current += back ? -1 : 1;
        Touch(by, at);
        return true;
    }

    private void Touch(PersonId by, DateTimeOffset at)
    {
        Revision++;
        (ChangedBy, ChangedAt) = (by, at);
    }
}

/// <summary>One text of a draft: a definition in canonical form.</summary>
public sealed class DraftText
{
    private DraftText() { }

    internal DraftText(string workflow, int number, int revision, string json, PersonId by, DateTimeOffset at) =>
        (Workflow, Number, Revision, Json, By, At) = (workflow, number, revision, json, by, at);

    public string Workflow { get; private set; } = "";

    /// <summary>1, 2, 3 … within the draft.</summary>
    public int Number { get; private set; }

    /// <summary>The draft's revision when it was written.</summary>
    public int Revision { get; private set; }

    public string Json { get; private set; } = "";
    public PersonId By { get; private set; }
    public DateTimeOffset At { get; private set; }
}

internal sealed class WorkflowDraftMapping : IEntityTypeConfiguration<WorkflowDraft>
{
    public void Configure(EntityTypeBuilder<WorkflowDraft> draft)
    {
        draft.HasKey(d => d.Workflow);
        draft.Property(d => d.Workflow).HasMaxLength(64);
        draft.Property(d => d.Revision).IsConcurrencyToken();
        draft.HasMany(d => d.Texts).WithOne().HasForeignKey(t => t.Workflow).OnDelete(DeleteBehavior.Cascade);
        draft.Navigation(d => d.Texts).HasField("texts");
    }
}

internal sealed class DraftTextMapping : IEntityTypeConfiguration<DraftText>
{
    public void Configure(EntityTypeBuilder<DraftText> text)
    {
        text.ToTable("DraftTexts");
        text.HasKey(t => new { t.Workflow, t.Number });
        text.Property(t => t.Workflow).HasMaxLength(64);
    }
}
