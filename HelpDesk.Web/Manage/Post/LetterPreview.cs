using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Mailroom.Letters;

namespace HelpDesk.Web.Manage.Post;

/// <summary>What a mail would say if it were handed over now.</summary>
public sealed class LetterPreview
{
    private readonly LetterWriter writer;

    internal LetterPreview(LetterWriter writer) => this.writer = writer;

    /// <summary>Null for a mail that is not going out, and for one that may not be written.</summary>
    public async Task<MailText?> OfAsync(HelpDeskDb db, OutboxMail mail, CancellationToken ct)
    {
        // What was parked without a text could not be written: it would not be written here either. What was sent without one is a sample of the demo.
        if (mail.Fate is MailFate.Failed or MailFate.Parked or MailFate.Withdrawn) return null;
        try
        {
            var letter = await writer.ComposeAsync(db, mail, ct);
            return new(letter.Subject, letter.Text, letter.Html);
        }
        catch (LetterRefusedException)
        {
            return null;
        }
    }
}
