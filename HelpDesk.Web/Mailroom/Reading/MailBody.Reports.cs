using MimeKit;

namespace HelpDesk.Web.Mailroom.Reading;

internal sealed partial class MailBody
{
    private bool inReport;
    private string? originalMessageId;

    /// <summary>What a report is about, besides its words: not a file, but the facts of <see cref="Report"/>.</summary>
    private void WalkReport(MultipartReport report)
    {
        inReport = true;
        foreach (var child in report) Walk(child, isBody: false);
        inReport = false;
        if (Report is not null || (report.ReportType ?? "").Equals("delivery-status", StringComparison.OrdinalIgnoreCase))
            Report = new(Report?.Recipients ?? [], originalMessageId);
    }

    private bool IsReportPart(MimeEntity entity) =>
        entity.ContentType.MimeType.ToLowerInvariant() switch
        {
            "message/delivery-status" or "message/global-delivery-status" or "message/disposition-notification" or "message/feedback-report" => true,
            "text/rfc822-headers" => inReport && ReadOriginal(entity),
            "message/rfc822" or "message/global" or "message/global-headers" => inReport && ReadOriginal(entity),
            _ => false,
        };

    private bool ReadOriginal(MimeEntity entity)
    {
        if (entity is MessagePart { Message: { } message }) originalMessageId ??= new Headers(message.Headers, null).MessageId;
        return true;
    }

    private void ReadReport(MimePart part)
    {
        var bytes = MailFiles.Decoded(part);
        var text = Charsets.Decode(bytes.Span[..Math.Min(bytes.Length, LargestReport)], "utf-8");
        if (part.ContentType.MediaSubtype.EndsWith("delivery-status", StringComparison.OrdinalIgnoreCase))
            Report = new(Bounces.Recipients(text), Report?.OriginalMessageId ?? originalMessageId);
        else originalMessageId ??= Bounces.MessageIdIn(text);
    }
}
