using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Search;

/// <summary>Where a page of hits begins: after a hit of this rank and number, in the batch of hits whose numbers are below <paramref name="Below"/>.</summary>
public readonly record struct SearchPlace(long Below, int Rank, long Number)
{
    public static readonly SearchPlace Begin = new(long.MaxValue, int.MaxValue, long.MaxValue);

    /// <summary>Reads the form that stands in an address; anything else is the beginning.</summary>
    public static SearchPlace Read(string? text) =>
        text?.Split('-') is [var below, var rank, var number] && Whole(below) is { } b && Whole(rank) is { } r and <= int.MaxValue && Whole(number) is { } n ? new(b, (int)r, n) : Begin;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Below}-{Rank}-{Number}");

    private static long? Whole(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A ticket that was found.</summary>
public sealed record Hit(
    TicketId Id, long Number, string Subject, string Excerpt, Phase Phase, string State, WorkflowVersionId Version, DateTimeOffset ChangedAt,
    PersonId CustomerId, string Customer, string? Address, string? Organisation, string? Assignee)
{
    /// <summary>The higher, the nearer it stands to the top.</summary>
    public int Rank { get; init; }

    /// <summary>Words around what was looked for.</summary>
    public Excerpt Shown { get; init; } = null!;

    /// <summary>Whether they are from a note.</summary>
    public bool IsFromNote { get; init; }
}

/// <summary>A page of hits.</summary>
/// <param name="Known">How many hits there are; null: more than are ranked at a time.</param>
/// <param name="Next">Where the next page begins, or null at the end.</param>
/// <param name="Waiting">How many changes wait to be put into the index.</param>
public sealed record Hits(ImmutableArray<Hit> Shown, int? Known, SearchPlace? Next, int Waiting)
{
    /// <summary>Whether something may be missing for longer than the moment in which the index follows a commit.</summary>
    public bool IsBehind => Waiting > IndexCommands.Portion;
}

/// <summary>
/// Looks for tickets. The newest that fit, up to <see cref="Batch"/>, are ranked against each other; then the next ones, and so on:
/// that costs the same however many fit, and is the same on every database, because the ranking is done here.
/// </summary>
public sealed class TicketSearch(HelpDeskDb db, IFullText fullText)
{
    public const int PageSize = 20;

    /// <summary>So many hits are ranked against each other.</summary>
    public const int Batch = 200;

    // What is read of messages for a page's excerpts, at most: so many messages, and so many characters of each.
    private const int MostMessages = 400;
    private const int MostOfAMessage = 8_000;

    private static readonly ConcurrentDictionary<(SearchArea Area, PersonRoles Roles), QuickQuery<PersonId, List<long>, Hit>> Numbered = new();
    private static readonly ConcurrentDictionary<bool, QuickQuery<List<long>, Message>> Messages = new();
    private static readonly QuickQuery<int> Waiting = new(db => db.UnindexedTickets.GroupBy(_ => 1).Select(all => all.Count()));

    /// <summary>Whatever the index says, nothing is found but what the caller may see.</summary>
    public async Task<Hits> FindAsync(SearchQuery query, SearchScope scope, Caller me, SearchPlace after, CancellationToken ct)
    {
        var numbers = await fullText.FindAsync(db, query, scope, after.Below, Batch + 1, ct);
        var isAll = numbers.Count <= Batch;
        var batch = numbers.Take(Batch).ToList();
        var ranked = (await ReadAsync(scope.Area, me, batch, ct)).ConvertAll(hit => hit with { Rank = RankOf(hit, query) });
        var page = ranked.OrderByDescending(hit => hit.Rank).ThenByDescending(hit => hit.Number)
            .SkipWhile(hit => hit.Rank > after.Rank || (hit.Rank == after.Rank && hit.Number >= after.Number)).Take(PageSize + 1).ToList();
        // From here on the batch is the same one, whatever is filed meanwhile.
        var below = after.Below == long.MaxValue && batch.Count > 0 ? batch[0] + 1 : after.Below;
        SearchPlace? next = page.Count > PageSize ? new(below, page[PageSize - 1].Rank, page[PageSize - 1].Number)
            : isAll ? null
            : SearchPlace.Begin with { Below = batch[^1] };
        var shown = await ExcerptsAsync(page.Take(PageSize).ToList(), query, scope.WithInternal, ct);
        return new(shown, isAll && after == SearchPlace.Begin ? ranked.Count : null, next, (await Waiting.ListAsync(db, ct)).SingleOrDefault());
    }

    private static IQueryable<Ticket> Visible(HelpDeskDb db, SearchArea area, Caller me) => area switch
    {
        SearchArea.Desk => db.VisibleAtDesk(me).NotSpam(),
        SearchArea.Spam => db.VisibleAtDesk(me).Spam(),
        _ => db.VisibleInPortal(me),
    };

    private Task<List<Hit>> ReadAsync(SearchArea area, Caller me, List<long> numbers, CancellationToken ct) =>
        Numbered.GetOrAdd((area, me.Roles), static key => new((db, id, numbers) =>
            Visible(db, key.Area, new(id, key.Roles)).AsNoTracking().Where(t => numbers.Contains(t.Number)).Select(t => new Hit(
                t.Id, t.Number, t.Subject, t.Excerpt, t.Phase, t.State, t.WorkflowVersionId, t.ChangedAt, t.CustomerId,
                db.Users.Where(p => p.Id == t.CustomerId).Select(p => p.Name).First(),
                db.Users.Where(p => p.Id == t.CustomerId).Select(p => p.Email).First(),
                db.Organisations.Where(o => o.Id == t.OrganisationId).Select(o => o.Name).FirstOrDefault(),
                db.Users.Where(p => p.Id == t.AssigneeId).Select(p => p.Name).FirstOrDefault())))).ListAsync(db, me.Id, numbers, ct);

    /// <summary>Four for each term in the subject, two for each in the number or the customer's name, address or organisation; what stands only in the words or fields counts nothing more, and newer goes first.</summary>
    private static int RankOf(Hit hit, SearchQuery query)
    {
        var subject = Tokens.Of(hit.Subject).ToList();
        List<List<Token>> facts = [.. new[] { TicketWords.Word(hit.Number), hit.Customer, hit.Address, hit.Organisation }.OfType<string>().Select(text => Tokens.Of(text).ToList())];
        return query.Wanted.Sum(term => (term.StandsIn(subject) ? 4 : 0) + (facts.Exists(term.StandsIn) ? 2 : 0));
    }

    private async Task<ImmutableArray<Hit>> ExcerptsAsync(List<Hit> page, SearchQuery query, bool withInternal, CancellationToken ct)
    {
        // In the order of their numbers, so that it is the long tickets of which the newest messages may be left out.
        var messages = await Messages.GetOrAdd(withInternal, static withInternal => new((db, numbers) =>
            db.Tickets.Where(t => numbers.Contains(t.Number))
                .Join(withInternal ? db.TicketMessages : db.TicketMessages.ForCustomers(), t => t.Id, m => m.TicketId, (_, m) => m)
                .OrderBy(m => m.Sequence).ThenBy(m => m.TicketId).Take(MostMessages)
                .Select(m => new Message(m.TicketId, m.IsInternal, m.Body.Substring(0, MostOfAMessage))))).ListAsync(db, page.ConvertAll(hit => hit.Number), ct);
        var said = messages.ToLookup(m => m.Ticket, m => (m.Body, m.IsInternal));
        return [.. page.Select(hit => WithExcerpt(hit, said[hit.Id], query))];
    }

    private static Hit WithExcerpt(Hit hit, IEnumerable<(string Body, bool IsNote)> said, SearchQuery query)
    {
        var best = (Excerpt: (Excerpt?)null, Terms: 0, IsNote: false);
        // Of messages that show as much the newest is the best.
        foreach (var (body, isNote) in said.Reverse())
        {
            var excerpt = Excerpt.Best(body, query, out var terms);
            if (terms > best.Terms) best = (excerpt, terms, isNote);
            if (terms == query.Wanted.Length) break;
        }
        return hit with { Shown = best.Excerpt ?? Excerpt.Best(hit.Excerpt, query, out _), IsFromNote = best.IsNote };
    }

    private sealed record Message(TicketId Ticket, bool IsInternal, string Body);
}
