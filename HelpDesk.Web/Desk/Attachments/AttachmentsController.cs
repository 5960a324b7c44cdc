using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Desk.Attachments;

public sealed class AttachmentsController(HelpDeskDb db, AttachmentFiles files) : DeskController
{
    [HttpGet("/desk/attachments/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct)
    {
        var visible = db.VisibleAtDesk(Me);
        var wanted = AttachmentId.From(id);
        var file = await db.Attachments.Where(a => a.Id == wanted && visible.Any(t => t.Id == a.TicketId))
            .Select(a => new StoredFile(a.Name, a.ContentType, a.Size, a.Sha256)).SingleOrDefaultAsync(ct);
        return file is null ? NotFound() : await AttachmentDownload.SendAsync(this, files, file);
    }
}
