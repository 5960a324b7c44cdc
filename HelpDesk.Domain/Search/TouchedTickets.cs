using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace HelpDesk.Domain.Search;

/// <summary>Which tickets read otherwise in the index after what is about to be saved.</summary>
internal sealed class TouchedTickets
{
    private readonly HashSet<long> tickets = [];

    // Of those only their ids are known.
    private readonly HashSet<TicketId> others = [];
    private readonly HashSet<PersonId> people = [];
    private readonly HashSet<OrganisationId> organisations = [];

    private TouchedTickets() { }

    public static TouchedTickets By(ChangeTracker changes)
    {
        var touched = new TouchedTickets();
        foreach (var entry in changes.Entries())
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted) touched.Touch(entry);
        if (touched.others.Count == 0) return touched;
        foreach (var ticket in changes.Entries<Ticket>())
            if (touched.others.Remove(ticket.Entity.Id)) touched.tickets.Add(ticket.Entity.Number);
        return touched;
    }

    /// <summary>Lets them wait for the index.</summary>
    public async Task WaitAsync(HelpDeskDb db, CancellationToken ct)
    {
        foreach (var number in tickets) await db.Database.ExecuteSqlAsync($"""INSERT INTO "UnindexedTickets" ("Number") VALUES ({number})""", ct);
        foreach (var ticket in others) await db.Database.ExecuteSqlAsync($"""INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "Tickets" WHERE "Id" = {ticket.Value}""", ct);
        foreach (var person in people) await db.Database.ExecuteSqlAsync($"""INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "Tickets" WHERE "CustomerId" = {person.Value}""", ct);
        foreach (var organisation in organisations) await db.Database.ExecuteSqlAsync($"""INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "Tickets" WHERE "OrganisationId" = {organisation.Value}""", ct);
    }

    private void Touch(EntityEntry entry)
    {
        switch (entry.Entity)
        {
            case Ticket ticket when entry.State == EntityState.Deleted || Changed(entry, nameof(Ticket.Subject), nameof(Ticket.Fields), nameof(Ticket.TeamId), nameof(Ticket.AssigneeId), nameof(Ticket.CustomerId),
                nameof(Ticket.OrganisationId), nameof(Ticket.Phase), nameof(Ticket.SpamSince), nameof(Ticket.IsHidden)):
                tickets.Add(ticket.Number);
                break;
            case TicketMessage message when entry.State == EntityState.Deleted || Changed(entry, nameof(TicketMessage.Body), nameof(TicketMessage.IsInternal), nameof(TicketMessage.IsWithdrawn)):
                others.Add(message.TicketId);
                break;
            case TicketFollower follower:
                others.Add(follower.TicketId);
                break;
            case Person person when entry.State == EntityState.Modified && Changed(entry, nameof(Person.Name), nameof(Person.Email)):
                people.Add(person.Id);
                break;
            case Organisation organisation when entry.State == EntityState.Modified && Changed(entry, nameof(Organisation.Name)):
                organisations.Add(organisation.Id);
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
