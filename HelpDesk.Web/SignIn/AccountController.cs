using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.SignIn;

/// <summary>One's own account: how one is called, and how one reads dates.</summary>
[Authorize(Policy = Doors.SignedIn)]
public sealed class AccountController(HelpDeskDb db, AccountCommands accounts, Words words) : Controller
{
    [HttpGet("/account")]
    public async Task<IActionResult> Edit(CancellationToken ct)
    {
        var me = await db.Users.AsNoTracking().SingleAsync(p => p.Id == User.Caller().Id, ct);
        return View("Account", AccountPage.For(me));
    }

    [HttpPost("/account")]
    public async Task<IActionResult> Update(AccountForm form, CancellationToken ct)
    {
        var me = await db.Users.AsNoTracking().SingleAsync(p => p.Id == User.Caller().Id, ct);
        if (form.TimeZone is { Length: > 0 } zone && !Zones.All.Contains(zone)) ModelState.AddModelError(nameof(form.TimeZone), words["Choose a time zone from the list."]);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Account", AccountPage.For(me) with { Name = form.Name, TimeZone = form.TimeZone });
        }
        await accounts.DescribeAsync(me.Id, form.Name!, form.TimeZone is { Length: > 0 } ? form.TimeZone : null, Languages.Known.FirstOrDefault(known => known.Name == form.Language)?.Name, ct);
        TempData["Notice"] = words["Saved."];
        return RedirectToAction(nameof(Edit));
    }
}

public sealed record AccountForm(
    [Required(ErrorMessage = "Enter your name."), StringLength(200, ErrorMessage = "Use at most 200 characters.")] string? Name,
    string? TimeZone,
    string? Language);

/// <summary>What the account's page shows.</summary>
public sealed record AccountPage(string? Name, string Email, string? TimeZone, string? Language, bool HasPassword = true)
{
    public static AccountPage For(Person person) => new(person.Name, person.Email!, person.TimeZone, person.Language, person.PasswordHash is not null);
}

/// <summary>The time zones that one can choose, by their IANA names.</summary>
internal static class Zones
{
    public static readonly IReadOnlyList<string> All =
    [
        .. TimeZoneInfo.GetSystemTimeZones()
            .Select(zone => zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : "")
            .Where(id => id.Contains('/') && !id.StartsWith("Etc/", StringComparison.Ordinal)).Append("UTC").Distinct().Order(StringComparer.Ordinal),
    ];
}
