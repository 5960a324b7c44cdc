using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Tickets;

// What follows in other tickets, in the same transaction.
public sealed partial class TicketCommands
{
    /// <summary>One command starts at most so many linked tickets, whatever the workflows say.</summary>
    private const int MostLinkedAtOnce = 20;

    private static readonly QuickQuery<TeamId, PersonId, PersonId> Assignable = new((db, team, person) => db.AssignableIn(team).Where(p => p.Id == person).Select(p => p.Id));

    /// <summary>A schedule's time has come: it files a ticket, one for all the times that went by while nobody ran.</summary>
    public Task<Answer> FileDueAsync(ScheduledStartId id, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            var now = clock.GetUtcNow();
            if (await db.ScheduledStarts.DueBy(now).SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } start) return new Answer.NotFound();
            start.MoveOn(now, workflows.Zone);
            var workflow = await workflows.CurrentAsync(db, start.Workflow, cancel);
            var customer = await OwnerAsync(db, workflow, cancel);
            var team = await db.Teams.Where(t => t.IsDefault).Select(t => t.Id).SingleAsync(cancel);
            var request = new NewTicket("", null, BuiltInFields.UsualPriority, Channel.Schedule, team, customer.Id, customer.OrganisationId, []) { Schedule = start.Times };
            var act = await ActForAsync(db, workflow, null, Roles.None, CommandId.New(), team, null, cancel);
            return await FileAsync(db, request, act, cancel);
        }, OnConflict.DecideAnew, ct);

    /// <summary>Whose tickets a schedule's are: who published the workflow, else the manager who has been here longest.</summary>
    private static async Task<Person> OwnerAsync(HelpDeskDb db, PublishedWorkflow workflow, CancellationToken ct)
    {
        var publisher = db.WorkflowVersions.Where(v => v.Id == workflow.Id).Select(v => v.PublishedBy);
        return await db.Users.Managers().OrderByDescending(p => publisher.Contains(p.Id)).ThenBy(p => p.CreatedAt).ThenBy(p => p.Id).FirstAsync(ct);
    }

    /// <summary>Lets everything follow from what has just happened to a ticket: mails, and in other tickets linked to it.</summary>
    private async Task FollowAsync(HelpDeskDb db, Ticket ticket, Act act, CancellationToken ct)
    {
        if (ticket.TakeGiven() is { } assignee)
        {
            await db.HoldPersonAsync(assignee, ct);
            // A workflow may name somebody who is gone since it was published.
            if (await Assignable.ListAsync(db, ticket.TeamId, assignee, ct) is []) ticket.LoseAssignee(act);
        }
        var fresh = ticket.TakeFresh();
        await reactions.ReactAsync(db, ticket, fresh, act, ct);
        foreach (var effect in fresh.SelectMany(happened => happened.Effects).OfType<Effect.Case>())
            await StartLinkedAsync(db, ticket, effect, act, ct);
        if (ticket is { ParentId: { } parent, Phase: Phase.Closed } && fresh.Exists(happened => Closes(happened, act.Workflow.Compiled)))
            await TellAsync(db, parent, ticket, act, ct);
    }

    private static bool Closes(TicketEvent happened, CompiledWorkflow workflow) =>
        happened is { Kind: EventKind.StepTaken, To: { } to } && workflow.State(to)?.Phase == Phase.Closed
        && (happened.From is not { } from || workflow.State(from)?.Phase != Phase.Closed);

    /// <summary>Starts a linked ticket, for the same customer and team. It is the desk's own until somebody writes to the customer.</summary>
    private async Task StartLinkedAsync(HelpDeskDb db, Ticket ticket, Effect.Case effect, Act act, CancellationToken ct)
    {
        var started = db.ChangeTracker.Entries<Ticket>().Count(entry => entry.State == EntityState.Added && entry.Entity.ParentId is not null);
        if (ticket.LinkDepth >= Ticket.DeepestLink || started >= MostLinkedAtOnce)
        {
            ticket.NoteNotLinked(effect.Workflow, act);
            return;
        }
        var workflow = await workflows.CurrentForAsync(db, effect.Workflow, ticket.TeamId, ct);
        var request = new NewTicket(effect.Subject ?? ticket.Subject, null, ticket.Priority, Channel.Linked, ticket.TeamId, ticket.CustomerId, ticket.OrganisationId, []) { Parent = ticket };
        var inside = await ActForAsync(db, workflow, act.By, act.As, CommandId.New(), ticket.TeamId, null, ct);
        var (linked, _) = Ticket.File(request, await db.NextTicketNumberAsync(ct), inside);
        if (linked is null)
        {
            // Its workflow has no step that starts such a ticket.
            ticket.NoteNotLinked(effect.Workflow, act);
            return;
        }
        db.Tickets.Add(linked);
        ticket.NoteLinked(linked, act);
        await FollowAsync(db, linked, inside, ct);
    }

    private async Task TellAsync(HelpDeskDb db, TicketId id, Ticket linked, Act act, CancellationToken ct)
    {
        // Both may have been filed by this very command: then the database does not know it yet.
        var parent = await db.Tickets.FindAsync([id], ct) ?? throw new InvalidOperationException("A linked ticket has no parent.");
        var inside = await ActForAsync(db, await workflows.GetAsync(db, parent.WorkflowVersionId, ct), act.By, act.As, CommandId.New(), parent.TeamId, parent, ct);
        parent.HearOfClosing(linked, inside);
        await FollowAsync(db, parent, inside, ct);
    }
}
