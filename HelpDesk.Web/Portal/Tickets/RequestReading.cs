using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Shared;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>Another request that this one goes on from, or that goes on from this one.</summary>
public sealed record RelatedRequest(long Number, string Subject);

/// <summary>What the customer answered to the survey.</summary>
public sealed record OwnRating(int Score, string? Comment);

/// <summary>Something that the customer is asked to agree to.</summary>
public sealed record AskedConsent(ApprovalId Id, string Name, DateTimeOffset? DueAt)
{
    /// <summary>The id of the text of its form.</summary>
    public string Control => ControlOf(Id);

    public static string ControlOf(ApprovalId id) => $"consent-{id}";
}

/// <summary>Everything that a customer sees of one request.</summary>
/// <param name="Colleague">Whose it is, when it is not the reader's own.</param>
/// <param name="Steps">The steps that the customer may take, with the reasons where one is off.</param>
public sealed record RequestPage(
    long Number, string Subject, DateTimeOffset CreatedAt, int Revision, Phase Phase, string? Colleague,
    ImmutableArray<Stage> Stages, Next Next, ImmutableArray<Turn> Turns, CompiledWorkflow Workflow, ImmutableArray<OfferedStep> Steps, IReadOnlyDictionary<string, FieldValue> Values,
    RelatedRequest? Older, ImmutableArray<RelatedRequest> FollowUps, OwnRating? Rating)
{
    public bool IsClosed => Phase == Phase.Closed;

    public string ConsentPath(AskedConsent consent) => $"/portal/tickets/{Number}/approvals/{consent.Id}/answer";

    /// <summary>What its form held, when it comes back.</summary>
    public ReplyForm Reply { get; init; } = new();

    /// <summary>The step whose form comes back, or null.</summary>
    public string? Asked { get; init; }

    /// <summary>What that step's form held.</summary>
    public StepAnswers Answers { get; init; } = new();

    /// <summary>What the customer has still to agree to.</summary>
    public ImmutableArray<AskedConsent> Consents { get; init; } = [];

    /// <summary>The kind's own fields that customers fill in, as far as they are filled in.</summary>
    public ImmutableArray<FieldDefinition> Fields { get; init; } = [];

    /// <summary>What was typed into the form of a consent that comes back.</summary>
    public string? Comment { get; init; }

    /// <summary>The form was shown an older request, and nothing was done.</summary>
    public bool IsStale { get; init; }
}

/// <summary>Reads one request as its customer may see it: never a note, never a file of one.</summary>
public sealed class RequestReading(HelpDeskDb db, WorkflowLibrary workflows, NextWords next, ReaderZone zone, TimeProvider clock)
{
    private const int RelatedShown = 20;

    public async Task<RequestPage?> FindAsync(long number, Caller me, CancellationToken ct)
    {
        var found = await db.VisibleInPortal(me).Numbered(number).AsNoTracking().Select(t => new
        {
            Ticket = t,
            Timers = t.Timers.Where(timer => timer.Entry == t.Entry && timer.Fate == TimerFate.Armed).Select(timer => new DueTimer(timer.Key, timer.DueAt)).ToList(),
            // One by one: for both at once SQLite numbers the rows of every survey there is.
            Score = db.Surveys.Where(s => s.TicketId == t.Id && s.Score != null).OrderByDescending(s => s.AnsweredAt).Select(s => s.Score).FirstOrDefault(),
            Comment = db.Surveys.Where(s => s.TicketId == t.Id && s.Score != null).OrderByDescending(s => s.AnsweredAt).Select(s => s.Comment).FirstOrDefault(),
        }).SingleOrDefaultAsync(ct);
        if (found is null) return null;

        var ticket = found.Ticket;
        var published = await workflows.GetAsync(db, ticket.WorkflowVersionId, ct);
        var workflow = published.Compiled;
        var state = workflow.State(ticket.State)!;
        var messages = await MessagesAsync(ticket.Id, ct);
        var steps = await StepsAsync(ticket.Id, ct);
        var names = await NamesAsync([ticket.CustomerId, ticket.AssigneeId, .. messages.Select(m => m.Author), .. steps.Select(s => s.Assignee)], ct);
        var related = await RelatedAsync(ticket, me, ct);
        var values = ticket.Snapshot().Fields;
        var mine = ticket.CustomerId == me.Id;
        var acts = mine || await db.TheirsInPortal(me).AnyAsync(t => t.Id == ticket.Id, ct);
        var stay = new Stay(workflow.Definition, state, [.. found.Timers], ticket.AssigneeId is { } assignee ? names[assignee] : null);

        return new(
            ticket.Number, ticket.Subject, ticket.CreatedAt, ticket.Revision, ticket.Phase, mine ? null : names[ticket.CustomerId],
            ProgressLine.Of(workflow.Definition, state, Passed(workflow, steps), CultureInfo.CurrentUICulture.Name),
            next.Of(stay, clock.GetUtcNow(), zone.Zone),
            [.. messages.Select(m => m.InWords(me, names)).Concat<Turn>(Turns.Of(steps, workflow, names)).OrderBy(turn => turn.Sequence)],
            workflow, [.. ticket.Steps(workflow, Roles.Customer).Where(step => acts && StepAnswers.CanBeGiven(step.Step, workflow, values))], values,
            related.Where(r => r.Id == (ticket.FollowUpOf ?? ticket.ParentId)).Select(r => r.Request).FirstOrDefault(),
            [.. related.Where(r => r.Id != (ticket.FollowUpOf ?? ticket.ParentId)).Select(r => r.Request)],
            mine && found.Score is { } score ? new OwnRating(score, found.Comment) : null)
        {
            Fields = [.. workflow.Definition.Fields.Where(field => field.SetBy.HasFlag(Roles.Customer) && ticket.Fields.ContainsKey(field.Key))],
            Consents = mine && published.HasApprovals ? await ConsentsAsync(ticket, workflow, me, ct) : [],
        };
    }

    private async Task<ImmutableArray<AskedConsent>> ConsentsAsync(Ticket ticket, CompiledWorkflow workflow, Caller me, CancellationToken ct)
    {
        var asked = await db.TicketApprovals.AsNoTracking().Where(a => a.TicketId == ticket.Id).AwaitingAnswerOf(me.Id, Roles.Customer)
            .OrderBy(a => a.AskedAt).Select(a => new { a.Id, a.Key, a.DueAt }).ToListAsync(ct);
        return [.. asked.Select(a => new AskedConsent(a.Id, ReasonSentences.ApprovalName(a.Key, workflow), a.DueAt))];
    }

    private async Task<List<Written>> MessagesAsync(TicketId ticket, CancellationToken ct) =>
        await db.TicketMessages.AsNoTracking().Where(m => m.TicketId == ticket).ForCustomers().OrderBy(m => m.Sequence)
            .Select(m => new Written(m.Sequence, m.At, m.AuthorId, m.FromCustomer, m.Body, m.Attachments.OrderBy(a => a.Name).ThenBy(a => a.Id).Select(a => new FileLink(a.Id, a.Name, a.Size)).ToList()))
            .ToListAsync(ct);

    private async Task<List<StepEvent>> StepsAsync(TicketId ticket, CancellationToken ct) =>
        await db.TicketEvents.AsNoTracking().Where(e => e.TicketId == ticket && e.Kind == EventKind.StepTaken || e.TicketId == ticket && e.Kind == EventKind.FieldsChanged || e.TicketId == ticket && e.Kind == EventKind.TimerFired)
            .OrderBy(e => e.Sequence).Select(e => new StepEvent(e.Sequence, e.At, e.From, e.To, e.Changes)).ToListAsync(ct);

    private async Task<Dictionary<PersonId, string>> NamesAsync(IEnumerable<PersonId?> people, CancellationToken ct)
    {
        var ids = people.OfType<PersonId>().Distinct().ToList();
        return await db.Users.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
    }

    private async Task<List<(TicketId Id, RelatedRequest Request)>> RelatedAsync(Ticket ticket, Caller me, CancellationToken ct)
    {
        var found = await db.VisibleInPortal(me).AsNoTracking().Where(t => t.FollowUpOf == ticket.Id || t.Id == ticket.FollowUpOf || t.ParentId == ticket.Id || t.Id == ticket.ParentId)
            .OrderByDescending(t => t.Number).Take(RelatedShown).OrderBy(t => t.Number).Select(t => new { t.Id, t.Number, t.Subject }).ToListAsync(ct);
        return [.. found.Select(t => (t.Id, new RelatedRequest(t.Number, t.Subject)))];
    }

    private static HashSet<Phase> Passed(CompiledWorkflow workflow, List<StepEvent> steps) =>
        [.. steps.Select(step => step.To is null ? null : workflow.State(step.To)).OfType<StateDefinition>().Select(state => state.Phase)];

    private sealed record Written(int Sequence, DateTimeOffset At, PersonId? Author, bool FromCustomer, string Body, List<FileLink> Files)
    {
        public Turn.Said InWords(Caller me, Dictionary<PersonId, string> names) =>
            new(Sequence, At, Author is { } id ? names[id] : "", Author == me.Id, !FromCustomer, Body, [.. Files]);
    }
}
