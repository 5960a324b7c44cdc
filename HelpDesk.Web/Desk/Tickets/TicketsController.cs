using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Tickets;

public sealed class TicketsController(HelpDeskDb db, TicketCommands tickets, TicketPages pages, Uploads uploads, Words words) : DeskController
{
    [HttpGet("/desk/tickets/{number:long}")]
    public async Task<IActionResult> Show(long number, bool older, CancellationToken ct) =>
        await pages.LoadAsync(number, Me, ct, older ? TicketPages.Most : TicketPages.Newest) is { } page ? View(page) : NotFound();

    [HttpGet("/desk/tickets/new")]
    public async Task<IActionResult> New(string? email, CancellationToken ct) => View(await PageAsync(new() { Email = email }, ct));

    /// <summary>Where a refused form was shown: opened by its address, it leads back to the ticket.</summary>
    [HttpGet("/desk/tickets/{number:long}/{form:regex(^(replies|notes|steps|fields|assignment|timers|approvals)$)}/{**rest}")]
    public IActionResult Form(long number) => Redirect($"/desk/tickets/{number}");

    [HttpPost("/desk/tickets"), RequestSizeLimit(Uploads.MaxRequestBytes), RequestFormLimits(MultipartBodyLengthLimit = Uploads.MaxRequestBytes)]
    public async Task<IActionResult> Create([FromForm] NewTicketForm form, CancellationToken ct)
    {
        var page = await PageAsync(form, ct);
        await JudgeAsync(page, ct);
        var files = ModelState.IsValid ? await uploads.KeepAsync(form.Files, nameof(form.Files), ModelState, ct) : [];
        if (!ModelState.IsValid) return Again(page);

        var contact = new Contact(string.IsNullOrWhiteSpace(form.Name) ? form.Email! : form.Name, form.Email!);
        var request = new NewRequest(default, form.Subject!, form.Body!, page.ChosenPriority, Channel.Phone, TeamId.From(Guid.Parse(page.ChosenTeam)), files, contact);
        var answer = await tickets.FileAsync(request, Me, Me.AtDesk(), form.Command, ct);
        if (answer is Answer.Done done)
        {
            TempData["Notice"] = words["Filed as #{0}.", done.Number];
            TempData["DraftDone"] = "phone";
            return Redirect($"/desk/tickets/{done.Number}");
        }
        ModelState.AddModelError(nameof(form.Email), answer is Answer.Refused
            ? words["The workflow did not accept this request. Tell a manager."]
            : words["This address belongs to somebody who is no customer, or whose account is disabled. Use another one."]);
        return Again(page);
    }

    /// <summary>What no attribute can tell: whether the caller is known, and whether the lists were kept to.</summary>
    private async Task JudgeAsync(NewTicketPage page, CancellationToken ct)
    {
        var form = page.Form;
        if (form.Email is { Length: > 0 } given && !Person.IsAddress(given)) ModelState.AddModelError(nameof(form.Email), words["Write an address such as carl@example.com."]);
        if (!BuiltInFields.Priorities.Contains(page.ChosenPriority)) ModelState.AddModelError(nameof(form.Priority), words["Choose a priority from the list."]);
        if (page.Teams.All(team => team.Value != page.ChosenTeam)) ModelState.AddModelError(nameof(form.Team), words["Choose a team from the list."]);
        if (string.IsNullOrWhiteSpace(form.Name) && form.Email is { Length: > 0 } email && ModelState.IsValid)
        {
            var address = Person.Normal(email);
            if (!await db.Users.AnyAsync(p => p.NormalizedEmail == address, ct))
                ModelState.AddModelError(nameof(form.Name), words["Write the caller’s name: nobody here has this address yet."]);
        }
    }

    private ViewResult Again(NewTicketPage page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("New", page);
    }

    private async Task<NewTicketPage> PageAsync(NewTicketForm form, CancellationToken ct)
    {
        var teams = await db.TeamsVisibleTo(Me).OrderBy(t => t.Name).Select(t => new { t.Id, t.Name, t.IsDefault }).ToListAsync(ct);
        return new(form, [.. teams.Select(t => new Choosable(t.Id.ToString(), t.Name))], (teams.FirstOrDefault(t => t.IsDefault) ?? teams.FirstOrDefault())?.Id.ToString() ?? "");
    }
}
