using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Tickets;

/// <summary>One round of an approval that a ticket asked for: who is asked, who answered what, and what came of it.</summary>
public sealed class TicketApproval
{
    private readonly List<Approver> approvers = [];

    private TicketApproval() { }

    internal TicketApproval(TicketId ticket, ApprovalDefinition approval, ApprovalState asked)
    {
        Id = ApprovalId.New();
        (TicketId, Key, By, Needs) = (ticket, approval.Key, approval.By, approval.Needs);
        (Round, AskedAt, DueAt, Status) = (asked.Round, asked.AskedAt, asked.DueAt, asked.Status);
        AskedBy = asked.AskedBy is { } id ? PersonId.From(Guid.Parse(id)) : null;
    }

    public ApprovalId Id { get; private set; }
    public TicketId TicketId { get; private set; }

    /// <summary>The approval's key in the definition.</summary>
    public string Key { get; private set; } = "";

    /// <summary>1 for the first time that the ticket asked for it, 2 for the second, …</summary>
    public int Round { get; private set; }

    /// <summary>Whose consent counts.</summary>
    public Roles By { get; private set; }

    /// <summary>How many must consent.</summary>
    public int Needs { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Whose act asked for it, or null for the system. Nobody consents to their own request.</summary>
    public PersonId? AskedBy { get; private set; }

    /// <summary>When it counts as denied; null for never.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public ApprovalStatus Status { get; private set; }

    /// <summary>When it was granted, denied or withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Those who were asked by mail, and those who answered without.</summary>
    public IReadOnlyList<Approver> Approvers => approvers;

    public bool IsOpen => Status == ApprovalStatus.Asked;

    /// <summary>As a decision sees it.</summary>
    internal ApprovalState State => new(Status, Round, AskedAt, AskedBy?.ToString(),
        [.. approvers.Where(a => a.Granted == true).OrderBy(a => a.DecidedAt).ThenBy(a => a.PersonId.Value).Select(a => a.PersonId.ToString())], DueAt);

    internal void Become(ApprovalStatus status, DateTimeOffset at)
    {
        if (status == Status) return;
        (Status, EndedAt) = (status, at);
    }

    /// <summary>Asks somebody by a link of their own.</summary>
    /// <returns>The token for the link, of which only the hash is kept here; null when they were asked before.</returns>
    internal string? Ask(PersonId person)
    {
        if (approvers.Exists(a => a.PersonId == person)) return null;
        var token = LinkToken.Make();
        approvers.Add(new Approver(Id, person, LinkToken.HashOf(token)));
        return token;
    }

    internal void Hear(PersonId person, bool granted, string? comment, DateTimeOffset at)
    {
        if (approvers.Find(a => a.PersonId == person) is not { } approver) approvers.Add(approver = new Approver(Id, person, null));
        approver.Answer(granted, comment, at);
    }
}

/// <summary>Somebody whose consent is asked for, and their answer.</summary>
public sealed class Approver
{
    public const int MaxComment = 2000;

    private Approver() { }

    internal Approver(ApprovalId approval, PersonId person, string? tokenHash) => (ApprovalId, PersonId, TokenHash) = (approval, person, tokenHash);

    public ApprovalId ApprovalId { get; private set; }
    public PersonId PersonId { get; private set; }

    /// <summary>SHA-256 of the token in their link; null for who was not asked by mail. It opens the page as long as the row is there, and decides once.</summary>
    public string? TokenHash { get; private set; }

    /// <summary>Consented (true), denied (false), or silent so far.</summary>
    public bool? Granted { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why, in their words.</summary>
    public string? Comment { get; private set; }

    internal void Answer(bool granted, string? comment, DateTimeOffset at) => (Granted, Comment, DecidedAt) = (granted, comment, at);
}

public static class TicketApprovalQueries
{
    /// <summary>Whose time is over at an instant, in that order.</summary>
    public static IQueryable<TicketApproval> DueBy(this IQueryable<TicketApproval> approvals, DateTimeOffset at) =>
        approvals.Where(a => a.Status == ApprovalStatus.Asked && a.DueAt <= at).OrderBy(a => a.DueAt).ThenBy(a => a.Id);

    /// <summary>The same, of tickets that are no spam.</summary>
    public static IQueryable<TicketApproval> DueApprovals(this HelpDeskDb db, DateTimeOffset at) =>
        db.TicketApprovals.DueBy(at).Where(approval => !db.Tickets.Any(t => t.Id == approval.TicketId && t.SpamSince != null));

    /// <summary>Those that wait for this person's word.</summary>
    /// <param name="roles">In which roles the person may give it.</param>
    public static IQueryable<TicketApproval> AwaitingAnswerOf(this IQueryable<TicketApproval> approvals, PersonId person, Roles roles) =>
        approvals.Where(a => a.Status == ApprovalStatus.Asked && (a.By & roles) != 0 && (a.AskedBy == null || a.AskedBy != person)
            && !a.Approvers.Any(p => p.PersonId == person && p.Granted != null));
}

internal sealed class TicketApprovalMapping : IEntityTypeConfiguration<TicketApproval>
{
    public void Configure(EntityTypeBuilder<TicketApproval> approval)
    {
        approval.Property(a => a.Key).HasMaxLength(64);
        approval.Property(a => a.Status).IsConcurrencyToken();
        approval.HasOne<Person>().WithMany().HasForeignKey(a => a.AskedBy).OnDelete(DeleteBehavior.Restrict);
        approval.HasMany(a => a.Approvers).WithOne().HasForeignKey(a => a.ApprovalId);
        approval.Navigation(a => a.Approvers).HasField("approvers");
        approval.HasIndex(a => new { a.TicketId, a.Key, a.Round }).IsUnique();
        approval.HasIndex(a => new { a.Status, a.DueAt });
    }
}

internal sealed class ApproverMapping : IEntityTypeConfiguration<Approver>
{
    public void Configure(EntityTypeBuilder<Approver> approver)
    {
        approver.ToTable("Approvers");
        approver.HasKey(a => new { a.ApprovalId, a.PersonId });
        approver.Property(a => a.TokenHash).HasMaxLength(64);
        approver.Property(a => a.Comment).HasMaxLength(Approver.MaxComment);
        approver.HasIndex(a => a.TokenHash);
        approver.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
