using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Manage.Calendars;
using HelpDesk.Web.Manage.Studio.Inputs;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>Reads the draft of a workflow for its pages, in nine queries.</summary>
public sealed class StudioReading(HelpDeskDb db, WorkflowPublishing publishing, Words words, ManageWords say, ReasonSentences reasons)
{
    /// <summary>The page, or null when the workflow has no draft.</summary>
    /// <param name="at">The part whose form is wanted.</param>
    public async Task<StudioPage?> FindAsync(string workflow, string? at, CancellationToken ct)
    {
        var found = await (
            from draft in db.WorkflowDrafts.AsNoTracking()
            where draft.Workflow == workflow
            from text in draft.Texts
            where text.Number == draft.Current
            select new
            {
                Draft = draft,
                text.Json,
                By = db.Users.Where(p => p.Id == draft.ChangedBy).Select(p => p.Name).FirstOrDefault(),
                Newest = db.WorkflowVersions.Where(v => v.Workflow == workflow).Max(v => (int?)v.Number) ?? 0,
                CanUndo = draft.Texts.Any(t => t.Number == draft.Current - 1),
                CanRedo = draft.Texts.Any(t => t.Number == draft.Current + 1),
            }).SingleOrDefaultAsync(ct);
        if (found is null || DefinitionReader.Read(found.Json).Definition is not { } definition) return null;
        var compiled = CompiledWorkflow.Compile(definition);
        var findings = await publishing.FindAsync(db, definition, LetterTexts.HasLetter, ct);
        var workflows = await db.WorkflowVersions.Select(v => v.Workflow).Distinct().OrderBy(key => key).ToListAsync(ct);
        var calendars = await CalendarReading.NamesAsync(db, words, ct);
        var letters = await db.LetterTexts.Where(t => t.Workflow == LetterText.AllWorkflows && !LetterTexts.Changeable.Contains(t.Letter)).Select(t => t.Letter).Distinct().OrderBy(key => key).ToListAsync(ct);
        var place = Place.Read(at, definition);
        return new(compiled, new(found.Draft.Revision, found.Draft.BaseVersion, found.Newest, found.CanUndo, found.CanRedo, found.By ?? "", found.Draft.ChangedAt),
            [.. findings.Select(finding => new FindingLine(finding, Place.OfPath(finding.Place, definition)))],
            new(words, say, reasons, compiled, workflows, [.. calendars.Select(calendar => new Option(calendar.Key, words["Working hours: {0}", calendar.Name]))], letters))
        {
            Chosen = place,
            Layout = PictureLayout.Read(found.Draft.Layout),
            Input = place is null ? null : InputOf(place, definition),
        };
    }

    /// <summary>Whether anything of a workflow was ever published.</summary>
    public Task<bool> IsKnownAsync(string workflow, CancellationToken ct) => db.WorkflowVersions.AnyAsync(v => v.Workflow == workflow, ct);

    /// <summary>What the form of a part shows.</summary>
    public static object InputOf(Place place, WorkflowDefinition definition) => place.Kind switch
    {
        Place.States when place.Timer is { } timer => TimerInput.Of(definition.States.Single(state => state.Key == place.Key).Timers.Single(t => t.Key == timer)),
        Place.States => StateInput.Of(definition.States.Single(state => state.Key == place.Key)),
        Place.Steps => TransitionInput.Of(definition.Steps.Single(step => step.Key == place.Key)),
        Place.Fields => FieldInput.Of(definition.Fields.Single(field => field.Key == place.Key)),
        Place.Approvals => ApprovalInput.Of(definition.Approvals.Single(approval => approval.Key == place.Key)),
        _ => ClockInput.Of(definition.Clocks.Single(clock => clock.Key == place.Key)),
    };

    /// <summary>The same definition with a part as a form has it.</summary>
    public static DefinitionDocument With(WorkflowDefinition definition, Place place, object input)
    {
        var document = DefinitionDocument.Read(DefinitionWriter.Write(definition));
        Put(document, definition, place, input);
        return document;
    }

    /// <summary>Puts what a form has in the place of a part.</summary>
    public static void Put(DefinitionDocument document, WorkflowDefinition definition, Place place, object input)
    {
        if (document.At(place.ToString()) is not { } old) return;
        var workflow = CompiledWorkflow.Compile(definition);
        document.Put(place.ToString(), input switch
        {
            StateInput state => state.ToJson(old, definition.States.Single(one => one.Key == place.Key), workflow),
            TimerInput timer => timer.ToJson(old, definition.States.Single(one => one.Key == place.Key).Timers.Single(one => one.Key == place.Timer), workflow),
            TransitionInput step => step.ToJson(old, definition.Steps.Single(one => one.Key == place.Key), workflow),
            FieldInput field => field.ToJson(old, definition.Fields.Single(one => one.Key == place.Key), name => document.NewKey("choices-of-none", name)),
            ApprovalInput approval => approval.ToJson(old, definition.Approvals.Single(one => one.Key == place.Key)),
            ClockInput clock => clock.ToJson(old, definition.Clocks.Single(one => one.Key == place.Key), workflow),
            _ => throw new InvalidOperationException($"No form gives {input.GetType().Name}."),
        });
    }
}
