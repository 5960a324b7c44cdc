using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Incoming;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Saying that the sender of a mail is who they claim to be, or that the mail is a request of its own.</summary>
public sealed class AcceptancesController(TicketCommands tickets, MailOnTicket mails, Words words) : DeskController
{
    [HttpPost("/desk/tickets/{number:long}/mails/{id:guid}/acceptance")]
    public async Task<IActionResult> Create(long number, Guid id, [FromForm] CommandId command, CancellationToken ct)
    {
        if (await mails.SaidAsync(number, IncomingMailId.From(id), Me, ct) is not { } said) return NotFound();
        var me = Me;
        return Told(await tickets.AcceptAsync(db => db.VisibleAtDesk(me).Numbered(number), IncomingMailId.From(id), said, me, me.AtDesk(), command, ct), words["Its sender is accepted."]);
    }

    [HttpPost("/desk/tickets/{number:long}/mails/{id:guid}/ticket")]
    public async Task<IActionResult> Open(long number, Guid id, CancellationToken ct)
    {
        if (await mails.SaidAsync(number, IncomingMailId.From(id), Me, ct) is not { } said) return NotFound();
        return Told(await tickets.OpenFromMailAsync(IncomingMailId.From(id), said, Me, ct), words["The mail is a ticket of its own now."]);
    }

    private IActionResult Told(Answer answer, string notice)
    {
        if (answer is not Answer.Done { Number: var number }) return NotFound();
        TempData["Notice"] = notice;
        return Redirect($"/desk/tickets/{number}#latest");
    }
}

/// <summary>Reads a mail on a ticket again, for those who see the ticket.</summary>
public sealed class MailOnTicket
{
    private readonly HelpDeskDb db;
    private readonly StoredMail stored;

    internal MailOnTicket(HelpDeskDb db, StoredMail stored) => (this.db, this.stored) = (db, stored);

    /// <summary>What it says; null where there is no such mail on a ticket of this number that the caller sees, or it cannot be read.</summary>
    public async Task<ReceivedMail?> SaidAsync(long number, IncomingMailId id, Domain.Accounts.Caller me, CancellationToken ct)
    {
        var ticket = db.VisibleAtDesk(me).Numbered(number).Select(t => (TicketId?)t.Id);
        if (await db.Inbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && ticket.Contains(m.TicketId), ct) is not { } mail) return null;
        return await stored.ReadAsync(db, mail, ct) is Understood.Mail { Said: var said } ? said : null;
    }
}
