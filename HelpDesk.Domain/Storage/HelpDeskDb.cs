using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Search;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Domain.Surveys;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Domain.Workflows.Calendars;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Domain.Workflows.Migrating;
using HelpDesk.Domain.Workflows.Monitoring;
using HelpDesk.Domain.Workflows.Proposing;
using HelpDesk.Domain.Workflows.Replaying;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace HelpDesk.Domain.Storage;

/// <summary>The databases that the desk runs on.</summary>
public enum DatabaseKind
{
    /// <summary>One file, one process.</summary>
    Sqlite,

    /// <summary>A server, for as many processes as are wanted.</summary>
    PostgreSql,
}

/// <summary>The whole model. What differs from database to database is in its heirs.</summary>
public abstract class HelpDeskDb(DbContextOptions options) : IdentityUserContext<Person, PersonId>(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Team> Teams => Set<Team>();
    public DbSet<TeamMember> TeamMembers => Set<TeamMember>();
    public DbSet<WorkflowVersion> WorkflowVersions => Set<WorkflowVersion>();
    public DbSet<Ticket> Tickets => Set<Ticket>();
    public DbSet<TicketEvent> TicketEvents => Set<TicketEvent>();
    public DbSet<TicketMessage> TicketMessages => Set<TicketMessage>();
    public DbSet<TicketFollower> TicketFollowers => Set<TicketFollower>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<TicketTimer> TicketTimers => Set<TicketTimer>();
    public DbSet<TicketApproval> TicketApprovals => Set<TicketApproval>();
    public DbSet<Approver> Approvers => Set<Approver>();
    public DbSet<ScheduledStart> ScheduledStarts => Set<ScheduledStart>();
    public DbSet<WorkflowMigration> WorkflowMigrations => Set<WorkflowMigration>();
    public DbSet<MigratedTicket> MigratedTickets => Set<MigratedTicket>();
    public DbSet<DeskCalendar> DeskCalendars => Set<DeskCalendar>();
    public DbSet<PublicationProposal> PublicationProposals => Set<PublicationProposal>();
    public DbSet<PublicationRule> PublicationRules => Set<PublicationRule>();
    public DbSet<WorkflowReplay> WorkflowReplays => Set<WorkflowReplay>();
    public DbSet<StepTally> StepTallies => Set<StepTally>();
    public DbSet<StayTally> StayTallies => Set<StayTally>();
    public DbSet<StateLoad> StateLoads => Set<StateLoad>();
    public DbSet<MissedDeadline> MissedDeadlines => Set<MissedDeadline>();
    public DbSet<WorkflowOffer> WorkflowOffers => Set<WorkflowOffer>();
    public DbSet<WorkflowScenario> WorkflowScenarios => Set<WorkflowScenario>();
    public DbSet<WorkflowDraft> WorkflowDrafts => Set<WorkflowDraft>();
    public DbSet<HandledCommand> HandledCommands => Set<HandledCommand>();
    public DbSet<Survey> Surveys => Set<Survey>();
    public DbSet<OutboxMail> Outbox => Set<OutboxMail>();
    public DbSet<MailHold> MailHolds => Set<MailHold>();
    public DbSet<Mailbox> Mailboxes => Set<Mailbox>();
    public DbSet<IncomingMail> Inbox => Set<IncomingMail>();
    public DbSet<DeskSecret> DeskSecrets => Set<DeskSecret>();
    public DbSet<LetterText> LetterTexts => Set<LetterText>();
    public DbSet<UnindexedTicket> UnindexedTickets => Set<UnindexedTicket>();
    public DbSet<SetupCode> SetupCodes => Set<SetupCode>();

    /// <summary>Begins a transaction in which nothing that was read can be changed by another before the commit: then the commit fails instead.</summary>
    public abstract Task<IDbContextTransaction> BeginAsync(CancellationToken ct);

    /// <summary>The number of the next ticket that is filed.</summary>
    public abstract Task<long> NextTicketNumberAsync(CancellationToken ct);

    /// <summary>
    /// Makes this command the only one of its kind until it is committed: for a rule about more than the rows that it changes,
    /// as that somebody has to remain an administrator. To be called first.
    /// </summary>
    public abstract Task AloneAsync(CancellationToken ct);

    /// <summary>No ticket is changed by another command until this one is committed. To be called first, after <see cref="AloneAsync"/>.</summary>
    internal virtual Task HoldTicketsAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// This person is not changed by another command until this one, which gives them a ticket, is committed; where they were changed
    /// since this command began, it is decided anew. So nobody who is being disabled is given a ticket that <see cref="HoldTicketsAsync"/> does not wait for.
    /// </summary>
    internal virtual Task HoldPersonAsync(PersonId person, CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// Claims rows of which this command only reads something: of two that claim the same one, or claim and change it, the later is decided anew.
    /// </summary>
    /// <param name="table">Its name in the database.</param>
    /// <param name="column">Which of its columns has the value in those rows.</param>
    internal virtual Task ClaimAsync(string table, string column, string value, CancellationToken ct) => Task.CompletedTask;

    /// <summary>This connection is about to write very much: it may take more memory, and sort less often.</summary>
    internal virtual Task PrepareForBulkAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Writes very many rows within the transaction that it is in.</summary>
    internal abstract Task WriteRowsAsync(BulkTable table, IReadOnlyList<object[]> rows, CancellationToken ct);

    /// <summary>Tickets up to this number are there, though nobody asked for their numbers.</summary>
    internal virtual Task NumberedUpToAsync(long number, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Lets a database that does not do so by itself look at how much of what it holds, by which it plans its queries.</summary>
    public virtual Task RefreshStatisticsAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>The names of the tables that are there, whoever made them, as the database tells names apart. Nothing is changed by looking.</summary>
    internal abstract Task<HashSet<string>> TablesAsync(CancellationToken ct);

    /// <summary>Puts away what a killed process left of a migration's lock. We hold the real one.</summary>
    internal virtual Task ClearStaleMigrationLockAsync(CancellationToken ct) => Task.CompletedTask;

    // What is counted up to a limit needs no order, whose index might be a worse one. Whether each model has its migration is asked by
    // bin/check: at a start EF would build both models to compare them.
    private protected static void Known(WarningsConfigurationBuilder events) =>
        events.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning, RelationalEventId.PendingModelChangesWarning);

    // A program that runs takes the model from Storage/Models, which is generated from this: a change has no effect before it is
    // generated anew (docs/architecture.md, "When a table changes").
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(HelpDeskDb).Assembly);
        Conventions.KeysAreMadeByUs(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.TypedIds(configurationBuilder);
}
