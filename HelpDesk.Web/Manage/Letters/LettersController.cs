using HelpDesk.Domain.Post;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Letters;

/// <summary>What the letters about tickets say: changed for all workflows or for one, and tried with a real ticket.</summary>
[Route("/manage/letters")]
public sealed class LettersController(LettersReading reading, LetterCommands letters, PostCommands post, LetterSentences say, Words words) : ManageController
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await reading.AllAsync(ct));

    /// <summary>A letter of the desk's own: workflows can send it from then on.</summary>
    [HttpPost("")]
    public async Task<IActionResult> Create([FromForm] string? name, CancellationToken ct)
    {
        if (name?.Trim() is not { Length: > 0 and <= 60 } called)
        {
            TempData["Problem"] = words["Write a name of at most {0} characters.", 60];
            return Redirect("/manage/letters");
        }
        var all = await reading.AllAsync(ct);
        var key = DefinitionDocument.KeyOf(called, one => one == "new" || LetterTexts.Has(one + ".subject") || all.Any(line => line.Key == one));
        var began = new LetterWords("[#{{ number }}] {{ subject }}", words["Hello{0},", "{% if name %} {{ name }}{% endif %}"] + "\n\n", words["Open your request"]);
        if (await letters.SaveAsync(LetterText.AllWorkflows, key, Languages.Known[0].Name, began, Me.Id, ct)) return Redirect($"/manage/letters/{key}");
        TempData["Problem"] = words["There are {0} wordings already. Forget one that is not needed.", LetterText.MostOwn];
        return Redirect("/manage/letters");
    }

    [HttpGet("{key}")]
    public async Task<IActionResult> Edit(string key, string? workflow, string? language, CancellationToken ct) =>
        await reading.OneAsync(key, workflow, language, null, ct) is { } page ? View("Edit", page) : NotFound();

    /// <summary>Shows how it reads; nothing is kept.</summary>
    [HttpPost("{key}/trial")]
    public async Task<IActionResult> Try(string key, [FromForm] LetterForm form, CancellationToken ct)
    {
        if (await reading.OneAsync(key, form.Workflow, form.Language, form, ct) is not { } found) return NotFound();
        var page = Judged(found);
        return ModelState.IsValid ? Shown(await reading.TryAsync(page, Me, ct)) : Again(page);
    }

    /// <summary>Sends it, as it is being worded, to the manager who words it; the words are not kept.</summary>
    [HttpPost("{key}/sending")]
    public async Task<IActionResult> Send(string key, [FromForm] LetterForm form, CancellationToken ct)
    {
        if (await reading.OneAsync(key, form.Workflow, form.Language, form, ct) is not { } found) return NotFound();
        var page = Judged(found);
        if (!ModelState.IsValid) return Again(page);
        page = await reading.TryAsync(page, Me, ct);
        if (page.Tried is not { } tried) return View("Edit", page);
        await post.TryAsync(key, Me.Id, words["Test: {0}", tried.Subject], tried.Text, tried.Html, ct);
        return Shown(page with { IsSent = true });
    }

    [HttpPost("{key}")]
    public async Task<IActionResult> Save(string key, [FromForm] LetterForm form, CancellationToken ct)
    {
        if (await reading.OneAsync(key, form.Workflow, form.Language, form, ct) is not { } found) return NotFound();
        var page = Judged(found);
        if (page.Form.Workflow!.Length > 0 && !page.Workflows.Contains(page.Form.Workflow)) return NotFound();
        if (!ModelState.IsValid) return Again(page);
        if (!await letters.SaveAsync(page.Form.Workflow, key, page.Form.Language!, form.Words, Me.Id, ct))
        {
            ModelState.AddModelError("subject", words["There are {0} wordings already. Forget one that is not needed.", LetterText.MostOwn]);
            return Again(page);
        }
        TempData["Notice"] = page.Broken.Count > 0 ? words["Saved. But something is missing in it."] : page.Lacks.Count == 0 ? words["Saved. The next such letter says it."] : words["Saved. It no longer tells what the shipped letter tells: {0}.", string.Join(", ", page.Lacks.Select(say.Field))];
        return Redirect(Address(page));
    }

    /// <summary>Says again what it said without these words.</summary>
    [HttpPost("{key}/deletion")]
    public async Task<IActionResult> Forget(string key, [FromForm] string? workflow, [FromForm] string? language, CancellationToken ct)
    {
        if (await reading.OneAsync(key, workflow, language, null, ct) is not { IsChanged: true } page) return NotFound();
        if (page.IsOwn && page.Form.Workflow == LetterText.AllWorkflows && page.UsedBy.Count > 0)
        {
            TempData["Problem"] = words["A workflow sends it, so it stays. Take it out of the workflow first: {0}.", string.Join(", ", page.UsedBy)];
            return Redirect(Address(page));
        }
        await letters.ForgetAsync(page.Form.Workflow!, key, page.Form.Language!, ct);
        TempData["Notice"] = words["Forgotten."];
        return Redirect("/manage/letters");
    }

    private LetterPage Judged(LetterPage page)
    {
        var said = page.Form.Words;
        foreach (var (field, text, longest) in new[] { ("subject", said.Subject, LetterText.LongestSubject), ("body", said.Body, LetterText.LongestBody), ("action", said.Action, LetterText.LongestAction) })
        {
            if (text.Length == 0) ModelState.AddModelError(field, words["Write something here."]);
            else if (text.Length > longest) ModelState.AddModelError(field, words["Keep it within {0} characters.", longest]);
            else
                foreach (var fault in LetterGrammar.Faults(text).Take(5)) ModelState.AddModelError(field, say.Of(fault));
        }
        return page;
    }

    // The letter's frame is inside this page and has its policy.
    private ViewResult Shown(LetterPage page)
    {
        if (page.Tried is { } tried) Response.Headers.ContentSecurityPolicy = Security.PolicyFraming(tried.Html);
        return View("Edit", page);
    }

    private ViewResult Again(LetterPage page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Edit", page);
    }

    private static string Address(LetterPage page) => $"/manage/letters/{page.Key}" + (page.Form.Workflow!.Length == 0 ? "" : "?workflow=" + Uri.EscapeDataString(page.Form.Workflow));
}
