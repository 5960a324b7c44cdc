using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Shown;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Inbox;

/// <summary>Making a ticket of a mail that opened none by itself.</summary>
public sealed class MailedTicketsController(HelpDeskDb db, MailViews mails, TicketCommands tickets, Words words) : ManageController
{
    [HttpPost("/manage/inbox/{id:guid}/ticket")]
    public async Task<IActionResult> Create(IncomingMailId id, CancellationToken ct)
    {
        if (await mails.SaidAsync(db.Inbox.Where(m => m.Id == id), ct) is not { } said)
            return Back(id, words["It cannot be read, so it cannot become a ticket."]);
        switch (await tickets.OpenFromMailAsync(id, said, Me, ct))
        {
            case Answer.Done done:
                TempData["Notice"] = words["The mail is ticket #{0} now.", done.Number];
                return Redirect($"/desk/tickets/{done.Number}");
            case Answer.Refused:
                return Back(id, words["The workflow of its mailbox does not take it."]);
            default:
                return Back(id, words["No ticket can come of it: its sender’s address cannot be answered, or the account is disabled."]);
        }
    }

    private RedirectResult Back(IncomingMailId id, string problem)
    {
        TempData["Problem"] = problem;
        return Redirect($"/manage/inbox/{id}");
    }
}
