using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>A workflow that is not there yet: from a sample, as a copy of another, or from a definition that somebody brings.</summary>
public sealed class NewWorkflowsController(HelpDeskDb db, WorkflowLibrary library, DraftCommands drafts, Words words) : ManageController
{
    [HttpGet("/manage/workflows/new")]
    public async Task<IActionResult> New(CancellationToken ct) => View("New", await PageAsync(new(null, null, null), ct));

    [HttpPost("/manage/workflows/new")]
    public async Task<IActionResult> Create([FromForm] NewWorkflowForm form, CancellationToken ct)
    {
        var (json, fault) = await JsonAsync(form, ct);
        if (json is null) return await AgainAsync(form, [fault!], ct);
        switch (await drafts.BeginNewAsync(json, Me.Id, ct))
        {
            case DraftAnswer.Kept:
                TempData["Notice"] = words["The draft is begun. It takes effect when you publish it."];
                return Redirect($"/manage/workflows/{DefinitionReader.Read(json).Definition!.Key}/draft");
            case DraftAnswer.Faulty faulty:
                return await AgainAsync(form, [.. faulty.Faults.Select(f => words["Line {0}, column {1}: {2}", f.Line, f.Column, f.Message])], ct);
            default:
                return await AgainAsync(form, [words["There is a workflow of that key already. Choose another name."]], ct);
        }
    }

    /// <summary>The version in force as a file.</summary>
    [HttpGet("/manage/workflows/{key}/definition.json")]
    public async Task<IActionResult> Export(string key, CancellationToken ct)
    {
        if (!await db.WorkflowVersions.AnyAsync(v => v.Workflow == key, ct)) return NotFound();
        var definition = (await library.CurrentAsync(db, key, ct)).Definition;
        return File(System.Text.Encoding.UTF8.GetBytes(DefinitionWriter.Write(definition)), "application/json", $"{definition.Key}.json");
    }

    private async Task<(string? Json, string? Fault)> JsonAsync(NewWorkflowForm form, CancellationToken ct)
    {
        // What somebody brings keeps its own key and name.
        if (!string.IsNullOrWhiteSpace(form.Json)) return (form.Json, null);
        if (string.IsNullOrWhiteSpace(form.Name)) return (null, words["Write a name for it, or paste a definition."]);
        var source = form.From is { } sample && SampleWorkflow.All.FirstOrDefault(one => one.Key == sample) is { } found ? found.Read()
            : form.From is { } key && await db.WorkflowVersions.AnyAsync(v => v.Workflow == key, ct) ? (await library.CurrentAsync(db, key, ct)).Definition : null;
        if (source is null) return (null, words["Choose what it begins from."]);
        var (definition, faults) = DefinitionDocument.Read(DefinitionWriter.Write(source)).As(form.Name.Trim()).ToDefinition();
        return definition is null ? (null, string.Join(' ', faults.Select(fault => fault.Message))) : (DefinitionWriter.Write(definition), null);
    }

    private async Task<IActionResult> AgainAsync(NewWorkflowForm form, string[] faults, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("New", (await PageAsync(form, ct)) with { Faults = faults });
    }

    private async Task<NewWorkflowPage> PageAsync(NewWorkflowForm form, CancellationToken ct)
    {
        var keys = await db.WorkflowVersions.Select(v => v.Workflow).Distinct().OrderBy(key => key).ToListAsync(ct);
        List<Option> from = [.. keys.Select(key => new Option(key, ManageWords.Spoken(key), words["A copy of"])), .. SampleWorkflow.All.Select(sample => new Option(sample.Key, sample.Read().Name.ToString(), words["A sample"]))];
        return new(form, from);
    }
}

public sealed record NewWorkflowForm(string? Name, string? From, string? Json);

public sealed record NewWorkflowPage(NewWorkflowForm Form, IReadOnlyList<Option> From)
{
    public IReadOnlyList<string> Faults { get; init; } = [];
}
