using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace HelpDesk.Domain.Storage.Saving;

/// <summary>A row that changed, and what writes it.</summary>
internal readonly record struct ChangedRow(IUpdateEntry Entry, RowStatement Statement);

/// <summary>
/// Writes what a command changed by statements that are made once. EF makes each of them anew, and finds out anew each time which row
/// has to be written before which. What takes a look at more than a row and its table is left to EF.
/// </summary>
internal abstract class RowSaving(DatabaseDependencies dependencies, RelationalDatabaseDependencies relational, ISqlGenerationHelper help) : RelationalDatabase(dependencies, relational)
{
    private IRelationalConnection Connection => RelationalDependencies.Connection;

    // Without a transaction, or where a failure has to leave it as it was before, EF does more than to write.
    private bool IsCommand => Connection is { CurrentTransaction: not null, Context.Database.AutoSavepointsEnabled: false };

    public override async Task<int> SaveChangesAsync(IList<IUpdateEntry> entries, CancellationToken cancellationToken = default)
    {
        if (!IsCommand || InOrder(entries) is not { } rows) return await base.SaveChangesAsync(entries, cancellationToken);
        await WriteAsync(rows, Connection.DbConnection, Connection.CurrentTransaction!.GetDbTransaction(), cancellationToken);
        return rows.Count;
    }

    /// <summary>Writes the rows in this order.</summary>
    /// <exception cref="DbUpdateConcurrencyException">One of them is no longer as it was read.</exception>
    /// <exception cref="DbUpdateException">The database refuses one.</exception>
    protected abstract Task WriteAsync(IReadOnlyList<ChangedRow> rows, DbConnection connection, DbTransaction transaction, CancellationToken ct);

    /// <summary>A failure of saving, as callers know it from EF.</summary>
    protected static DbUpdateException Refused(DbException trouble, params IReadOnlyList<IUpdateEntry> rows) =>
        new($"What was changed could not be written: {trouble.Message}", trouble, rows);

    /// <inheritdoc cref="Refused"/>
    protected static DbUpdateConcurrencyException NotAsRead(IUpdateEntry row) =>
        new($"A row of {row.EntityType.ShortName()} is no longer as it was read.", [row]);

    private List<ChangedRow>? InOrder(IList<IUpdateEntry> entries)
    {
        var rows = new List<(IUpdateEntry Entry, PlainTable Table, RowStatement Statement)>(entries.Count);
        foreach (var entry in entries)
        {
            if (PlainTable.Of(entry.EntityType, help) is not { } table || table.StatementFor(entry) is not { } statement) return null;
            rows.Add((entry, table, statement));
        }
        rows.Sort(static (one, other) => PlainTable.Compare(one.Table, one.Entry, other.Table, other.Entry));
        return [.. rows.Select(row => new ChangedRow(row.Entry, row.Statement))];
    }
}
