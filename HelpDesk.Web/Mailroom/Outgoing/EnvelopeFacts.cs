using System.Text.RegularExpressions;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace HelpDesk.Web.Mailroom.Outgoing;

/// <summary>What the outside of a mail says besides its recipient.</summary>
/// <param name="From">The address that answers go to.</param>
internal sealed record EnvelopeFacts(MailboxAddress From)
{
    /// <summary>By which an answer of this recipient on this ticket is known; null for mails about an account.</summary>
    public string? Token { get; init; }

    /// <summary>The link by which a follower leaves; null for everybody else.</summary>
    public string? Leaving { get; init; }

    /// <summary>Whether it answers a mail, and nobody wrote it: then nothing may answer it, not even a bounce.</summary>
    public bool AnswersMail { get; init; }

    /// <summary>The Message-ID of the mail that it goes on from: the recipient's last one on this ticket.</summary>
    public string? Answers { get; init; }

    /// <summary>Whether the recipient's name stays off it: nobody but a mail said it.</summary>
    public bool IsNameless { get; init; }

    /// <summary>Who is told the same by a mail of their own: shown, never addressed.</summary>
    public IReadOnlyList<MailboxAddress> Copies { get; init; } = [];
}

/// <summary>Finds out what stands on the envelopes of mails that are about to leave.</summary>
internal sealed partial class EnvelopeFinder(IServiceScopeFactory scopes, ReplyKey key, Settings settings)
{
    private sealed record About(TicketId Id, long Number, MailboxId? Mailbox, PersonId Customer, string CustomerName, string? CustomerAddress, bool IsConfirmed);

    private sealed record Follower(TicketId Ticket, PersonId Id, string Name, string? Address);

    private sealed record Heard(TicketId? Ticket, string Address, string MessageId, DateTimeOffset At);

    public async Task<IReadOnlyDictionary<MailId, EnvelopeFacts>> FindAsync(IReadOnlyList<OutboxMail> mails, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
        var tickets = await TicketsAsync(db, mails, ct);
        var mailboxes = await db.Mailboxes.AsNoTracking().OrderBy(m => m.CreatedAt).Select(m => new { m.Id, m.Address, m.IsOn }).ToListAsync(ct);
        var copied = await FollowersAsync(db, mails, ct);
        var heard = await HeardAsync(db, tickets.Keys, ct);
        var tokens = tickets.Count == 0 ? null : await key.TokensAsync(ct);

        var found = new Dictionary<MailId, EnvelopeFacts>();
        foreach (var mail in mails)
        {
            if (mail.TicketId is not { } id || !tickets.TryGetValue(id, out var ticket) || tokens is null)
            {
                found[mail.Id] = new(Sender(null));
                continue;
            }
            var mailbox = mailboxes.Find(m => m.IsOn && m.Id == ticket.Mailbox) ?? mailboxes.Find(m => m.IsOn) ?? mailboxes.Find(m => m.Id == ticket.Mailbox);
            found[mail.Id] = new(Sender(mailbox?.Address))
            {
                Token = tokens.For(id, ticket.Number, mail.ToPersonId),
                Leaving = mail.Letter == Reactions.FollowedLetter ? settings.Link("/following/" + tokens.ForLeaving(id, ticket.Number, mail.ToPersonId)) : null,
                AnswersMail = mail.Letter == Reactions.ReceivedLetter && await AnswersMailAsync(db, mail, ct),
                Answers = AnsweredBy(mail, heard[id]),
                IsNameless = !IsWords(mail) && mail.ToPersonId == ticket.Customer && !ticket.IsConfirmed,
                Copies = [.. Copies(mail, ticket, copied[id])],
            };
        }
        return found;
    }

    private MailboxAddress Sender(string? mailbox)
    {
        var usual = MailboxAddress.Parse(settings.Mail.Smtp.From);
        return mailbox is null ? usual : new MailboxAddress(usual.Name, mailbox);
    }

    private static async Task<Dictionary<TicketId, About>> TicketsAsync(HelpDeskDb db, IReadOnlyList<OutboxMail> mails, CancellationToken ct)
    {
        var ids = mails.Select(m => m.TicketId).OfType<TicketId>().Distinct().ToList();
        if (ids.Count == 0) return [];
        return await (from t in db.Tickets.AsNoTracking() where ids.Contains(t.Id) join p in db.Users on t.CustomerId equals p.Id select new About(t.Id, t.Number, t.MailboxId, t.CustomerId, p.Name, p.Email, p.EmailConfirmed)).ToDictionaryAsync(t => t.Id, ct);
    }

    private static async Task<ILookup<TicketId?, Heard>> HeardAsync(HelpDeskDb db, IEnumerable<TicketId> tickets, CancellationToken ct)
    {
        var ids = tickets.Select(id => (TicketId?)id).ToList();
        var heard = ids.Count == 0 ? [] : await db.Inbox.AsNoTracking().Where(m => ids.Contains(m.TicketId) && m.Fate == IncomingFate.Message && m.MailMessageId != null)
            .Select(m => new Heard(m.TicketId, m.FromAddress, m.MailMessageId!, m.ReceivedAt)).ToListAsync(ct);
        return heard.ToLookup(m => m.Ticket);
    }

    // Not what came after it was owed: a mail that is sent again is the same mail.
    private static string? AnsweredBy(OutboxMail mail, IEnumerable<Heard> heard) => heard
        .Where(m => m.At <= mail.CreatedAt && m.Address.Equals(mail.ToAddress, StringComparison.OrdinalIgnoreCase) && MessageIds().IsMatch(m.MessageId))
        .MaxBy(m => m.At)?.MessageId;

    // Anybody can write anything there; what is odd is referred to by nobody.
    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex MessageIds();

    // Colleagues of the desk are nobody's to see.
    private static async Task<ILookup<TicketId, Follower>> FollowersAsync(HelpDeskDb db, IReadOnlyList<OutboxMail> mails, CancellationToken ct)
    {
        var ids = mails.Where(IsWords).Select(m => m.TicketId).OfType<TicketId>().Distinct().ToList();
        var followers = ids.Count == 0 ? [] : await (from f in db.TicketFollowers.AsNoTracking()
                                                     where ids.Contains(f.TicketId)
                                                     join p in db.Users.Customers() on f.PersonId equals p.Id
                                                     where (p.Roles & ~PersonRoles.Customer) == 0
                                                     select new Follower(f.TicketId, p.Id, p.Name, p.Email)).ToListAsync(ct);
        return followers.ToLookup(f => f.Ticket);
    }

    private static IEnumerable<MailboxAddress> Copies(OutboxMail mail, About ticket, IEnumerable<Follower> followers)
    {
        if (!IsWords(mail)) yield break;
        var all = followers.Select(f => (f.Id, f.Name, f.Address)).Prepend((ticket.Customer, ticket.CustomerName, ticket.CustomerAddress));
        foreach (var (id, name, address) in all)
            if (id != mail.ToPersonId && Envelope.Addressed(name, address) is { } copy) yield return copy;
    }

    private static bool IsWords(OutboxMail mail) => mail.Letter is Reactions.ReplyLetter or Reactions.FollowedLetter;

    private static Task<bool> AnswersMailAsync(HelpDeskDb db, OutboxMail mail, CancellationToken ct) => db.TicketEvents.AnyAsync(e =>
        e.TicketId == mail.TicketId && e.Sequence == mail.Sequence && db.TicketEvents.Any(said => said.TicketId == e.TicketId && said.Command == e.Command && said.Mail != null), ct);
}
