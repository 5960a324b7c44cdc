using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Post.Incoming;

/// <summary>Where a mail belongs, and why.</summary>
internal abstract record MailThread(string Because)
{
    /// <summary>Its sender may speak on this ticket, and is who the address says.</summary>
    public sealed record Answer(Ticket Ticket, Person Sender, bool ByStaff, string Because) : MailThread(Because);

    /// <summary>It goes on from a mail of ours about this ticket, but its sender is not who that mail was for.</summary>
    public sealed record Stranger(Ticket Ticket, string Because) : MailThread(Because);

    /// <summary>Nothing shows that it belongs to a ticket.</summary>
    public sealed record New(string Because, bool IsVerified) : MailThread(Because);
}

/// <summary>
/// Finds the ticket that a mail goes on from. A mail is not an identity: From, References and a number in the subject count for nothing by
/// themselves. What counts is our keyed token together with the address that it was made for, or an address for which the mailbox's own server vouches.
/// </summary>
internal sealed class MailThreading(HelpDeskDb db, ReplyTokens tokens)
{
    public async Task<MailThread> FindAsync(ReceivedMail mail, Person? sender, CancellationToken ct)
    {
        foreach (var numbered in mail.Tokens.Distinct().GroupBy(token => token.Number).Take(MostTickets))
        {
            if (await db.Tickets.SingleOrDefaultAsync(t => t.Number == numbered.Key, ct) is not { } ticket) continue;
            if (await ByTokenAsync(ticket, [.. numbered], mail, sender, ct) is { } thread) return thread;
        }
        if (mail.Vouched is { } found)
        {
            return sender is { IsDisabled: false } known && mail.NamedTicket is { } named && await db.Tickets.SingleOrDefaultAsync(t => t.Number == named, ct) is { } meant
                && await CapacityAsync(meant, known, ct) is { } byStaff
                ? new MailThread.Answer(meant, known, byStaff, found)
                : new MailThread.New(found, IsVerified: true);
        }
        return new MailThread.New(mail.Tokens.IsEmpty ? "Nobody vouches for the sender’s address." : "It names a ticket, but its token is none of ours.", IsVerified: false);
    }

    // Whoever sends many tokens at once learns nothing faster.
    private const int MostTickets = 5;

    private async Task<MailThread?> ByTokenAsync(Ticket ticket, List<ReplyToken> shown, ReceivedMail mail, Person? sender, CancellationToken ct)
    {
        var isTheirs = sender is { IsDisabled: false } && shown.Exists(token => tokens.Fits(token, ticket.Id, sender.Id));
        if (isTheirs || (mail.Vouched is not null && sender is { IsDisabled: false } && await IsOursAsync(ticket, shown, ct)))
        {
            var because = isTheirs ? "It answers a mail that went to this address." : mail.Vouched!;
            return await CapacityAsync(ticket, sender!, ct) is { } byStaff
                ? new MailThread.Answer(ticket, sender!, byStaff, because)
                : new MailThread.Stranger(ticket, "Its sender has no part in this ticket any more.");
        }
        return await IsOursAsync(ticket, shown, ct) ? new MailThread.Stranger(ticket, "It answers a mail of ours, but comes from another address than that went to.") : null;
    }

    /// <summary>Whether a token was made for anybody whom we wrote to about this ticket.</summary>
    private async Task<bool> IsOursAsync(Ticket ticket, List<ReplyToken> shown, CancellationToken ct)
    {
        var written = await db.Outbox.Where(m => m.TicketId == ticket.Id).Select(m => m.ToPersonId).Distinct().ToListAsync(ct);
        return written.Exists(person => shown.Exists(token => tokens.Fits(token, ticket.Id, person)));
    }

    /// <summary>As what somebody speaks on a ticket: as staff, as its customer's side, or (null) not at all.</summary>
    private async Task<bool?> CapacityAsync(Ticket ticket, Person sender, CancellationToken ct)
    {
        var caller = new Caller(sender.Id, sender.Roles);
        // Whose request it is speaks as the customer, whatever else they are here.
        if (ticket.CustomerId == sender.Id) return false;
        if (caller.Is(PersonRoles.Agent) && await db.VisibleAtDesk(caller).AnyAsync(t => t.Id == ticket.Id, ct)) return true;
        return await db.VisibleInPortal(caller).AnyAsync(t => t.Id == ticket.Id, ct) ? false : null;
    }
}
