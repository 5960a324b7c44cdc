using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Organisations;

public sealed record OrganisationLine(OrganisationId Id, string Name, bool SharesTickets, int People);

public sealed record OrganisationsPage(IReadOnlyList<OrganisationLine> Organisations, OrganisationId? After, OrganisationId? Next);

public sealed record OrganisationForm(
    [Required(ErrorMessage = "Write a name."), StringLength(200, ErrorMessage = "Write a name of at most 200 characters.")] string? Name,
    bool SharesTickets);

/// <summary>Where customers work, and whether colleagues see each other's requests.</summary>
public sealed class OrganisationsController(HelpDeskDb db, StaffCommands staff, Words words) : ManageController
{
    private const int PageSize = 50;

    [HttpGet("/manage/organisations")]
    public async Task<IActionResult> Index(OrganisationId? after, CancellationToken ct)
    {
        var organisations = db.Organisations.AsNoTracking();
        if (after is { } last && await db.Organisations.Where(o => o.Id == last).Select(o => o.Name).SingleOrDefaultAsync(ct) is { } name)
            organisations = organisations.Where(o => o.Name.CompareTo(name) > 0);
        var page = await organisations.OrderBy(o => o.Name).Take(PageSize + 1)
            .Select(o => new OrganisationLine(o.Id, o.Name, o.SharesTickets, db.Users.Count(p => p.OrganisationId == o.Id && p.DisabledAt == null))).ToListAsync(ct);
        return View(new OrganisationsPage([.. page.Take(PageSize)], after, page.Count > PageSize ? page[PageSize - 1].Id : null));
    }

    [HttpGet("/manage/organisations/new")]
    public IActionResult New() => View("Edit", new OrganisationForm(null, false));

    [HttpPost("/manage/organisations/new")]
    public Task<IActionResult> Create(OrganisationForm form, CancellationToken ct) => SaveAsync(null, form, ct);

    [HttpGet("/manage/organisations/{id}")]
    public async Task<IActionResult> Edit(OrganisationId id, CancellationToken ct) =>
        await db.Organisations.Where(o => o.Id == id).Select(o => new OrganisationForm(o.Name, o.SharesTickets)).SingleOrDefaultAsync(ct) is { } form
            ? View("Edit", form)
            : NotFound();

    [HttpPost("/manage/organisations/{id}")]
    public async Task<IActionResult> Update(OrganisationId id, OrganisationForm form, CancellationToken ct) =>
        await db.Organisations.AnyAsync(o => o.Id == id, ct) ? await SaveAsync(id, form, ct) : NotFound();

    private async Task<IActionResult> SaveAsync(OrganisationId? id, OrganisationForm form, CancellationToken ct)
    {
        if (ModelState.IsValid && await staff.SaveOrganisationAsync(id, form.Name!, form.SharesTickets, ct) is null)
            ModelState.AddModelError("Name", words["There is an organisation of that name already. Write another name."]);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Edit", form);
        }
        TempData["Notice"] = words["Saved."];
        return Redirect("/manage/organisations");
    }
}
