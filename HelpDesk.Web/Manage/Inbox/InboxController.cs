using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Mailroom.Shown;
using HelpDesk.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Inbox;

/// <summary>Every mail that came in, whatever became of it.</summary>
public sealed class InboxController(HelpDeskDb db, InboxReading reading, MailViews mails) : ManageController
{
    [HttpGet("/manage/inbox")]
    public async Task<IActionResult> Index(InboxFilter filter, CancellationToken ct) => View(await reading.PageAsync(filter, ct));

    [HttpGet("/manage/inbox/{id:guid}")]
    public async Task<IActionResult> Show(IncomingMailId id, bool images, CancellationToken ct) =>
        await mails.OneAsync(One(id), ct) is { } mail ? View(new ShownMail(mail, $"/manage/inbox/{id}", images)) : NotFound();

    [HttpGet("/manage/inbox/{id:guid}/html")]
    public async Task<IActionResult> Html(IncomingMailId id, bool images, CancellationToken ct) =>
        await mails.HtmlAsync(One(id), images, ct) is { } html ? MailFrame.Answer(this, html, images) : NotFound();

    [HttpGet("/manage/inbox/{id:guid}/files/{index:int}")]
    public async Task<IActionResult> Attachment(IncomingMailId id, int index, CancellationToken ct) =>
        await mails.FileAsync(One(id), index, ct) is { } file ? AttachmentDownload.Send(this, file.Content, file.ContentType, file.Name) : NotFound();

    [HttpGet("/manage/inbox/{id:guid}/raw")]
    public async Task<IActionResult> Raw(IncomingMailId id, CancellationToken ct) =>
        await mails.RawAsync(One(id), ct) is { } raw ? AttachmentDownload.Send(this, raw.Content, raw.ContentType, raw.Name) : NotFound();

    private IQueryable<IncomingMail> One(IncomingMailId id) => db.Inbox.Where(m => m.Id == id);
}
