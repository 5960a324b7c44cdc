using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Surveys;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Surveys;

/// <summary>Which answers.</summary>
/// <param name="Days">Of so many days back; anything but <see cref="Spans"/> means 30, and 0 all.</param>
/// <param name="Score">Only those with so many stars.</param>
/// <param name="After">The last answer of the page before.</param>
public sealed record SurveyFilter(int? Days, int? Score, SurveyId? After)
{
    public const int Usual = 30;
    public static readonly IReadOnlyList<int> Spans = [7, Usual, 90, 365, 0];

    public int KnownDays => Days is { } days && Spans.Contains(days) ? days : Usual;
    public int? KnownScore => Score is >= 1 and <= 5 ? Score : null;
}

/// <summary>One answer.</summary>
public sealed record SurveyLine(SurveyId Id, int Score, string? Comment, DateTimeOffset At, TicketId TicketId, long Number, string Subject, string Customer)
{
    /// <summary>Who had the ticket when it was rated.</summary>
    public string? Assignee { get; init; }
}

/// <param name="Counts">Answers by stars, whatever the filter's stars.</param>
public sealed record SurveyPage(SurveyFilter Filter, IReadOnlyDictionary<int, int> Counts, IReadOnlyList<SurveyLine> Answers, SurveyId? Next)
{
    public int Count => Counts.Values.Sum();
    public int Most => Counts.Values.DefaultIfEmpty().Max();
    public double? Average => Count == 0 ? null : Counts.Sum(stars => (double)stars.Key * stars.Value) / Count;
}

public sealed class SurveyReading(HelpDeskDb db, TimeProvider clock)
{
    private const int PageSize = 50;

    public async Task<SurveyPage> PageAsync(SurveyFilter filter, CancellationToken ct)
    {
        var answered = db.Surveys.AsNoTracking().Where(s => s.AnsweredAt != null && s.Score != null);
        if (filter.KnownDays > 0)
        {
            var since = clock.GetUtcNow().AddDays(-filter.KnownDays);
            answered = answered.Where(s => s.AnsweredAt >= since);
        }
        var counts = await answered.GroupBy(s => s.Score!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        if (filter.KnownScore is { } score) answered = answered.Where(s => s.Score == score);
        if (filter.After is { } last && await db.Surveys.Where(s => s.Id == last).Select(s => s.AnsweredAt).SingleOrDefaultAsync(ct) is { } at)
            answered = answered.Where(s => s.AnsweredAt < at || (s.AnsweredAt == at && s.Id < last));
        var page = await Lines(answered.OrderByDescending(s => s.AnsweredAt).ThenByDescending(s => s.Id)).Take(PageSize + 1).ToListAsync(ct);
        var shown = await WithAssigneesAsync([.. page.Take(PageSize)], ct);
        return new(filter, counts, shown, page.Count > PageSize ? shown[^1].Id : null);
    }

    private IQueryable<SurveyLine> Lines(IQueryable<Survey> surveys) =>
        from survey in surveys
        join ticket in db.Tickets.NotSpam() on survey.TicketId equals ticket.Id
        join customer in db.Users on ticket.CustomerId equals customer.Id
        select new SurveyLine(survey.Id, survey.Score!.Value, survey.Comment, survey.AnsweredAt!.Value, ticket.Id, ticket.Number, ticket.Subject, customer.Name);

    // The ticket may have gone to somebody else since: what was rated is whose it was by then, and the events remember that.
    private async Task<IReadOnlyList<SurveyLine>> WithAssigneesAsync(IReadOnlyList<SurveyLine> lines, CancellationToken ct)
    {
        var tickets = lines.Select(line => line.TicketId).ToList();
        var events = await db.TicketEvents.AsNoTracking()
            .Where(e => tickets.Contains(e.TicketId) && (e.Kind == EventKind.StepTaken || e.Kind == EventKind.FieldsChanged || e.Kind == EventKind.TimerFired))
            .OrderBy(e => e.TicketId).ThenBy(e => e.Sequence).Select(e => new { e.TicketId, e.At, e.Changes }).ToListAsync(ct);
        var changes = events.Where(e => e.Changes.ContainsKey(BuiltInFields.Assignee))
            .Select(e => new AssigneeChange(e.TicketId, e.At, e.Changes[BuiltInFields.Assignee].Text is { } id ? PersonId.From(Guid.Parse(id)) : null)).ToLookup(e => e.Ticket);
        var then = lines.ToDictionary(line => line.Id, line => AssigneeChange.At(changes[line.TicketId], line.At));
        var people = then.Values.OfType<PersonId>().Distinct().ToList();
        var names = await db.Users.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return [.. lines.Select(line => line with { Assignee = then[line.Id] is { } id ? names.GetValueOrDefault(id) : null })];
    }
}

/// <summary>A ticket changed hands.</summary>
public sealed record AssigneeChange(TicketId Ticket, DateTimeOffset When, PersonId? Assignee)
{
    /// <summary>Whose it was at an instant.</summary>
    /// <param name="changes">Of one ticket, the oldest first.</param>
    public static PersonId? At(IEnumerable<AssigneeChange> changes, DateTimeOffset instant) => changes.LastOrDefault(change => change.When <= instant)?.Assignee;
}
