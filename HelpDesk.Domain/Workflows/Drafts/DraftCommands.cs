using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows.Drafts;

/// <summary>What became of an edit.</summary>
public abstract record DraftAnswer
{
    private DraftAnswer() { }

    /// <summary>It is kept.</summary>
    public sealed record Kept(int Revision) : DraftAnswer;

    /// <summary>The core cannot read what would come of it; nothing changed.</summary>
    public sealed record Faulty(ImmutableArray<Fault> Faults) : DraftAnswer;

    /// <summary>Somebody else changed the same part since; nothing changed.</summary>
    public sealed record Overtaken : DraftAnswer;

    /// <summary>There is no such workflow, draft or text.</summary>
    public sealed record NotFound : DraftAnswer;
}

/// <summary>Edits of drafts. Each is one transaction; two people who edit different parts do not disturb each other.</summary>
public sealed class DraftCommands(Writes writes, TimeProvider clock)
{
    /// <summary>Begins the draft of a workflow with its published version; one that is there stays.</summary>
    public Task<DraftAnswer> BeginAsync(string workflow, PersonId by, CancellationToken ct) => writes.DoAsync<DraftAnswer>(async (db, cancel) =>
    {
        if (await FindAsync(db, workflow, cancel) is { } draft) return new DraftAnswer.Kept(draft.Revision);
        var version = await db.WorkflowVersions.AsNoTracking().Where(v => v.Workflow == workflow).OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancel);
        if (version is null) return new DraftAnswer.NotFound();
        db.WorkflowDrafts.Add(draft = new WorkflowDraft(workflow, version.Number, version.Json, by, clock.GetUtcNow()) { Layout = version.Layout });
        return new DraftAnswer.Kept(draft.Revision);
    }, OnConflict.DecideAnew, ct);

    /// <summary>Begins the draft of a new workflow from a definition, under a key and a name of its own.</summary>
    /// <returns>Faulty where the definition cannot be read; overtaken where the key is taken.</returns>
    public Task<DraftAnswer> BeginNewAsync(string json, PersonId by, CancellationToken ct) => writes.DoAsync<DraftAnswer>(async (db, cancel) =>
    {
        var (definition, faults) = DefinitionReader.Read(json);
        if (definition is null) return new DraftAnswer.Faulty([.. faults]);
        // "new" is the address of the page that begins one.
        if (definition.Key == "new" || await db.WorkflowVersions.AnyAsync(v => v.Workflow == definition.Key, cancel) || await db.WorkflowDrafts.AnyAsync(d => d.Workflow == definition.Key, cancel)) return new DraftAnswer.Overtaken();
        var draft = new WorkflowDraft(definition.Key, 0, DefinitionWriter.Write(definition), by, clock.GetUtcNow());
        db.WorkflowDrafts.Add(draft);
        return new DraftAnswer.Kept(draft.Revision);
    }, OnConflict.DecideAnew, ct);

    /// <summary>Changes one part of a draft.</summary>
    /// <param name="seen">The revision that the form was shown.</param>
    /// <param name="place">The part, such as <c>states/open</c>: where it changed since, nothing is done.</param>
    /// <param name="change">Makes the change.</param>
    public Task<DraftAnswer> EditAsync(string workflow, int seen, string place, Action<DefinitionDocument> change, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await FindAsync(db, workflow, cancel) is not { } draft) return new DraftAnswer.NotFound();
        var document = DefinitionDocument.Read(draft.Json);
        if (seen != draft.Revision && !(draft.Texts.FirstOrDefault(text => text.Revision == seen) is { } shown && DefinitionDocument.Read(shown.Json).SameAt(place, document))) return new DraftAnswer.Overtaken();
        change(document);
        return Keep(draft, document.ToDefinition(), by);
    }, OnConflict.DecideAnew, ct);

    /// <summary>Replaces the whole text of a draft.</summary>
    public Task<DraftAnswer> RewriteAsync(string workflow, int seen, string json, PersonId by, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await FindAsync(db, workflow, cancel) is not { } draft) return new DraftAnswer.NotFound();
        if (seen != draft.Revision) return new DraftAnswer.Overtaken();
        var (definition, faults) = DefinitionReader.Read(json);
        if (definition is not null && definition.Key != workflow)
            return new DraftAnswer.Faulty([new("other-key", "$.workflow", 1, 1, $"This is the workflow “{workflow}”; its key never changes. Make a new workflow for another.")]);
        return Keep(draft, (definition, faults), by);
    }, OnConflict.DecideAnew, ct);

    /// <summary>Puts the states somewhere on the picture, or lets it lay itself out. That is no edit: nothing of what happens changes by it.</summary>
    /// <param name="places">As a browser sent them (<see cref="PictureLayout.Sent"/>); null for the picture's own layout.</param>
    public Task<bool> ArrangeAsync(string workflow, string? places, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await FindAsync(db, workflow, cancel) is not { } draft || DefinitionReader.Read(draft.Json).Definition is not { } definition) return false;
        draft.Layout = places is null ? null : PictureLayout.Sent(places, definition);
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Goes one edit back, or forth again.</summary>
    public Task<DraftAnswer> TurnAsync(string workflow, int seen, bool back, PersonId by, CancellationToken ct) => writes.DoAsync<DraftAnswer>(async (db, cancel) =>
    {
        if (await FindAsync(db, workflow, cancel) is not { } draft) return new DraftAnswer.NotFound();
        if (seen != draft.Revision) return new DraftAnswer.Overtaken();
        return draft.Turn(back, by, clock.GetUtcNow()) ? new DraftAnswer.Kept(draft.Revision) : new DraftAnswer.NotFound();
    }, OnConflict.DecideAnew, ct);

    /// <summary>Throws a draft away; what is published stays as it is.</summary>
    public Task<DraftAnswer> DiscardAsync(string workflow, int seen, CancellationToken ct) => writes.DoAsync<DraftAnswer>(async (db, cancel) =>
    {
        if (await FindAsync(db, workflow, cancel) is not { } draft) return new DraftAnswer.NotFound();
        if (seen != draft.Revision) return new DraftAnswer.Overtaken();
        db.WorkflowDrafts.Remove(draft);
        await db.PublicationProposals.Where(p => p.Workflow == workflow).ExecuteDeleteAsync(cancel);
        return new DraftAnswer.Kept(draft.Revision);
    }, OnConflict.DecideAnew, ct);

    private static Task<WorkflowDraft?> FindAsync(HelpDeskDb db, string workflow, CancellationToken ct) =>
        db.WorkflowDrafts.Include(d => d.Texts.OrderBy(t => t.Number)).SingleOrDefaultAsync(d => d.Workflow == workflow, ct);

    private DraftAnswer Keep(WorkflowDraft draft, (WorkflowDefinition? Definition, IReadOnlyList<Fault> Faults) read, PersonId by)
    {
        if (read.Definition is not { } definition) return new DraftAnswer.Faulty([.. read.Faults]);
        var json = DefinitionWriter.Write(definition);
        // What changes nothing is no edit.
        if (json != draft.Json) draft.Write(json, by, clock.GetUtcNow());
        return new DraftAnswer.Kept(draft.Revision);
    }
}
