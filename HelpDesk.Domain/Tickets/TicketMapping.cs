using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Tickets;

internal sealed class TicketMapping : IEntityTypeConfiguration<Ticket>
{
    private const string NoSpam = "\"SpamSince\" IS NULL";

    public void Configure(EntityTypeBuilder<Ticket> ticket)
    {
        ticket.Property(t => t.Subject).HasMaxLength(200);
        ticket.Property(t => t.Priority).HasMaxLength(16);
        ticket.Property(t => t.State).HasMaxLength(64);
        ticket.Property(t => t.Excerpt).HasMaxLength(200);
        ticket.Property(t => t.LastSequence).IsConcurrencyToken();

        ticket.HasOne<Team>().WithMany().HasForeignKey(t => t.TeamId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Person>().WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Person>().WithMany().HasForeignKey(t => t.CustomerId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<WorkflowVersion>().WithMany().HasForeignKey(t => t.WorkflowVersionId).OnDelete(DeleteBehavior.Restrict);
        // MailboxId has no foreign key: SQLite would rebuild the table for it, outside a transaction. Mailboxes are switched off, never deleted.
        ticket.HasMany(t => t.Events).WithOne().HasForeignKey(e => e.TicketId);
        ticket.HasMany(t => t.Messages).WithOne().HasForeignKey(m => m.TicketId);
        ticket.HasMany(t => t.Timers).WithOne().HasForeignKey(t => t.TicketId);
        ticket.HasMany(t => t.Approvals).WithOne().HasForeignKey(a => a.TicketId);
        ticket.Navigation(t => t.Approvals).HasField("approvals");
        ticket.Navigation(t => t.Events).HasField("events");
        ticket.Navigation(t => t.Messages).HasField("messages");
        ticket.Navigation(t => t.Timers).HasField("timers");

        ticket.HasIndex(t => t.Number).IsUnique();
        // One for each list that a person sees: the queue and its filters, mine, a customer's, the workflow's counts. Spam is in none of them but its own;
        // the column stands in them all the same, and the team in those by which is counted, or counting would look at each row.
        ticket.HasIndex(t => new { t.ChangedAt, t.Number, t.TeamId, t.AssigneeId, t.Phase, t.SpamSince }, "IX_Tickets_Unresolved").HasFilter(NoSpam + " AND \"Phase\" < 4");
        ticket.HasIndex(t => new { t.Phase, t.ChangedAt, t.Number, t.SpamSince, t.TeamId }).HasFilter(NoSpam);
        ticket.HasIndex(t => new { t.AssigneeId, t.Phase, t.ChangedAt, t.Number, t.SpamSince, t.TeamId }).HasFilter(NoSpam);
        ticket.HasIndex(t => new { t.TeamId, t.Phase, t.ChangedAt, t.Number, t.SpamSince }).HasFilter(NoSpam);
        ticket.HasIndex(t => new { t.ChangedAt, t.Number, t.SpamSince }).HasFilter(NoSpam);
        ticket.HasIndex(t => new { t.CustomerId, t.ChangedAt, t.Number, t.SpamSince }).HasFilter(NoSpam);
        ticket.HasIndex(t => new { t.OrganisationId, t.ChangedAt, t.Number, t.SpamSince }).HasFilter(NoSpam);
        ticket.HasIndex(t => new { t.WorkflowVersionId, t.State, t.EnteredAt });
        ticket.HasIndex(t => t.CreatedAt).HasFilter("\"LastSequence\" > \"CountedSequence\"");
        ticket.HasIndex(t => new { t.State, t.ChangedAt, t.Number, t.SpamSince }).HasFilter(NoSpam);
        ticket.HasIndex(t => new { t.ChangedAt, t.Number }, "IX_Tickets_Spam").HasFilter("\"SpamSince\" IS NOT NULL");
        ticket.HasIndex(t => t.OverdueSince).HasFilter("\"OverdueSince\" IS NOT NULL");
        ticket.HasIndex(t => t.ClockDueAt).HasFilter("\"ClockDueAt\" IS NOT NULL");
        ticket.HasIndex(t => t.CreatedAt, "IX_Tickets_Unchained").HasFilter("\"LastHash\" IS NULL");
        ticket.HasIndex(t => t.ParentId).HasFilter("\"ParentId\" IS NOT NULL");
        ticket.HasIndex(t => t.FollowUpOf).HasFilter("\"FollowUpOf\" IS NOT NULL");
    }
}
