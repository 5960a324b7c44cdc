using System.Text.Json.Nodes;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Web.Manage.Studio.Inputs;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>The parts of a draft: add, change, delete.</summary>
[Route("/manage/workflows/{key}/draft/parts")]
public sealed class PartsController(StudioReading reading, DraftCommands drafts, Words words) : StudioController(reading)
{
    private const string Kinds = "{kind:regex(^(states|steps|fields|approvals|clocks)$)}";

    [HttpPost(Kinds)]
    public Task<IActionResult> Add(string key, string kind, CancellationToken ct) => AddAsync(key, kind, null, ct);

    [HttpPost("states/{id}/timers")]
    public Task<IActionResult> AddTimer(string key, string id, CancellationToken ct) => AddAsync(key, Place.States, id, ct);

    [HttpPost(Kinds + "/{id}")]
    public Task<IActionResult> Save(string key, string kind, string id, CancellationToken ct) => SaveAsync(key, new(kind, id), ct);

    [HttpPost("states/{id}/timers/{timer}")]
    public Task<IActionResult> SaveTimer(string key, string id, string timer, CancellationToken ct) => SaveAsync(key, new(Place.States, id, timer), ct);

    [HttpPost(Kinds + "/{id}/deletion")]
    public Task<IActionResult> Delete(string key, string kind, string id, CancellationToken ct) => DeleteAsync(key, new(kind, id), ct);

    [HttpPost("states/{id}/timers/{timer}/deletion")]
    public Task<IActionResult> DeleteTimer(string key, string id, string timer, CancellationToken ct) => DeleteAsync(key, new(Place.States, id, timer), ct);

    private async Task<IActionResult> SaveAsync(string key, Place place, CancellationToken ct)
    {
        var form = await Request.ReadFormAsync(ct);
        var input = InputOf(place, form);
        var answer = await drafts.EditAsync(key, Seen(form), place.ToString(), document =>
        {
            if (document.ToDefinition().Definition is { } definition && place.IsIn(definition)) StudioReading.Put(document, definition, place, input);
        }, Me.Id, ct);
        return answer switch
        {
            DraftAnswer.Kept => Kept(key, place, words["Kept."]),
            DraftAnswer.Faulty faulty => await AgainAsync(key, place, input, [.. faulty.Faults.Select(fault => fault.Message)], StatusCodes.Status422UnprocessableEntity, ct),
            DraftAnswer.Overtaken => await AgainAsync(key, place, input, null, StatusCodes.Status409Conflict, ct),
            _ => await GoneAsync(key, ct),
        };
    }

    private async Task<IActionResult> AddAsync(string key, string kind, string? state, CancellationToken ct)
    {
        var form = await Request.ReadFormAsync(ct);
        if (form.Of("name") is not { } name) return Refused(key, state is null ? null : new Place(kind, state), words["Write a name for it."]);
        Place? made = null;
        // Nothing stands there yet, so nobody can have changed it.
        var nowhere = state is null ? $"{kind}/ " : $"{Place.States}/{state}/timers/ ";
        var answer = await drafts.EditAsync(key, Seen(form), nowhere, document =>
        {
            if (state is not null && document.At($"{Place.States}/{state}") is null) return;
            made = state is null ? new(kind, document.NewKey(kind, name)) : new(kind, state, document.NewKey($"states/{state}/timers", name));
            document.Put(made.ToString(), New(kind, made, name, form, document));
        }, Me.Id, ct);
        return answer switch
        {
            DraftAnswer.Kept when made is null => Refused(key, null, words["Somebody else deleted this part meanwhile. Undo brings it back."]),
            DraftAnswer.Kept => Kept(key, made, words["Added. Say here what it is."]),
            DraftAnswer.Faulty faulty => Refused(key, null, string.Join(' ', faulty.Faults.Select(fault => fault.Message))),
            DraftAnswer.Overtaken => Refused(key, null, words["Somebody else changed the draft meanwhile, so “{0}” was not added. Here it is as it stands now.", name]),
            _ => await GoneAsync(key, ct),
        };
    }

    private async Task<IActionResult> DeleteAsync(string key, Place place, CancellationToken ct)
    {
        var form = await Request.ReadFormAsync(ct);
        return await drafts.EditAsync(key, Seen(form), place.ToString(), document => document.Remove(place.ToString()), Me.Id, ct) switch
        {
            DraftAnswer.Kept => Kept(key, place.Timer is null ? null : place.Owner, words["Deleted, with what cannot be without it. Undo brings it back."]),
            DraftAnswer.Faulty faulty => Refused(key, place, string.Join(' ', faulty.Faults.Select(fault => fault.Message))),
            DraftAnswer.Overtaken => Refused(key, place, words["Somebody else changed this part meanwhile, so it was not deleted. Here it is as it stands now."]),
            _ => await GoneAsync(key, ct),
        };
    }

    /// <summary>What a part begins as: something that can be read, to be said more of in its form.</summary>
    private static JsonObject New(string kind, Place place, string name, IFormCollection form, DefinitionDocument document) => kind switch
    {
        _ when place.Timer is not null => new() { ["after"] = "1d", ["effects"] = new JsonArray(new JsonObject { ["note"] = name }) },
        Place.States => new() { ["name"] = name, ["phase"] = form.Of("phase") ?? "onHold" },
        Place.Steps => new() { ["name"] = name, ["from"] = Typing.List([form.Of("from") ?? First(document)]), ["to"] = form.Of("to") ?? First(document), ["by"] = Typing.List(["agent"]) },
        Place.Fields => new() { ["name"] = name, ["type"] = form.Of("type") == "choice" ? "text" : form.Of("type") ?? "text", ["setBy"] = Typing.List(["agent"]) },
        Place.Approvals => new() { ["name"] = name, ["by"] = Typing.List(["manager"]) },
        _ => new() { ["name"] = name, ["start"] = Typing.List(["created"]), ["stop"] = new JsonArray(new JsonObject { ["phase"] = "resolved" }, new JsonObject { ["phase"] = "closed" }), ["target"] = new JsonArray(new JsonObject { ["within"] = "1d" }) },
    };

    private static string First(DefinitionDocument document) => document.At(Place.States)!.First().Key;

    private static object InputOf(Place place, IFormCollection form) => place.Kind switch
    {
        Place.States when place.Timer is not null => TimerInput.Read(form),
        Place.States => StateInput.Read(form),
        Place.Steps => TransitionInput.Read(form),
        Place.Fields => FieldInput.Read(form),
        Place.Approvals => ApprovalInput.Read(form),
        _ => ClockInput.Read(form),
    };

    private static int Seen(IFormCollection form) => int.TryParse(form["revision"], out var revision) ? revision : 0;

    private RedirectResult Kept(string key, Place? place, string notice)
    {
        TempData["Notice"] = notice;
        return Redirect($"/manage/workflows/{key}/draft" + (place is null ? "" : $"?at={place}"));
    }

    // A short form whose one word is in the sentence: nothing is lost that was typed.
    private RedirectResult Refused(string key, Place? place, string sentence)
    {
        var back = Kept(key, place, "");
        TempData.Remove("Notice");
        TempData["Problem"] = sentence;
        return back;
    }

    /// <summary>The page again with what was typed: refused, or to be compared with what somebody else has made of the part.</summary>
    private async Task<IActionResult> AgainAsync(string key, Place place, object input, string[]? faults, int status, CancellationToken ct)
    {
        if (await Studio.FindAsync(key, place.ToString(), ct) is not { } page) return await GoneAsync(key, ct);
        if (page.Chosen is null) return Refused(key, null, words["Somebody else deleted this part meanwhile. Undo brings it back."]);
        Response.StatusCode = status;
        var would = faults is null ? StudioReading.With(page.Definition, place, input).ToDefinition().Definition : null;
        return View("Show", page with
        {
            Input = input,
            Faults = [.. faults ?? []],
            Overtaken = faults is null ? would is null ? [] : [.. DefinitionDiff.Between(page.Definition, would).Select(change => change.Sentence)] : null,
        });
    }
}
