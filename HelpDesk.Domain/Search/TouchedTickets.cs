using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace HelpDesk.Domain.Search;

/// <summary>Which tickets read otherwise in the index after what is about to be saved.</summary>
internal sealed record TouchedTickets(HashSet<TicketId> Tickets, HashSet<PersonId> People, HashSet<OrganisationId> Organisations, HashSet<long> Gone)
{
    public bool IsEmpty => Tickets.Count + People.Count + Organisations.Count + Gone.Count == 0;

    public static TouchedTickets By(ChangeTracker changes)
    {
        var touched = new TouchedTickets([], [], [], []);
        foreach (var entry in changes.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)) touched.Touch(entry);
        touched.Tickets.ExceptWith(changes.Entries<Ticket>().Where(entry => entry.State == EntityState.Deleted).Select(entry => entry.Entity.Id));
        return touched;
    }

    private void Touch(EntityEntry entry)
    {
        switch (entry.Entity)
        {
            case Ticket ticket when entry.State == EntityState.Deleted:
                Gone.Add(ticket.Number);
                break;
            case Ticket ticket when Changed(entry, nameof(Ticket.Subject), nameof(Ticket.Fields), nameof(Ticket.TeamId), nameof(Ticket.AssigneeId), nameof(Ticket.CustomerId),
                nameof(Ticket.OrganisationId), nameof(Ticket.Phase), nameof(Ticket.SpamSince), nameof(Ticket.IsHidden)):
                Tickets.Add(ticket.Id);
                break;
            case TicketMessage message when entry.State == EntityState.Deleted || Changed(entry, nameof(TicketMessage.Body), nameof(TicketMessage.IsInternal), nameof(TicketMessage.IsWithdrawn)):
                Tickets.Add(message.TicketId);
                break;
            case TicketFollower follower:
                Tickets.Add(follower.TicketId);
                break;
            case Person person when entry.State == EntityState.Modified && Changed(entry, nameof(Person.Name), nameof(Person.Email)):
                People.Add(person.Id);
                break;
            case Organisation organisation when entry.State == EntityState.Modified && Changed(entry, nameof(Organisation.Name)):
                Organisations.Add(organisation.Id);
                break;
        }
    }

    private static bool Changed(EntityEntry entry, params ReadOnlySpan<string> properties)
    {
        if (entry.State == EntityState.Added) return true;
        foreach (var property in properties)
            if (entry.Property(property).IsModified) return true;
        return false;
    }
}
