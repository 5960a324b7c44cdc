using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Shown;
using HelpDesk.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Mails;

/// <summary>The whole of a mail that came in on a ticket, for whoever sees that ticket.</summary>
public sealed class MailsController(HelpDeskDb db, MailViews mails) : DeskController
{
    [HttpGet("/desk/tickets/{number:long}/mails/{id:guid}")]
    public async Task<IActionResult> Show(long number, IncomingMailId id, bool images, CancellationToken ct) =>
        await mails.OneAsync(Visible(number, id), ct) is { } mail ? View(new ShownMail(mail, $"/desk/tickets/{number}/mails/{id}", images)) : NotFound();

    [HttpGet("/desk/tickets/{number:long}/mails/{id:guid}/html")]
    public async Task<IActionResult> Html(long number, IncomingMailId id, bool images, CancellationToken ct) =>
        await mails.HtmlAsync(Visible(number, id), images, ct) is { } html ? MailFrame.Answer(this, html, images) : NotFound();

    [HttpGet("/desk/tickets/{number:long}/mails/{id:guid}/files/{index:int}")]
    public async Task<IActionResult> Attachment(long number, IncomingMailId id, int index, CancellationToken ct) =>
        await mails.FileAsync(Visible(number, id), index, ct) is { } file ? AttachmentDownload.Send(this, file.Content, file.ContentType, file.Name) : NotFound();

    [HttpGet("/desk/tickets/{number:long}/mails/{id:guid}/raw")]
    public async Task<IActionResult> Raw(long number, IncomingMailId id, CancellationToken ct) =>
        await mails.RawAsync(Visible(number, id), ct) is { } raw ? AttachmentDownload.Send(this, raw.Content, raw.ContentType, raw.Name) : NotFound();

    private IQueryable<IncomingMail> Visible(long number, IncomingMailId id)
    {
        var ticket = db.VisibleAtDesk(Me).Numbered(number);
        return db.Inbox.Where(m => m.Id == id && ticket.Any(t => t.Id == m.TicketId));
    }
}
