using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq.Expressions;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>The parts of a customer's list, in the order in which they matter to them.</summary>
public enum RequestPart
{
    NeedsYou,
    Open,
    Finished,
}

/// <summary>One request in the list.</summary>
/// <param name="Colleague">Whose it is, when it is not the reader's own.</param>
public sealed record RequestRow(long Number, string Subject, Phase Phase, string State, string Excerpt, DateTimeOffset ChangedAt, string? Colleague, int? Rating, RequestPart Part);

/// <summary>Where a page of the list begins: after this request of this part.</summary>
public sealed record RequestCursor(RequestPart Part, DateTimeOffset ChangedAt, long Number)
{
    /// <summary>The form that stands in an address.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(int)Part}-{ChangedAt.UtcTicks}-{Number}");

    /// <summary>Reads that form; anything else is the beginning of the list.</summary>
    public static RequestCursor? Read(string? text) =>
        text?.Split('-') is [var part, var ticks, var number]
        && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var p) && p <= (int)RequestPart.Finished
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var t) && t <= DateTimeOffset.MaxValue.UtcTicks
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? new((RequestPart)p, new DateTimeOffset(t, TimeSpan.Zero), n)
            : null;
}

/// <summary>A page of the list.</summary>
/// <param name="Next">Where the next page begins, or null at the end.</param>
public sealed record RequestsPage(ImmutableArray<RequestRow> Rows, bool IsFirst, RequestCursor? Next);

/// <summary>Reads a customer's requests: those that wait for them, those in work, those that are finished; each newest first.</summary>
public sealed class RequestsReading(HelpDeskDb db, WorkflowLibrary workflows)
{
    public const int PageSize = 20;

    private static readonly ConcurrentDictionary<(RequestPart Part, PersonRoles Roles), QuickQuery<PersonId, int, Found>> Newest = new();
    private static readonly ConcurrentDictionary<(RequestPart Part, PersonRoles Roles), QuickQuery<PersonId, int, DateTimeOffset, long, Found>> Older = new();

    // The first one as a range: for an equality SQLite takes the index of that phase, and goes through the whole desk's.
    private static readonly ImmutableArray<Expression<Func<Ticket, bool>>> Parts =
    [
        t => t.Phase >= Phase.Pending && t.Phase <= Phase.Pending,
        t => t.Phase == Phase.Open || t.Phase == Phase.Assigned || t.Phase == Phase.OnHold,
        t => t.Phase == Phase.Resolved || t.Phase == Phase.Closed,
    ];

    public async Task<RequestsPage> PageAsync(Caller me, RequestCursor? after, CancellationToken ct)
    {
        var rows = new List<Found>();
        for (var part = after?.Part ?? RequestPart.NeedsYou; part <= RequestPart.Finished && rows.Count <= PageSize; part++)
            rows.AddRange(await FindAsync(me, part, after?.Part == part ? after : null, PageSize + 1 - rows.Count, ct));

        var shown = ImmutableArray.CreateBuilder<RequestRow>();
        foreach (var row in rows.Take(PageSize)) shown.Add(await InWordsAsync(row, me, ct));
        var next = rows.Count > PageSize && shown[^1] is var last ? new RequestCursor(last.Part, last.ChangedAt, last.Number) : null;
        return new(shown.ToImmutable(), after is null, next);
    }

    private Task<List<Found>> FindAsync(Caller me, RequestPart part, RequestCursor? after, int count, CancellationToken ct) => after is null
        ? Newest.GetOrAdd((part, me.Roles), key => new((db, id, most) => Of(db, new(id, key.Roles), key.Part, tickets => tickets.NewestFirst().Take(most)))).ListAsync(db, me.Id, count, ct)
        : Older.GetOrAdd((part, me.Roles), key => new((db, id, most, changedAt, number) => Of(db, new(id, key.Roles), key.Part, tickets => tickets.After(changedAt, number).NewestFirst().Take(most))))
            .ListAsync(db, me.Id, count, after.ChangedAt, after.Number, ct);

    internal static IQueryable<Found> Of(HelpDeskDb db, Caller me, RequestPart part, Func<IQueryable<Ticket>, IQueryable<Ticket>> newest)
    {
        var inPart = Parts[(int)part];
        var ids = db.WaysIntoPortal(me).Select(way => newest(way.Where(inPart))).Append(db.FollowedBy(me).Where(inPart)).Select(way => way.Select(t => t.Id)).Aggregate((one, other) => one.Union(other));
        return newest(db.VisibleInPortal(me).AsNoTracking().Where(t => ids.Contains(t.Id)))
            .Select(t => new Found(
                t.Number, t.Subject, t.Phase, t.WorkflowVersionId, t.State, t.Excerpt, t.ChangedAt, t.CustomerId,
                db.Users.Where(p => p.Id == t.CustomerId).Select(p => p.Name).First(), t.Satisfaction, part));
    }

    private async Task<RequestRow> InWordsAsync(Found row, Caller me, CancellationToken ct)
    {
        var state = (await workflows.GetAsync(db, row.Version, ct)).Compiled.State(row.State);
        var mine = row.Customer == me.Id;
        return new(
            row.Number, row.Subject, row.Phase, state?.CustomerSees.In(CultureInfo.CurrentUICulture.Name) ?? row.State, row.Excerpt, row.ChangedAt,
            mine ? null : row.Name, mine ? row.Satisfaction : null, row.Part);
    }

    internal sealed record Found(
        long Number, string Subject, Phase Phase, WorkflowVersionId Version, string State, string Excerpt, DateTimeOffset ChangedAt,
        PersonId Customer, string Name, int? Satisfaction, RequestPart Part);
}
