using HelpDesk.Domain.Post;
using HelpDesk.Domain.Surveys;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>What a stretch of play leaves behind, as rows, parents before their children.</summary>
internal sealed class BulkRows
{
    private static readonly Type[] Kinds =
        [typeof(Ticket), typeof(TicketEvent), typeof(TicketMessage), typeof(Attachment), typeof(TicketTimer), typeof(Survey), typeof(OutboxMail), typeof(HandledCommand)];

    private readonly BulkTable[] tables;
    private readonly List<object[]>[] rows = [.. Kinds.Select(_ => new List<object[]>())];

    public BulkRows(HelpDeskDb db) => tables = [.. Kinds.Select(kind => new BulkTable(db, kind))];

    private BulkRows(BulkTable[] tables) => this.tables = tables;

    /// <summary>The number of the newest ticket.</summary>
    public long LastNumber { get; set; }

    /// <summary>Keeps an entity's row as it is now.</summary>
    public void Add(object entity)
    {
        var kind = Array.IndexOf(Kinds, entity.GetType());
        rows[kind].Add(tables[kind].RowOf(entity));
    }

    /// <summary>An empty one for the next stretch.</summary>
    public BulkRows Next() => new(tables);

    /// <summary>Writes them within the transaction that the context is in.</summary>
    public async Task WriteAsync(HelpDeskDb db, CancellationToken ct)
    {
        for (var kind = 0; kind < Kinds.Length; kind++)
            if (rows[kind].Count > 0) await db.WriteRowsAsync(tables[kind], rows[kind], ct);
    }
}
