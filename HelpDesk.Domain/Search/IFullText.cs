using HelpDesk.Domain.Storage;

namespace HelpDesk.Domain.Search;

/// <summary>
/// A database's own full text: an index with one entry a ticket. What is looked for and what is stored are the same folded words
/// on every database (<see cref="Tokens"/>, <see cref="TicketWords"/>), so the answers are the same, too.
/// </summary>
public interface IFullText
{
    /// <summary>The tickets that fit, the newest first.</summary>
    /// <param name="below">Only numbers below this one.</param>
    /// <param name="most">So many at most.</param>
    Task<List<long>> FindAsync(HelpDeskDb db, SearchQuery query, SearchScope scope, long below, int most, CancellationToken ct);

    /// <summary>Puts tickets into the index, in place of what was there of them.</summary>
    Task PutAsync(HelpDeskDb db, IEnumerable<TicketWords> tickets, CancellationToken ct);

    Task RemoveAsync(HelpDeskDb db, IEnumerable<long> numbers, CancellationToken ct);

    /// <summary>The number of each ticket that has an entry, to be asked within a query.</summary>
    IQueryable<long> Entries(HelpDeskDb db);

    /// <summary>Empties the index.</summary>
    Task ClearAsync(HelpDeskDb db, CancellationToken ct);
}
