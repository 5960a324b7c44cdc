using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Workflows;

/// <summary>
/// The events of tickets as the core's process log, for replay and monitoring. That somebody postponed or skipped a timer,
/// or marked a ticket as spam, is no event of the core and is left out: a replay makes timers anew.
/// </summary>
public static class TicketLog
{
    private const int Page = 500;

    /// <summary>The tickets of a workflow, on any of its versions.</summary>
    public static IQueryable<Ticket> Of(HelpDeskDb db, string workflow) =>
        db.Tickets.Where(t => db.WorkflowVersions.Any(v => v.Id == t.WorkflowVersionId && v.Workflow == workflow));

    /// <summary>The newest tickets of a workflow, the oldest of them first.</summary>
    /// <param name="db">The database; nothing is tracked.</param>
    /// <param name="workflow">The workflow: it tells steps by hand from those that something took.</param>
    /// <param name="last">How many at most.</param>
    /// <param name="now">Until when service-level clocks are looked at.</param>
    /// <param name="ct">Stops the reading.</param>
    public static async Task<CaseLog> LastAsync(HelpDeskDb db, CompiledWorkflow workflow, int last, DateTimeOffset now, CancellationToken ct)
    {
        var log = new CaseLogBuilder();
        var numbers = await Of(db, workflow.Definition.Key).OrderByDescending(t => t.Number).Take(last).Select(t => t.Number).ToListAsync(ct);
        numbers.Reverse();
        foreach (var page in numbers.Chunk(Page))
            await AddAsync(db, log, page[0], page[^1], [.. page], workflow, now, ct);
        return log.Build();
    }

    /// <summary>Some tickets of a workflow, the oldest first.</summary>
    /// <param name="first">The lowest number.</param>
    /// <param name="until">The highest number.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>The log, and the number of its last ticket; <paramref name="until"/> where it holds all.</returns>
    public static async Task<(CaseLog Log, long Last)> PortionAsync(HelpDeskDb db, CompiledWorkflow workflow, long first, long until, int most, DateTimeOffset now, CancellationToken ct)
    {
        var log = new CaseLogBuilder();
        var numbers = await Of(db, workflow.Definition.Key).Where(t => t.Number >= first && t.Number <= until).OrderBy(t => t.Number).Take(most).Select(t => t.Number).ToListAsync(ct);
        if (numbers.Count > 0) await AddAsync(db, log, numbers[0], numbers[^1], [.. numbers], workflow, now, ct);
        return (log.Build(), numbers.Count < most ? until : numbers[^1]);
    }

    private static async Task AddAsync(HelpDeskDb db, CaseLogBuilder log, long first, long until, HashSet<long> wanted, CompiledWorkflow workflow, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await (from ticket in db.Tickets
                          where ticket.Number >= first && ticket.Number <= until
                          join happened in db.Set<TicketEvent>() on ticket.Id equals happened.TicketId
                          orderby ticket.Number, happened.Sequence
                          select new { ticket.Number, ticket.Priority, ticket.Clocks, Happened = happened }).AsNoTracking().ToListAsync(ct);
        var due = await DueAsync(db, first, until, ct);
        foreach (var ticket in rows.Where(row => wanted.Contains(row.Number)).GroupBy(row => row.Number))
        {
            var (one, id) = (ticket.First(), ticket.Key.ToString(CultureInfo.InvariantCulture));
            var entries = WithoutSpam(ticket.Select(row => row.Happened)).GroupBy(happened => happened.Command).SelectMany(command => Entries(one.Priority, [.. command], workflow, due));
            // What was missed is no event of the ticket; it belongs where its time was over.
            foreach (var entry in entries.Concat(Missed(one.Clocks, now)).OrderBy(entry => entry.At))
                log.Add(id, entry);
        }
    }

    /// <summary>What a customer wrote while it was spam moved nothing, and moves nothing in a replay.</summary>
    private static IEnumerable<TicketEvent> WithoutSpam(IEnumerable<TicketEvent> events)
    {
        var isSpam = false;
        foreach (var happened in events)
        {
            if (happened.Kind is EventKind.MarkedSpam or EventKind.UnmarkedSpam) isSpam = happened.Kind == EventKind.MarkedSpam;
            else if (!isSpam || happened.Kind != EventKind.MessageAdded) yield return happened;
        }
    }

    /// <summary>When the timers that acted were due, by ticket, stay, key and occurrence.</summary>
    private static async Task<Dictionary<(TicketId, int, string, int), DateTimeOffset>> DueAsync(HelpDeskDb db, long first, long until, CancellationToken ct) =>
        await (from ticket in db.Tickets
               where ticket.Number >= first && ticket.Number <= until
               join timer in db.TicketTimers on ticket.Id equals timer.TicketId
               where timer.Fate == TimerFate.Fired
               select new { timer.TicketId, timer.Entry, timer.Key, timer.Occurrence, timer.DueAt }).ToDictionaryAsync(t => (t.TicketId, t.Entry, t.Key, t.Occurrence), t => t.DueAt, ct);

    private static IEnumerable<LogEntry> Missed(ImmutableSortedDictionary<string, ClockState> clocks, DateTimeOffset now) =>
        from clock in clocks
        where clock.Value.DueAt is not null && clock.Value.IsMissed(now)
        select new LogEntry(clock.Value.DueAt!.Value, CaseEventKind.DeadlineMissed) { Subject = clock.Key };

    /// <summary>The events of one command: the first entry says what was wanted, with the first step; the other steps followed by themselves.</summary>
    private static IEnumerable<LogEntry> Entries(string priority, List<TicketEvent> command, CompiledWorkflow workflow, Dictionary<(TicketId, int, string, int), DateTimeOffset> due)
    {
        var steps = command.FindAll(happened => happened.Kind == EventKind.StepTaken);
        if (Wanted(command, priority, workflow, due) is not { } entry)
            yield break;
        yield return steps is [var first, ..]
            ? entry with { Step = first.Step, From = first.From, To = first.To, Changes = entry.Changes.SetItems(first.Changes) }
            : entry;
        foreach (var step in steps.Skip(1))
            yield return new(step.At, CaseEventKind.AutomaticStep) { Step = step.Step, From = step.From, To = step.To, Changes = step.Changes };
    }

    private static LogEntry? Wanted(List<TicketEvent> command, string priority, CompiledWorkflow workflow, Dictionary<(TicketId, int, string, int), DateTimeOffset> due)
    {
        foreach (var happened in command)
        {
            var entry = Entry(happened);
            switch (happened.Kind)
            {
                case EventKind.Filed:
                    return entry(CaseEventKind.Filed) with { Given = Filed(happened, priority), Subject = happened.Subject };
                case EventKind.TimerFired:
                    return entry(CaseEventKind.TimerFired) with { Subject = happened.Timer, SecondsLate = Late(happened, due), Changes = happened.Changes };
                case EventKind.SurveyAnswered:
                    return entry(CaseEventKind.SurveyAnswered) with { Given = One(BuiltInFields.Satisfaction, FieldValue.Of(happened.Score ?? 0)) };
                case EventKind.ApprovalDecided:
                    return entry(CaseEventKind.ApprovalDecided) with { Subject = happened.Subject, Form = happened.Granted == true ? EventForm.Granted : EventForm.None };
                case EventKind.ApprovalLapsed:
                    return entry(CaseEventKind.ApprovalLapsed) with { Subject = happened.Subject };
                case EventKind.LinkedClosed:
                    return entry(CaseEventKind.CaseClosed);
                case EventKind.FieldsChanged:
                    return entry(CaseEventKind.Edited) with { Given = happened.Changes, Changes = happened.Changes };
            }
        }
        return Said(command, workflow);
    }

    private static int Late(TicketEvent fired, Dictionary<(TicketId, int, string, int), DateTimeOffset> due) =>
        due.TryGetValue((fired.TicketId, fired.Entry, fired.Timer ?? "", fired.Occurrence ?? 1), out var at) ? Math.Max(0, (int)(fired.At - at).TotalSeconds) : 0;

    /// <summary>Words alone, or a step by hand with the words of its form.</summary>
    private static LogEntry? Said(List<TicketEvent> command, CompiledWorkflow workflow)
    {
        var (reply, note) = (command.Exists(happened => happened.Kind == EventKind.MessageAdded), command.Exists(happened => happened.Kind == EventKind.NoteAdded));
        var first = command[0];
        if (command.Find(happened => happened.Kind == EventKind.StepTaken) is { } step && workflow.Step(step.Step!) is not { On.IsEmpty: false })
            return Entry(step)(CaseEventKind.StepTaken) with
            {
                Form = (reply ? EventForm.Reply : 0) | (note ? EventForm.Note : 0) | (step.Changes.ContainsKey(BuiltInFields.Assignee) ? EventForm.Assignee : 0),
                Given = Asked(step, workflow),
            };
        return !reply ? null : Entry(first)(first.As == Roles.Customer ? CaseEventKind.CustomerReplied : CaseEventKind.AgentReplied);
    }

    /// <summary>What the form gave, of all that the step changed: what it asks for and no effect of it sets.</summary>
    private static ImmutableSortedDictionary<string, FieldValue> Asked(TicketEvent step, CompiledWorkflow workflow) => workflow.Step(step.Step!) is { } definition
        ? step.Changes.RemoveRange(step.Changes.Keys.Where(field => !definition.Requires.Contains(field)))
        : step.Changes;

    private static Func<CaseEventKind, LogEntry> Entry(TicketEvent happened) => kind => new LogEntry(happened.At, kind)
    {
        By = happened.As,
        Actor = happened.By?.ToString(),
    };

    private static ImmutableSortedDictionary<string, FieldValue> Filed(TicketEvent happened, string priority) =>
        happened.Changes.IsEmpty ? One(BuiltInFields.Priority, FieldValue.Of(priority)) : happened.Changes;

    private static ImmutableSortedDictionary<string, FieldValue> One(string field, FieldValue value) =>
        ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal).Add(field, value);
}
