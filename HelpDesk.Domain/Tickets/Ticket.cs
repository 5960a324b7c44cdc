using System.Collections.Immutable;
using System.Diagnostics;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

/// <summary>A customer's request on its way through a workflow. Everything that moves it goes through <see cref="CompiledWorkflow.Decide"/>.</summary>
public sealed partial class Ticket
{
    /// <summary>What the first ticket of a desk is called.</summary>
    public const long FirstNumber = 1001;

    private readonly List<TicketEvent> events = [];
    private readonly List<TicketMessage> messages = [];
    private readonly List<TicketTimer> timers = [];
    private readonly List<TicketApproval> approvals = [];
    private readonly List<TicketEvent> fresh = [];
    private bool isGiven;

    private Ticket() { }

    private Ticket(NewTicket request, long number, Act act)
    {
        Id = TicketId.New();
        Number = number;
        Subject = request.Subject.Trim();
        Channel = request.Channel;
        Priority = request.Priority;
        TeamId = request.Team;
        CustomerId = request.Customer;
        OrganisationId = request.Organisation;
        FollowUpOf = request.FollowUpOf;
        Fields = request.Fields;
        MailboxId = request.Mailbox;
        if (request.Parent is { } parent) (ParentId, LinkDepth, IsHidden) = (parent.Id, parent.LinkDepth + 1, true);
        WorkflowVersionId = act.Workflow.Id;
        CreatedAt = ChangedAt = EnteredAt = act.At;
    }

    public TicketId Id { get; private set; }

    /// <summary>What people call it by.</summary>
    public long Number { get; private set; }

    public string Subject { get; private set; } = "";
    public Channel Channel { get; private set; }

    /// <summary>A key of <see cref="BuiltInFields.Priorities"/>.</summary>
    public string Priority { get; private set; } = "";

    public TeamId TeamId { get; private set; }
    public PersonId? AssigneeId { get; private set; }
    public PersonId CustomerId { get; private set; }
    public OrganisationId? OrganisationId { get; private set; }

    /// <summary>The closed ticket that this one goes on from.</summary>
    public TicketId? FollowUpOf { get; private set; }

    /// <summary>The ticket whose workflow started this one.</summary>
    public TicketId? ParentId { get; private set; }

    /// <summary>How many tickets stand above it.</summary>
    public int LinkDepth { get; private set; }

    /// <summary>The desk's own: a ticket that a workflow started, as long as nobody has written to its customer.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>The mailbox that it came in by: answers leave with its address.</summary>
    public MailboxId? MailboxId { get; private set; }

    /// <summary>The version that it was filed under and is decided by.</summary>
    public WorkflowVersionId WorkflowVersionId { get; private set; }

    public string State { get; private set; } = "";

    /// <summary>The state's phase, kept beside it so that lists need no definition.</summary>
    public Phase Phase { get; private set; }

    /// <summary>How many states it has entered; a timer acts only in the stay that armed it.</summary>
    public int Entry { get; private set; }

    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>The workflow's own fields.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Fields { get; private set; } = ImmutableSortedDictionary<string, FieldValue>.Empty;

    public int Reopenings { get; private set; }

    /// <summary>The survey's score, 1 to 5.</summary>
    public int? Satisfaction { get; private set; }

    /// <summary>Since when a timer of this stay has warned staff.</summary>
    public DateTimeOffset? OverdueSince { get; private set; }

    /// <summary>When the customer last wrote, the request itself included; timers may count from it.</summary>
    public DateTimeOffset? LastCustomerMessageAt { get; private set; }

    /// <summary>When staff last wrote to the customer; timers may count from it.</summary>
    public DateTimeOffset? LastAgentMessageAt { get; private set; }

    /// <summary>The service-level clocks that have been started, by key.</summary>
    public ImmutableSortedDictionary<string, ClockState> Clocks { get; private set; } = ImmutableSortedDictionary.Create<string, ClockState>(StringComparer.Ordinal);

    /// <summary>When the first of the clocks that run is over: kept beside them so that lists can look for it.</summary>
    public DateTimeOffset? ClockDueAt { get; private set; }

    /// <summary>The first words of the newest message that the customer can see.</summary>
    public string Excerpt { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When something last happened to it.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>The number of its newest event: the concurrency token of every write.</summary>
    public int LastSequence { get; private set; }

    /// <summary>The number of the newest event that monitoring has counted; behind <see cref="LastSequence"/> for some seconds after each write.</summary>
    public int CountedSequence { get; private set; }

    /// <summary>Rises with state, assignee, fields and the customer's messages: a form that was shown an older one is stale.</summary>
    public int Revision { get; private set; }

    public IReadOnlyList<TicketEvent> Events => events;
    public IReadOnlyList<TicketMessage> Messages => messages;
    public IReadOnlyList<TicketTimer> Timers => timers;
    public IReadOnlyList<TicketApproval> Approvals => approvals;

    /// <summary>Files a request. The start step of the workflow says where it begins.</summary>
    /// <returns>The ticket, or null with the refusal.</returns>
    public static (Ticket? Ticket, Decision Decision) File(NewTicket request, long number, Act act)
    {
        if (Unfit(request, act) is { IsEmpty: false } reasons) return (null, new Decision.Refused(reasons));
        var ticket = new Ticket(request, number, act);
        var start = request.Schedule is { } times ? new Trigger(TriggerKind.Schedule, times) : new(TriggerKind.Created);
        var decision = ticket.Decide(new Command.Happened(act.As, act.At, start), act);
        if (decision is not Decision.Moved moved) return (null, decision);
        if (request.Body is { } body) ticket.Say(body, isInternal: false, request.Files, act, request.Author ?? request.Customer);
        else if (act.Workflow.Compiled.Step(moved.Path[0].Step)?.Template?.Message is { } words) ticket.Say(words, isInternal: false, [], act);
        ticket.Record(new(EventKind.Filed) { Changes = ticket.FiledWith(), Subject = request.Schedule, Linked = request.Parent?.Id }, act);
        ticket.Apply(decision, act);
        return (ticket, decision);
    }

    /// <summary>Why the fields cannot be filed as they are: those of the workflow alone, each by the rules for edits.</summary>
    private static ImmutableArray<Reason> Unfit(NewTicket request, Act act) => [.. request.Fields
        .Select(given => act.Workflow.Definition.Fields.FirstOrDefault(field => field.Key == given.Key) switch
        {
            null => new Reason(ReasonKind.UnknownField, given.Key),
            var field when (field.SetBy & act.As) == Roles.None => new(ReasonKind.NotSettable, given.Key),
            var field when !field.Fits(given.Value) => new(ReasonKind.WrongValue, given.Key),
            _ => null,
        }).OfType<Reason>()];

    /// <summary>What a decision needs to know of this ticket.</summary>
    public CaseSnapshot Snapshot() => new(State.Length == 0 ? null : State, Entry, Fields.SetItems(
    [
        new(BuiltInFields.Channel, FieldValue.Of(Channel.ToString().ToLowerInvariant())),
        new(BuiltInFields.Subject, FieldValue.Of(Subject)),
        new(BuiltInFields.Priority, FieldValue.Of(Priority)),
        new(BuiltInFields.Team, FieldValue.Of(TeamId.ToString())),
        new(BuiltInFields.Assignee, FieldValue.Of(AssigneeId?.ToString())),
        new(BuiltInFields.Customer, FieldValue.Of(CustomerId.ToString())),
        new(BuiltInFields.Organisation, FieldValue.Of(OrganisationId?.ToString())),
        new(BuiltInFields.Reopenings, FieldValue.Of(Reopenings)),
        new(BuiltInFields.Satisfaction, Satisfaction is { } score ? FieldValue.Of(score) : FieldValue.None),
    ]))
    {
        Clocks = Clocks,
        Approvals = ApprovalStates(),
        LastCustomerMessage = LastCustomerMessageAt,
        LastAgentMessage = LastAgentMessageAt,
    };

    /// <summary>What a guard could see of it when it was filed: with it the log can be replayed.</summary>
    private ImmutableSortedDictionary<string, FieldValue> FiledWith() => Fields
        .SetItem(BuiltInFields.Channel, FieldValue.Of(Channel.ToString().ToLowerInvariant()))
        .SetItem(BuiltInFields.Priority, FieldValue.Of(Priority));

    /// <summary>Its assignee, where they were given it since this was last asked, or it came to another team.</summary>
    internal PersonId? TakeGiven()
    {
        var given = isGiven;
        isGiven = false;
        return given ? AssigneeId : null;
    }

    /// <summary>The events since this was last asked: each has its consequences once.</summary>
    internal List<TicketEvent> TakeFresh()
    {
        List<TicketEvent> taken = [.. fresh];
        fresh.Clear();
        return taken;
    }

    /// <summary>Lets go of messages and events that are kept elsewhere by now, but the newest event: no verb looks further back.</summary>
    internal void ForgetWritten()
    {
        messages.Clear();
        if (events.Count > 1) events.RemoveRange(0, events.Count - 1);
    }

    private Decision Decide(Command command, Act act) =>
        act.Workflow.Compiled.Decide(Snapshot(), command with { Actor = act.By?.ToString() }, act.Surroundings);

    private TicketEvent Record(Happening what, Act act)
    {
        ChainOldEvents();
        var happened = new TicketEvent(this, ++LastSequence, what, act);
        Chain(happened);
        events.Add(happened);
        fresh.Add(happened);
        ChangedAt = act.At;
        return happened;
    }

    private void Apply(Decision decision, Act act)
    {
        switch (decision)
        {
            case Decision.Moved moved:
                Change(Besides(moved.Path, moved.Changes));
                Walk(moved.Path, act);
                Enter(moved, act);
                Run(moved.Clocks);
                Put(moved.Approvals, act);
                break;
            case Decision.Stayed stayed:
                Change(Besides(stayed.Path, stayed.Changes));
                Walk(stayed.Path, act);
                Run(stayed.Clocks);
                Rearm(stayed.Timers, act);
                Put(stayed.Approvals, act);
                break;
            default:
                throw new UnreachableException("A refusal changes nothing, so it is never applied.");
        }
    }

    /// <summary>What an edit or a timer changed besides the steps that followed from it.</summary>
    private static ImmutableSortedDictionary<string, FieldValue> Besides(ImmutableArray<StepTaken> path, ImmutableSortedDictionary<string, FieldValue> changes) =>
        changes.RemoveRange(path.SelectMany(step => step.Changes.Keys));

    private void Walk(ImmutableArray<StepTaken> path, Act act)
    {
        foreach (var step in path)
        {
            if (step.To is not null) Entry++;
            Record(new(EventKind.StepTaken) { Step = step.Step, From = step.From, To = step.To, Changes = step.Changes, Effects = step.Effects }, act);
            Change(step.Changes);
        }
    }

    private void Enter(Decision.Moved moved, Act act)
    {
        (State, Phase, Entry, EnteredAt, OverdueSince) = (moved.State, act.Workflow.Compiled.State(moved.State)!.Phase, moved.Entry, act.At, null);
        Revision++;
        foreach (var timer in moved.Timers)
            timers.Add(new TicketTimer(Id, Entry, timer));
    }

    private void Change(ImmutableSortedDictionary<string, FieldValue> changes)
    {
        foreach (var (field, value) in changes) Set(field, value);
        if (!changes.IsEmpty) Revision++;
    }

    private void Set(string field, FieldValue value)
    {
        switch (field)
        {
            case BuiltInFields.Subject: Subject = value.Text ?? Subject; break;
            case BuiltInFields.Priority: Priority = value.Text ?? Priority; break;
            case BuiltInFields.Team: (TeamId, isGiven) = (Guid.TryParse(value.Text, out var team) ? TeamId.From(team) : TeamId, true); break;
            case BuiltInFields.Assignee: (AssigneeId, isGiven) = (value.Text is { } id ? PersonId.From(Guid.Parse(id)) : null, true); break;
            case BuiltInFields.Reopenings: Reopenings = (int)(value.Number ?? 0); break;
            case BuiltInFields.Satisfaction: Satisfaction = (int?)value.Number; break;
            default: Fields = value.IsEmpty ? Fields.Remove(field) : Fields.SetItem(field, value); break;
        }
    }
}

/// <summary>How a request came in.</summary>
public enum Channel
{
    Portal,
    Phone,
    Mail,
    Api,

    /// <summary>Another ticket's workflow started it.</summary>
    Linked,

    /// <summary>A workflow's schedule filed it.</summary>
    Schedule,
}

/// <summary>What somebody files.</summary>
/// <param name="Customer">Whose request it is.</param>
/// <param name="Author">Who wrote it down, where that is not the customer.</param>
/// <param name="Body">What is asked for; null where the workflow itself files it.</param>
public sealed record NewTicket(
    string Subject,
    string? Body,
    string Priority,
    Channel Channel,
    TeamId Team,
    PersonId Customer,
    OrganisationId? Organisation,
    ImmutableArray<StoredFile> Files,
    PersonId? Author = null,
    TicketId? FollowUpOf = null)
{
    /// <summary>The ticket whose workflow starts this one.</summary>
    public Ticket? Parent { get; init; }

    /// <summary>The mailbox that it came in by.</summary>
    public MailboxId? Mailbox { get; init; }

    /// <summary>The schedule whose time has come, as its five fields; null for what is filed otherwise.</summary>
    public string? Schedule { get; init; }

    /// <summary>The workflow's own fields as they were filled in.</summary>
    public ImmutableSortedDictionary<string, FieldValue> Fields { get; init; } = ImmutableSortedDictionary<string, FieldValue>.Empty;

    /// <summary>What goes on from a closed ticket: for the same customer and team, whoever of them writes.</summary>
    internal static NewTicket GoingOnFrom(Ticket old, string body, ImmutableArray<StoredFile> files, PersonId by) =>
        new(old.Subject, body, BuiltInFields.UsualPriority, Channel.Portal, old.TeamId, old.CustomerId, old.OrganisationId, files, by, old.Id) { Mailbox = old.MailboxId };
}
