using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace HelpDesk.Domain.Storage;

/// <summary>What a commit changed, for those who are told after it: never needed for correctness, only for speed.</summary>
/// <param name="Tickets">Tickets that changed, with their revision.</param>
/// <param name="MailIsDue">Whether a mail was added.</param>
public sealed record Committed(IReadOnlyList<(long Number, int Revision)> Tickets, bool MailIsDue)
{
    /// <summary>Whether another process committed it, on the same database.</summary>
    public bool IsFromElsewhere { get; init; }

    /// <summary>People who changed: their sessions are looked at anew.</summary>
    public IReadOnlyList<PersonId> People { get; init; } = [];

    /// <summary>Whether a mail that came in waits to be read.</summary>
    public bool MailIsIn { get; init; }

    /// <summary>Whether a mailbox is to be fetched from otherwise than before.</summary>
    public bool Mailboxes { get; init; }

    /// <summary>What a command is about to save.</summary>
    internal static Committed Of(HelpDeskDb db) => Sum([.. db.ChangeTracker.Entries().Where(entry => entry.State != EntityState.Unchanged)]);

    private static Committed Sum(List<EntityEntry> changed) => new(
        [.. changed.Where(e => e.State is EntityState.Added or EntityState.Modified).Select(e => e.Entity).OfType<Ticket>().Select(ticket => (ticket.Number, ticket.Revision))],
        changed.Exists(e => e.Entity is OutboxMail mail && (e.State == EntityState.Added || (e.State == EntityState.Modified && mail is { Fate: MailFate.Pending, Lease: null }))))
    {
        People = [.. changed.Where(e => e.State is EntityState.Modified or EntityState.Deleted).Select(e => e.Entity).OfType<Person>().Select(person => person.Id)],
        MailIsIn = changed.Exists(e => e.Entity is IncomingMail { Fate: IncomingFate.Stored }
            && (e.State == EntityState.Added || (e.State == EntityState.Modified && e.Property(nameof(IncomingMail.Fate)).IsModified))),
        Mailboxes = changed.Exists(e => e.Entity is Mailbox && (e.State is EntityState.Added or EntityState.Deleted || e.Property(nameof(Mailbox.Revision)).IsModified)),
    };
}

/// <summary>Told after each commit.</summary>
public interface ICommitListener
{
    void Told(Committed commit);
}
