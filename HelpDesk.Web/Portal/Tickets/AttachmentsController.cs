using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>Files of what was said to or by the customer; those of notes are not found.</summary>
public sealed class AttachmentsController(HelpDeskDb db, AttachmentFiles files) : PortalController
{
    [HttpGet("/portal/attachments/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct)
    {
        var wanted = AttachmentId.From(id);
        var visible = db.VisibleInPortal(Me);
        var file = await db.Attachments.AsNoTracking()
            .Where(a => a.Id == wanted && visible.Any(t => t.Id == a.TicketId) && db.TicketMessages.Any(m => m.Id == a.MessageId && !m.IsInternal && !m.IsWithdrawn))
            .Select(a => new StoredFile(a.Name, a.ContentType, a.Size, a.Sha256)).SingleOrDefaultAsync(ct);
        return file is null ? NotFound() : await AttachmentDownload.SendAsync(this, files, file);
    }
}
