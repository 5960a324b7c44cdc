using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Tickets;

/// <summary>
/// The one door: page, portal, survey and timer all come in here. Each command loads the ticket that its caller may see,
/// calls one verb, lets the reactions follow, and is committed by <see cref="Writes"/>.
/// </summary>
public sealed partial class TicketCommands(Writes writes, WorkflowLibrary workflows, Reactions.Reactions reactions, TimeProvider clock)
{
    private static readonly QuickQuery<CommandId, HandledCommand> HandledBefore = new((db, command) => db.HandledCommands.AsNoTracking().Where(h => h.Id == command));

    private static readonly QuickQuery<TicketId, int, TicketTimer> TimersOfStay = new((db, ticket, entry) => db.TicketTimers.Where(t => t.TicketId == ticket && t.Entry == entry));

    private static readonly QuickQuery<PersonId, Person> Customer = new((db, id) => db.Users.Customers().Where(p => p.Id == id));
    private static readonly QuickQuery<TeamId> DefaultTeam = new(db => db.Teams.Where(t => t.IsDefault).Select(t => t.Id));

    /// <summary>Files a request: by its customer, or by staff for a customer who phones.</summary>
    public Task<Answer> FileAsync(NewRequest request, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            if (await RepeatAsync(db, command, by.Id, cancel) is { } done) return done;
            var customer = request.Contact is { } contact
                ? await KnownOrNewAsync(db, contact, cancel)
                : (await Customer.ListAsync(db, request.Customer, cancel)).SingleOrDefault();
            if (customer is null) return new Answer.NotFound();
            var kinds = await workflows.AtAsync(db, role == Roles.Customer ? Counter.Portal : Counter.Desk, cancel);
            if (kinds.FirstOrDefault(kind => kind.Key == (request.Kind ?? kinds[0].Key)) is not { } chosen) return new Answer.NotFound();
            var team = request.Team ?? (await DefaultTeam.ListAsync(db, cancel)).Single();
            var filed = new NewTicket(request.Subject, request.Body, request.Priority, request.Channel, team, customer.Id, customer.OrganisationId, request.Files, by.Id) { Fields = request.Fields };
            // What a team tries may ask for other fields than the form did, which knew no team: such a request is filed as it was asked for.
            var tried = await workflows.CurrentForAsync(db, chosen.Key, team, cancel);
            var workflow = tried.Definition.CanBeFiled() && request.Fields.Keys.All(key => tried.Definition.Fields.Any(field => field.Key == key)) ? tried : chosen.Workflow;
            var act = await ActForAsync(db, workflow, by.Id, role, command, team, null, cancel);
            return await FileAsync(db, filed, act, cancel);
        }, OnConflict.DecideAnew, ct);

    /// <summary>Takes a step. A form that was shown an older revision is stale; one that names somebody who may not have this ticket is refused.</summary>
    public Task<Answer> TakeAsync(VisibleTicket visible, string step, StepInput input, int revision, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        OnTicketAsync(visible, revision, by, role, command, async (db, ticket, act, cancel) =>
            input.Assignee is { } named && named != ticket.AssigneeId && !await db.AssignableIn(StepInput.TeamIn(input.Fields) ?? ticket.TeamId).AnyAsync(p => p.Id == named, cancel)
                ? new Decision.Refused([new Reason(ReasonKind.WrongValue, Requirements.Assignee)])
                : ticket.Take(step, input, act), ct, DrainAsync);

    /// <summary>Edits fields. A form that was shown an older revision is stale. Who may not have tickets of its new team is no longer its assignee.</summary>
    public Task<Answer> EditAsync(VisibleTicket visible, ImmutableSortedDictionary<string, FieldValue> fields, int revision, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        OnTicketAsync(visible, revision, by, role, command, async (db, ticket, act, cancel) => ticket.Edit(await WithoutStrangerAsync(db, ticket, fields, cancel), act), ct);

    /// <summary>Edits fields inside a command that does more, such as disabling somebody who has tickets.</summary>
    internal async Task<Answer> EditInAsync(HelpDeskDb db, Ticket ticket, ImmutableSortedDictionary<string, FieldValue> fields, Caller by, Roles role, CancellationToken ct)
    {
        var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, ct), by.Id, role, CommandId.New(), ticket.TeamId, ticket, ct);
        return await FinishAsync(db, ticket, ticket.Edit(fields, act), act, ct);
    }

    /// <summary>Staff write to the customer, outside a step.</summary>
    public Task<Answer> ReplyAsync(VisibleTicket visible, string body, ImmutableArray<StoredFile> files, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        OnTicketAsync(visible, null, by, role, command, (ticket, act) => Kept(ticket.Reply(body, files, act)), ct);

    /// <summary>Staff write a note.</summary>
    public Task<Answer> NoteAsync(VisibleTicket visible, string body, ImmutableArray<StoredFile> files, Caller by, Roles role, CommandId command, CancellationToken ct) =>
        OnTicketAsync(visible, null, by, role, command, (ticket, act) =>
        {
            ticket.Note(body, files, act);
            return Decision.Stayed.Nothing;
        }, ct, alsoOnSpam: true);

    /// <summary>The customer writes. On a closed ticket the words open a new one, linked to the old.</summary>
    public Task<Answer> HearAsync(VisibleTicket visible, string body, ImmutableArray<StoredFile> files, Caller by, CommandId command, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            if (await RepeatAsync(db, command, by.Id, cancel) is { } done) return done;
            var ticket = await visible.FindAsync(db, cancel);
            if (ticket is null) return new Answer.NotFound();
            if (ticket is { Phase: Phase.Closed, IsSpam: false }) return await FollowUpAsync(db, ticket, body, files, by, command, cancel);
            var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, cancel), by.Id, Roles.Customer, command, ticket.TeamId, ticket, cancel);
            return await FinishAsync(db, ticket, Kept(ticket.Hear(body, files, act)), act, cancel);
        }, OnConflict.DecideAnew, ct);

    /// <summary>A timer came due. Safe to call twice, and for a timer whose stay is over.</summary>
    public Task<Answer> FireDueAsync(TimerId id, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            var timer = await db.TicketTimers.SingleOrDefaultAsync(t => t.Id == id && t.Fate == TimerFate.Armed, cancel);
            if (timer is null || timer.DueAt > clock.GetUtcNow()) return new Answer.NotFound();
            var ticket = await db.Tickets.SingleAsync(t => t.Id == timer.TicketId, cancel);
            if (ticket.IsSpam) return new Answer.NotFound();
            var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, cancel), null, Roles.None, CommandId.New(), ticket.TeamId, ticket, cancel);
            return await FinishAsync(db, ticket, ticket.Fire(timer, act), act, cancel);
        }, OnConflict.DecideAnew, ct);

    /// <summary>The customer answers a survey by the token of its link, which is used up by this.</summary>
    public Task<Answer> RateAsync(string token, int score, string? comment, CancellationToken ct) =>
        writes.DoAsync(async (db, cancel) =>
        {
            var hash = LinkToken.HashOf(token);
            var survey = await db.Surveys.SingleOrDefaultAsync(s => s.TokenHash == hash, cancel);
            if (survey is null) return new Answer.NotFound();
            var ticket = await db.Tickets.SingleAsync(t => t.Id == survey.TicketId, cancel);
            if (ticket.IsSpam) return new Answer.NotFound();
            var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, cancel), ticket.CustomerId, Roles.Customer, CommandId.New(), ticket.TeamId, ticket, cancel);
            survey.Answer(score, comment, act.At);
            return await FinishAsync(db, ticket, Kept(ticket.Rate(score, act)), act, cancel);
        }, OnConflict.DecideAnew, ct);

    /// <summary>What people say is kept whatever the workflow thinks of it: a refused move leaves the words standing.</summary>
    private static Decision Kept(Decision decision) => decision is Decision.Refused ? Decision.Stayed.Nothing : decision;

    private static async Task<ImmutableSortedDictionary<string, FieldValue>> WithoutStrangerAsync(HelpDeskDb db, Ticket ticket, ImmutableSortedDictionary<string, FieldValue> fields, CancellationToken ct)
    {
        if (ticket.AssigneeId is not { } assignee || StepInput.TeamIn(fields) is not { } team || team == ticket.TeamId) return fields;
        return await db.AssignableIn(team).AnyAsync(p => p.Id == assignee, ct) ? fields : fields.SetItem(BuiltInFields.Assignee, FieldValue.None);
    }

    private Task<Answer> OnTicketAsync(VisibleTicket visible, int? revision, Caller by, Roles role, CommandId command, Func<Ticket, Act, Decision> verb, CancellationToken ct, Func<HelpDeskDb, Ticket, Act, CancellationToken, Task>? then = null, bool alsoOnSpam = false) =>
        OnTicketAsync(visible, revision, by, role, command, (_, ticket, act, _) => Task.FromResult(verb(ticket, act)), ct, then, alsoOnSpam);

    private Task<Answer> OnTicketAsync(VisibleTicket visible, int? revision, Caller by, Roles role, CommandId command, Func<HelpDeskDb, Ticket, Act, CancellationToken, Task<Decision>> verb, CancellationToken ct, Func<HelpDeskDb, Ticket, Act, CancellationToken, Task>? then = null, bool alsoOnSpam = false) =>
        writes.DoAsync(async (db, cancel) =>
        {
            if (await RepeatAsync(db, command, by.Id, cancel) is { } done) return done;
            var ticket = await visible.FindAsync(db, cancel);
            if (ticket is null) return new Answer.NotFound();
            if (revision is { } shown && shown != ticket.Revision) return new Answer.Stale(ticket.Number);
            // Whoever goes on with it saw it before somebody marked it.
            if (ticket.IsSpam && !alsoOnSpam) return new Answer.Stale(ticket.Number);
            var act = await ActForAsync(db, await workflows.GetAsync(db, ticket.WorkflowVersionId, cancel), by.Id, role, command, ticket.TeamId, ticket, cancel);
            var answer = await FinishAsync(db, ticket, await verb(db, ticket, act, cancel), act, cancel);
            if (then is not null && answer is Answer.Done) await then(db, ticket, act, cancel);
            return answer;
        }, revision is null ? OnConflict.DecideAnew : OnConflict.Refuse, ct);

    private async Task<Answer> FinishAsync(HelpDeskDb db, Ticket ticket, Decision decision, Act act, CancellationToken ct)
    {
        if (decision is Decision.Refused refused) return new Answer.Refused(ticket.Number, refused.Reasons);
        await FollowAsync(db, ticket, act, ct);
        Failpoint.Reach(Failpoint.CommandFollowed);
        db.HandledCommands.Add(new HandledCommand(act.Command, act.By, ticket.Number, act.At));
        return new Answer.Done(ticket.Number);
    }

    private async Task<Answer> FileAsync(HelpDeskDb db, NewTicket request, Act act, CancellationToken ct)
    {
        var (ticket, decision) = Ticket.File(request, await db.NextTicketNumberAsync(ct), act);
        if (ticket is null) return new Answer.Refused(0, ((Decision.Refused)decision).Reasons);
        db.Tickets.Add(ticket);
        return await FinishAsync(db, ticket, decision, act, ct);
    }

    /// <summary>The customer with this address, made now when nobody has it; null when it belongs to somebody who is no customer.</summary>
    private async Task<Person?> KnownOrNewAsync(HelpDeskDb db, Contact contact, CancellationToken ct)
    {
        if (!Person.IsAddress(contact.Email)) return null;
        var address = Person.Normal(contact.Email);
        var known = await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == address, ct);
        if (known is not null) return known.IsDisabled || (known.Roles & PersonRoles.Customer) == 0 ? null : known;
        var made = new Person(contact.Name, contact.Email, PersonRoles.Customer, clock.GetUtcNow());
        db.Users.Add(made);
        return made;
    }

    private async Task<Answer> FollowUpAsync(HelpDeskDb db, Ticket old, string body, ImmutableArray<StoredFile> files, Caller by, CommandId command, CancellationToken ct)
    {
        var (request, workflow) = await FollowUpOfAsync(db, old, body, files, by.Id, ct);
        var act = await ActForAsync(db, workflow, by.Id, Roles.Customer, command, old.TeamId, null, ct);
        return await FileAsync(db, request, act, ct);
    }

    private async Task<(NewTicket Request, PublishedWorkflow Workflow)> FollowUpOfAsync(HelpDeskDb db, Ticket old, string body, ImmutableArray<StoredFile> files, PersonId by, CancellationToken ct)
    {
        var request = NewTicket.GoingOnFrom(old, body, files, by);
        // It stays what it was, as long as people can file such requests.
        var kind = (await workflows.GetAsync(db, old.WorkflowVersionId, ct)).Definition.Key;
        var current = await workflows.CurrentForAsync(db, kind, old.TeamId, ct);
        if (!current.Definition.CanBeFiled()) current = await workflows.CurrentForAsync(db, WorkflowLibrary.Standard, old.TeamId, ct);
        return (request, current);
    }

    /// <summary>Everything that a decision looks at besides the ticket's own row is loaded here.</summary>
    private async Task<Act> ActForAsync(HelpDeskDb db, PublishedWorkflow workflow, PersonId? by, Roles role, CommandId command, TeamId team, Ticket? ticket, CancellationToken ct)
    {
        if (ticket is { LastHash: null })
            await db.TicketEvents.Where(e => e.TicketId == ticket.Id).LoadAsync(ct);
        if (ticket is not null && workflow.HasAnchoredTimers)
            await TimersOfStay.ListAsync(db, ticket.Id, ticket.Entry, ct);
        if (ticket is not null && workflow.HasApprovals)
            await db.TicketApprovals.Include(a => a.Approvers).Where(a => a.TicketId == ticket.Id).LoadAsync(ct);
        var surroundings = await workflows.SurroundingsAsync(db, ct);
        if (!workflow.Strategies.IsEmpty) surroundings = surroundings with { Candidates = await Candidates.OfAsync(db, workflow.Strategies, team, ticket, ct) };
        Failpoint.Reach(Failpoint.CommandLoaded);
        return new(by, role, clock.GetUtcNow(), command == default ? CommandId.New() : command, workflow, surroundings);
    }

    // A form without a key is a command of its own: it repeats nothing.
    private static async Task<Answer?> RepeatAsync(HelpDeskDb db, CommandId command, PersonId by, CancellationToken ct)
    {
        if (command == default) return null;
        var handled = await HandledBefore.ListAsync(db, command, ct);
        return handled is [{ By: var same, Number: var number }] && same == by ? new Answer.Done(number) : null;
    }
}

/// <summary>What a form for a new request held.</summary>
/// <param name="Team">Null for the default team.</param>
/// <param name="Contact">Instead of <paramref name="Customer"/>: somebody who may not be known yet.</param>
public sealed record NewRequest(PersonId Customer, string Subject, string Body, string Priority, Channel Channel, TeamId? Team, ImmutableArray<StoredFile> Files, Contact? Contact = null)
{
    /// <summary>The key of the workflow under which it is filed; null for the first kind that is offered.</summary>
    public string? Kind { get; init; }

    /// <summary>The workflow's own fields as they were filled in.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Fields { get; init; } = ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal);
}

/// <summary>Somebody who phones: found by the address, or made a customer without a password.</summary>
public sealed record Contact(string Name, string Email);
