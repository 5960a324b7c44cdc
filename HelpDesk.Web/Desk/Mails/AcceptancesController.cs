using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Shown;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Mails;

/// <summary>Saying that the sender of a mail is who they claim to be, or that the mail is a request of its own.</summary>
public sealed class AcceptancesController(TicketCommands tickets, HelpDeskDb db, MailViews mails, Words words) : DeskController
{
    [HttpPost("/desk/tickets/{number:long}/mails/{id:guid}/acceptance")]
    public async Task<IActionResult> Create(long number, Guid id, [FromForm] CommandId command, CancellationToken ct)
    {
        if (await SaidAsync(number, IncomingMailId.From(id), ct) is not { } said) return NotFound();
        var me = Me;
        return Told(await tickets.AcceptAsync(VisibleTicket.AtDesk(me, number), IncomingMailId.From(id), said, me, me.AtDesk(), command, ct), words["Its sender is accepted."]);
    }

    [HttpPost("/desk/tickets/{number:long}/mails/{id:guid}/ticket")]
    public async Task<IActionResult> Open(long number, Guid id, CancellationToken ct)
    {
        if (await SaidAsync(number, IncomingMailId.From(id), ct) is not { } said) return NotFound();
        return Told(await tickets.OpenFromMailAsync(IncomingMailId.From(id), said, Me, ct), words["The mail is a ticket of its own now."]);
    }

    /// <summary>What the mail says; null where there is none on a ticket of this number that the caller sees, or it cannot be read.</summary>
    private Task<ReceivedMail?> SaidAsync(long number, IncomingMailId id, CancellationToken ct)
    {
        var ticket = db.VisibleAtDesk(Me).Numbered(number).Select(t => (TicketId?)t.Id);
        return mails.SaidAsync(db.Inbox.Where(m => m.Id == id && ticket.Contains(m.TicketId)), ct);
    }

    private IActionResult Told(Answer answer, string notice)
    {
        if (answer is not Answer.Done { Number: var number }) return NotFound();
        TempData["Notice"] = notice;
        return Redirect($"/desk/tickets/{number}#latest");
    }
}
