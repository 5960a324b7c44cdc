using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>The draft as a whole: begin, look, undo, redo, throw away.</summary>
[Route("/manage/workflows/{key}/draft")]
public sealed class DraftController(StudioReading reading, DraftCommands drafts, Words words) : StudioController(reading)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [HttpGet("")]
    public async Task<IActionResult> Show(string key, [FromQuery] string? at, CancellationToken ct) =>
        await Studio.FindAsync(key, at, ct) is { } page ? View(page) : Redirect($"/manage/workflows/{Uri.EscapeDataString(key)}");

    [HttpPost("")]
    public async Task<IActionResult> Begin(string key, CancellationToken ct) =>
        await drafts.BeginAsync(key, Me.Id, ct) is DraftAnswer.Kept ? Redirect($"/manage/workflows/{key}/draft") : NotFound();

    [HttpPost("turn")]
    public async Task<IActionResult> Turn(string key, [FromForm] int revision, [FromForm] bool back, [FromForm] string? at, CancellationToken ct) =>
        Settled(key, at, await drafts.TurnAsync(key, revision, back, Me.Id, ct), back ? words["Undone."] : words["Done again."]);

    [HttpPost("discard")]
    public async Task<IActionResult> Discard(string key, [FromForm] int revision, CancellationToken ct) => await drafts.DiscardAsync(key, revision, ct) switch
    {
        DraftAnswer.Kept => Gone(key),
        DraftAnswer.Overtaken => Settled(key, null, new DraftAnswer.Overtaken(), ""),
        _ => await GoneAsync(key, ct),
    };

    [HttpGet("text")]
    public async Task<IActionResult> Text(string key, CancellationToken ct) =>
        await Studio.FindAsync(key, null, ct) is { } page ? View(new TextPage(page, Indented(page.Definition))) : NotFound();

    [HttpPost("text")]
    public async Task<IActionResult> Rewrite(string key, [FromForm] int revision, [FromForm] string? json, CancellationToken ct)
    {
        switch (await drafts.RewriteAsync(key, revision, json ?? "", Me.Id, ct))
        {
            case DraftAnswer.Kept:
                TempData["Notice"] = words["Kept."];
                return Redirect($"/manage/workflows/{key}/draft");
            case DraftAnswer.Faulty faulty:
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return await Studio.FindAsync(key, null, ct) is { } page ? View("Text", new TextPage(page, json ?? "") { Faults = faulty.Faults }) : await GoneAsync(key, ct);
            case DraftAnswer.Overtaken:
                Response.StatusCode = StatusCodes.Status409Conflict;
                return await Studio.FindAsync(key, null, ct) is { } now ? View("Text", new TextPage(now, json ?? "") { Theirs = Indented(now.Definition) }) : await GoneAsync(key, ct);
            default:
                return await GoneAsync(key, ct);
        }
    }

    private static string Indented(WorkflowDefinition definition) => JsonNode.Parse(DefinitionWriter.Write(definition))!.ToJsonString(Readable);

    private RedirectResult Gone(string key)
    {
        TempData["Notice"] = words["The draft is thrown away. What is published stays as it is."];
        return Redirect("/manage/workflows");
    }

    private RedirectResult Settled(string key, string? at, DraftAnswer answer, string notice)
    {
        if (answer is DraftAnswer.Kept) TempData["Notice"] = notice;
        else TempData["Problem"] = words["Somebody else changed the draft meanwhile, so nothing was done. Here it is as it stands now."];
        return Redirect($"/manage/workflows/{key}/draft" + (at is null ? "" : "?at=" + Uri.EscapeDataString(at)));
    }
}

/// <summary>The draft as text.</summary>
public sealed record TextPage(StudioPage Studio, string Json)
{
    /// <summary>Why it was not kept.</summary>
    public ImmutableArray<Fault> Faults { get; init; } = [];

    /// <summary>What somebody else has made of it meanwhile.</summary>
    public string? Theirs { get; init; }
}
