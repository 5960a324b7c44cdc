using System.Collections.Immutable;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Reading;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Mailroom.Incoming;

/// <summary>A mail as it was understood.</summary>
internal abstract record Understood
{
    private Understood() { }

    public sealed record Mail(ReadMail Read, ReceivedMail Said, bool IsOurs) : Understood;

    public sealed record Unreadable(string Because) : Understood;
}

/// <summary>Reads stored mails from their bytes, as often as somebody wants to know what they say.</summary>
internal sealed class StoredMail(RawMailFiles raws, AttachmentFiles files, Settings settings)
{
    private const int MostFiles = 100;

    public async Task<Understood> ReadAsync(HelpDeskDb db, IncomingMail mail, CancellationToken ct)
    {
        var read = await ReadAsync(mail, ct);
        if (read is not Reading.Reading.Read { Mail: var said }) return new Understood.Unreadable(((Reading.Reading.Unreadable)read).Because);
        var own = await OwnAddresses.OfAsync(db, settings, ct);
        var mailbox = await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == mail.MailboxId, ct);
        // Nothing is kept of mails that say nothing on any ticket.
        var isOurs = own.Contains(OwnAddresses.Bare(said.From.Address));
        var kept = isOurs || said.Report is not null ? [] : await KeepAsync(said, ct);
        return new Understood.Mail(said, Understanding.Of(said, mailbox, kept, own), isOurs);
    }

    /// <summary>What its bytes say, and nothing kept of it.</summary>
    public async Task<Reading.Reading> ReadAsync(IncomingMail mail, CancellationToken ct)
    {
        if (mail.RawSha256.Length == 0) return new Reading.Reading.Unreadable("It was not fetched: it lies in its mailbox still.");
        if (mail.RawSize > RawLimits.MaxBytes) return new Reading.Reading.Unreadable("It is larger than 40 MB.");
        await using var raw = await raws.OpenAsync(mail.RawSha256, ct);
        var bytes = new byte[mail.RawSize];
        await raw.ReadExactlyAsync(bytes, ct);
        return MailReader.Read(bytes.AsMemory());
    }

    private async Task<ImmutableArray<StoredFile>> KeepAsync(ReadMail mail, CancellationToken ct)
    {
        var kept = ImmutableArray.CreateBuilder<StoredFile>();
        foreach (var file in mail.Files.Take(MostFiles))
        {
            using var content = new MemoryStream(file.Content.ToArray(), writable: false);
            if (await files.KeepAsync(content, file.Name, file.ContentType, ct) is { } stored) kept.Add(stored);
        }
        return kept.ToImmutable();
    }
}
