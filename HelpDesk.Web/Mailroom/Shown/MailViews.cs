using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Mailroom.Incoming;
using HelpDesk.Web.Mailroom.Reading;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Mailroom.Shown;

/// <summary>Whole mails, read from their bytes each time. Which mail is the caller's query, and begins at who may see it.</summary>
public sealed class MailViews
{
    private readonly HelpDeskDb db;
    private readonly StoredMail stored;
    private readonly RawMailFiles raws;

    internal MailViews(HelpDeskDb db, StoredMail stored, RawMailFiles raws) => (this.db, this.stored, this.raws) = (db, stored, raws);

    public async Task<MailView?> OneAsync(IQueryable<IncomingMail> which, CancellationToken ct)
    {
        var found = await which.AsNoTracking().Select(m => new
        {
            Row = m,
            Mailbox = db.Mailboxes.Where(b => b.Id == m.MailboxId).Select(b => b.Address).First(),
            Number = db.Tickets.Where(t => t.Id == m.TicketId).Select(t => (long?)t.Number).FirstOrDefault(),
        }).SingleOrDefaultAsync(ct);
        if (found is null) return null;
        var reading = await ReadAsync(found.Row, ct);
        return new(found.Row, found.Mailbox, found.Number, reading is Reading.Reading.Read { Mail: var mail } ? Content(mail) : null, (reading as Reading.Reading.Unreadable)?.Because)
        {
            HasRaw = await IsHereAsync(found.Row.RawSha256, ct),
        };
    }

    /// <summary>Its HTML made inert, as a document for a frame; null where there is none.</summary>
    public async Task<string?> HtmlAsync(IQueryable<IncomingMail> which, bool showRemoteImages, CancellationToken ct)
    {
        if (await ReadAsync(which, ct) is not { Html: { } html } mail || string.IsNullOrWhiteSpace(html)) return null;
        return MailFrame.Document(MailHtml.Sanitise(html, new InlineImages(mail.Files).Take, showRemoteImages));
    }

    public async Task<MailFileContent?> FileAsync(IQueryable<IncomingMail> which, int index, CancellationToken ct)
    {
        if (await ReadAsync(which, ct) is not { } mail || index < 0 || index >= mail.Files.Length) return null;
        var file = mail.Files[index];
        return new(file.Name, file.ContentType, new MemoryStream(file.Content.ToArray(), writable: false));
    }

    /// <summary>Its bytes as they came.</summary>
    public async Task<MailFileContent?> RawAsync(IQueryable<IncomingMail> which, CancellationToken ct) =>
        await which.Select(m => m.RawSha256).SingleOrDefaultAsync(ct) is { } sha256 && await IsHereAsync(sha256, ct) ? new($"{sha256[..12]}.eml", "message/rfc822", await raws.OpenAsync(sha256, ct)) : null;

    /// <summary>What it says to tickets, its files kept, for staff who decide what becomes of it; null where it cannot be read.</summary>
    public async Task<ReceivedMail?> SaidAsync(IQueryable<IncomingMail> which, CancellationToken ct) =>
        await which.AsNoTracking().SingleOrDefaultAsync(ct) is { } row && await IsHereAsync(row.RawSha256, ct) && await stored.ReadAsync(db, row, ct) is Understood.Mail { Said: var said } ? said : null;

    private async Task<ReadMail?> ReadAsync(IQueryable<IncomingMail> which, CancellationToken ct) =>
        await which.AsNoTracking().SingleOrDefaultAsync(ct) is { } row && await ReadAsync(row, ct) is Reading.Reading.Read { Mail: var mail } ? mail : null;

    // A row without its file, as after half a restore, is a mail that nobody can read, and no broken page.
    private async Task<Reading.Reading> ReadAsync(IncomingMail row, CancellationToken ct) =>
        row.RawSha256.Length > 0 && !await raws.HasAsync(row.RawSha256, ct) ? new Reading.Reading.Unreadable("Its file is missing.") : await stored.ReadAsync(row, ct);

    private async Task<bool> IsHereAsync(string sha256, CancellationToken ct) => sha256.Length > 0 && await raws.HasAsync(sha256, ct);

    private static MailContent Content(ReadMail mail) =>
        new(Name(mail.From), [.. mail.ReplyTo.Where(to => to.Address != mail.From.Address).Select(Name)], [.. mail.To.Select(Name)], [.. mail.Cc.Select(Name)], mail.Date, mail.Subject, mail.Text)
        {
            HasHtml = !string.IsNullOrWhiteSpace(mail.Html),
            HasRemoteImages = mail.Html is { } html && MailHtml.HasRemoteImages(html),
            Files = [.. mail.Files.Select(file => new MailFile(file.Name, file.Content.Length))],
        };

    private static string Name(Correspondent who) => who.Name.Length > 0 ? $"{who.Name} <{who.Address}>" : who.Address;
}
