using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Surveys;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>
/// A desk in memory: the same tickets, the same decisions, the same reactions as at the real one, but nothing is asked of the database,
/// and everything is left as rows. For a database that nobody else writes to meanwhile.
/// </summary>
internal sealed class BulkDesk(DeskInMemory known, Reactions.Reactions reactions, ITokenSeal seal, TimeProvider clock, bool keepTokens, DateTimeOffset present, BulkRows rows) : IPlayedDesk, IReactionDesk
{
    private readonly Dictionary<TimerId, (Kept Of, TicketTimer Timer)> ahead = [];
    private readonly HashSet<Kept> touched = [];

    // Those to which something can still happen. The others are let go when their stories are over.
    private readonly HashSet<Kept> underWay = [];
    private Kept? current;
    private BulkRows rows = rows;
    private long lastNumber = known.LastNumber;

    /// <summary>The number of the newest ticket.</summary>
    public long LastNumber => lastNumber;

    /// <summary>A ticket with what belongs to it.</summary>
    private sealed class Kept(Ticket ticket, Played played)
    {
        public Ticket Ticket => ticket;
        public Played Played => played;
        public List<Survey> Surveys { get; } = [];

        /// <summary>The newest event that is among the rows.</summary>
        public int Written { get; set; }

        /// <summary>How many of its timers are still to come.</summary>
        public int Ahead { get; set; }

        /// <summary>Whether nothing more happens to it by itself.</summary>
        public bool IsAtRest => ticket.Phase == Phase.Closed && Ahead == 0;
    }

    public async Task<Played?> FileAsync(NewRequest request, Caller by, Roles role, CancellationToken ct)
    {
        var customer = known.Person(request.Customer);
        var filed = new NewTicket(request.Subject, request.Body, request.Priority, request.Channel, request.Team ?? known.DefaultTeam, customer.Id, customer.OrganisationId, request.Files, by.Id) { Fields = request.Fields };
        return await FileAsync(filed, role == Roles.Customer ? known.AtPortal : known.AtDesk, by, role, null, ct);
    }

    public Task<(Ticket Ticket, CompiledWorkflow Workflow)> SeeAsync(Played ticket, CancellationToken ct)
    {
        var seen = Of(ticket).Ticket;
        return Task.FromResult((seen, known.Workflow(seen.WorkflowVersionId).Compiled));
    }

    public Task<bool> TakeAsync(Played ticket, string step, StepInput input, int revision, Caller by, Roles role, CancellationToken ct) =>
        DoAsync(Of(ticket), by.Id, role, (one, act) => one.Take(step, input, act), ct);

    public Task ReplyAsync(Played ticket, string text, Caller by, Roles role, CancellationToken ct) =>
        DoAsync(Of(ticket), by.Id, role, (one, act) => Standing(one.Reply(text, [], act)), ct);

    public Task NoteAsync(Played ticket, string text, Caller by, Roles role, CancellationToken ct) => DoAsync(Of(ticket), by.Id, role, (one, act) =>
    {
        one.Note(text, [], act);
        return Decision.Stayed.Nothing;
    }, ct);

    public async Task<bool> HearAsync(Played ticket, string text, ImmutableArray<StoredFile> files, Caller by, CancellationToken ct)
    {
        var old = Of(ticket).Ticket;
        if (old.Phase == Phase.Closed)
            return await FileAsync(NewTicket.GoingOnFrom(old, text, files, by.Id), known.Workflow(old.WorkflowVersionId), by, Roles.Customer, ticket, ct) is not null;
        await DoAsync(Of(ticket), by.Id, Roles.Customer, (one, act) => Standing(one.Hear(text, files, act)), ct);
        return false;
    }

    public async Task RateAsync(Played ticket, int score, string? comment, CancellationToken ct)
    {
        var one = Of(ticket);
        if (ticket.SurveyToken is not { } token || one.Surveys.Find(s => s.TokenHash == LinkToken.HashOf(token)) is not { } survey) return;
        ticket.SurveyToken = null;
        survey.Answer(score, comment, clock.GetUtcNow());
        await DoAsync(one, one.Ticket.CustomerId, Roles.Customer, (rated, act) => Standing(rated.Rate(score, act)), ct);
    }

    public async Task FireAsync(Played ticket, TimerId timer, CancellationToken ct)
    {
        if (!ahead.Remove(timer, out var next)) return;
        var (one, due) = next;
        one.Ahead--;
        touched.Add(one);
        if (due.Fate == TimerFate.Armed && due.DueAt <= clock.GetUtcNow()) await DoAsync(one, null, Roles.None, (fired, act) => fired.Fire(due, act), ct);
    }

    public Task<List<(TimerId Id, DateTimeOffset At)>> NewTimersAsync(Played ticket, CancellationToken ct)
    {
        var one = Of(ticket);
        var armed = one.Ticket.Timers.Where(t => t.Entry > ticket.Entry && t.Fate == TimerFate.Armed).OrderBy(t => t.DueAt).ToList();
        if (armed.Count > 0) ticket.Entry = armed.Max(t => t.Entry);
        foreach (var timer in armed) ahead.Add(timer.Id, (one, timer));
        one.Ahead += armed.Count;
        return Task.FromResult(armed.ConvertAll(t => (t.Id, t.DueAt)));
    }

    /// <summary>What the stretch left behind. A ticket's own row is written when it is filed, and again when nothing more happens to it.</summary>
    public BulkRows TakeRows()
    {
        foreach (var one in touched)
            if (!one.IsAtRest) underWay.Add(one);
            else
            {
                Finish(one);
                underWay.Remove(one);
            }
        touched.Clear();
        rows.LastNumber = lastNumber;
        var taken = rows;
        rows = rows.Next();
        return taken;
    }

    /// <summary>What is still under way when the play is over.</summary>
    public BulkRows TakeUnfinished()
    {
        foreach (var one in underWay) Finish(one);
        return TakeRows();
    }

    Task<List<Person>> IReactionDesk.RecipientsAsync(Ticket ticket, Recipient to, CancellationToken ct) => Task.FromResult(known.Recipients(ticket, to));

    Task<List<Person>> IReactionDesk.ApproversAsync(Ticket ticket, TicketApproval approval, CancellationToken ct) =>
        throw new InvalidOperationException("A workflow with approvals is not played in memory.");

    // Only what answers a mail can feed a loop, and nobody mails here.
    Task<bool> IReactionDesk.WouldFeedAsync(string letter, Person person, Recipient to, Act act, CancellationToken ct) => Task.FromResult(person.UndeliverableSince is not null);

    Task<Survey?> IReactionDesk.SurveyAsync(Ticket ticket, string key, CancellationToken ct) => Task.FromResult(Current.Surveys.Find(survey => survey.Key == key));

    void IReactionDesk.Add(Survey survey) => Current.Surveys.Add(survey);

    void IReactionDesk.Add(OutboxMail mail)
    {
        if (mail.SealedToken is { } token) Current.Played.SurveyToken = seal.Open(token);
        mail.BeSent(mail.CreatedAt + CommandDesk.Delivery, keepTokens);
        rows.Add(mail);
    }

    private async Task<Played?> FileAsync(NewTicket request, PublishedWorkflow workflow, Caller by, Roles role, Played? goesOn, CancellationToken ct)
    {
        var act = ActOf(workflow, by.Id, role);
        var (ticket, decision) = Ticket.File(request, lastNumber + 1, act);
        if (ticket is null) return null;
        lastNumber++;
        var played = goesOn ?? new Played(ticket.Number, ticket.Id);
        goesOn?.GoOnIn(ticket.Number, ticket.Id);
        played.InMemory = new Kept(ticket, played);
        await FollowAsync(Of(played), decision, act, ct);
        rows.Add(ticket);
        return played;
    }

    private Task<bool> DoAsync(Kept one, PersonId? by, Roles role, Func<Ticket, Act, Decision> verb, CancellationToken ct)
    {
        var act = ActOf(known.Workflow(one.Ticket.WorkflowVersionId), by, role);
        return FollowAsync(one, verb(one.Ticket, act), act, ct);
    }

    private async Task<bool> FollowAsync(Kept one, Decision decision, Act act, CancellationToken ct)
    {
        touched.Add(one);
        if (decision is Decision.Refused) return false;
        current = one;
        await reactions.ReactAsync(this, one.Ticket, one.Ticket.TakeFresh(), act, ct);
        Leave(one);
        if (present - act.At < HandledCommand.Kept) rows.Add(new HandledCommand(act.Command, act.By, one.Ticket.Number, act.At));
        return true;
    }

    // What was only recorded, such as a note by the system, has no consequences of its own: a command forgets it, and so does this.
    private void Leave(Kept one)
    {
        var ticket = one.Ticket;
        _ = ticket.TakeFresh();
        foreach (var message in ticket.Messages)
        {
            rows.Add(message);
            foreach (var file in message.Attachments) rows.Add(file);
        }
        foreach (var happened in ticket.Events.Where(happened => happened.Sequence > one.Written)) rows.Add(happened);
        one.Written = ticket.LastSequence;
        ticket.ForgetWritten();
    }

    private void Finish(Kept one)
    {
        rows.Add(one.Ticket);
        foreach (var timer in one.Ticket.Timers) rows.Add(timer);
        foreach (var survey in one.Surveys) rows.Add(survey);
    }

    private Act ActOf(PublishedWorkflow workflow, PersonId? by, Roles role) => new(by, role, clock.GetUtcNow(), CommandId.New(), workflow, known.Surroundings);

    private Kept Current => current ?? throw new InvalidOperationException("Nothing is being played.");

    private static Kept Of(Played ticket) => (Kept)ticket.InMemory!;

    /// <summary>What people say is kept whatever the workflow thinks of it.</summary>
    private static Decision Standing(Decision decision) => decision is Decision.Refused ? Decision.Stayed.Nothing : decision;
}
