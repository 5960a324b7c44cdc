using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Tickets;

/// <summary>Somebody who gets what is written on a ticket although it is not theirs. Only staff make somebody a follower: no mail does.</summary>
public sealed class TicketFollower
{
    /// <summary>So many follow one ticket at most.</summary>
    public const int Most = 20;

    private TicketFollower() { }

    public TicketFollower(TicketId ticket, PersonId person, PersonId addedBy, DateTimeOffset at) => (TicketId, PersonId, AddedBy, At) = (ticket, person, addedBy, at);

    public TicketId TicketId { get; private set; }
    public PersonId PersonId { get; private set; }
    public PersonId AddedBy { get; private set; }
    public DateTimeOffset At { get; private set; }
}

public static class TicketFollowerQueries
{
    /// <summary>Those who follow a ticket and can be written to.</summary>
    public static IQueryable<Person> FollowersOf(this HelpDeskDb db, TicketId ticket) =>
        db.Users.Active().Where(p => db.TicketFollowers.Any(f => f.TicketId == ticket && f.PersonId == p.Id));
}

internal sealed class TicketFollowerMapping : IEntityTypeConfiguration<TicketFollower>
{
    public void Configure(EntityTypeBuilder<TicketFollower> follower)
    {
        follower.HasKey(f => new { f.TicketId, f.PersonId });
        follower.HasIndex(f => f.PersonId);
        follower.HasOne<Ticket>().WithMany().HasForeignKey(f => f.TicketId);
        follower.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
