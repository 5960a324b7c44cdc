using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>A caller's new request: its kind, its fields, its files.</summary>
public sealed class PhoneFiling(HelpDeskDb db, WorkflowLibrary library, KindFields fields, Uploads uploads, TicketCommands tickets, Words words)
{
    public async Task<NewTicketPage> PageAsync(NewTicketForm form, Caller me, CancellationToken ct)
    {
        var teams = await db.TeamsVisibleTo(me).OrderBy(t => t.Name).Select(t => new { t.Id, t.Name, t.IsDefault }).ToListAsync(ct);
        var kinds = await library.AtAsync(db, Counter.Desk, ct);
        return new(form, [.. teams.Select(t => new Choosable(t.Id.ToString(), t.Name))], (teams.FirstOrDefault(t => t.IsDefault) ?? teams.FirstOrDefault())?.Id.ToString() ?? "", kinds)
        {
            Kind = kinds.FirstOrDefault(kind => kind.Key == form.Kind) ?? kinds[0],
            Roles = me.AtDesk(),
        };
    }

    /// <summary>Files it.</summary>
    /// <returns>Its number; or null and the page that says what to mend.</returns>
    public async Task<(long? Number, NewTicketPage Page)> FileAsync(NewTicketForm form, Caller me, ModelStateDictionary state, CancellationToken ct)
    {
        var page = await PageAsync(form, me, ct);
        await JudgeAsync(page, state, ct);
        var values = fields.Read(page.Kind, page.Roles, form.Fields, state);
        // Nothing is kept of a form that is refused anyway.
        var files = state.IsValid ? await uploads.KeepAsync(form.Files, nameof(form.Files), state, ct) : [];
        if (!state.IsValid) return (null, page);

        var contact = new Contact(string.IsNullOrWhiteSpace(form.Name) ? form.Email! : form.Name, form.Email!);
        var request = new NewRequest(default, form.Subject!, form.Body!, page.ChosenPriority, Channel.Phone, TeamId.From(Guid.Parse(page.ChosenTeam)), files, contact) { Kind = page.Kind.Key, Fields = values };
        var answer = await tickets.FileAsync(request, me, page.Roles, form.Command, ct);
        if (answer is Answer.Done done) return (done.Number, page);
        state.AddModelError(nameof(form.Email), answer is Answer.Refused
            ? words["The workflow did not accept this request. Tell a manager."]
            : words["This address belongs to somebody who is no customer, or whose account is disabled. Use another one."]);
        return (null, page);
    }

    /// <summary>What no attribute can tell: whether the caller is known, and whether the lists were kept to.</summary>
    private async Task JudgeAsync(NewTicketPage page, ModelStateDictionary state, CancellationToken ct)
    {
        var form = page.Form;
        if (form.Kind is { } kind && kind != page.Kind.Key) state.AddModelError(nameof(form.Kind), words["Requests of this kind are no longer taken. Choose another kind; your words are kept."]);
        if (form.Email is { Length: > 0 } given && !Person.IsAddress(given)) state.AddModelError(nameof(form.Email), words["Write an address such as carl@example.com."]);
        if (!BuiltInFields.Priorities.Contains(page.ChosenPriority)) state.AddModelError(nameof(form.Priority), words["Choose a priority from the list."]);
        if (page.Teams.All(team => team.Value != page.ChosenTeam)) state.AddModelError(nameof(form.Team), words["Choose a team from the list."]);
        if (string.IsNullOrWhiteSpace(form.Name) && form.Email is { Length: > 0 } email && state.IsValid)
        {
            var address = Person.Normal(email);
            if (!await db.Users.AnyAsync(p => p.NormalizedEmail == address, ct))
                state.AddModelError(nameof(form.Name), words["Write the caller’s name: nobody here has this address yet."]);
        }
    }
}
