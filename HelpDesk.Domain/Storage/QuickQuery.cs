using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HelpDesk.Domain.Storage;

/// <summary>A query that nearly every command asks: translated once for each model, not looked up by its expression each time.</summary>
internal sealed class QuickQuery<TArgument, TRow>(Expression<Func<HelpDeskDb, TArgument, IQueryable<TRow>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<HelpDeskDb, TArgument, IAsyncEnumerable<TRow>>> translated = [];

    public async Task<List<TRow>> ListAsync(HelpDeskDb db, TArgument argument, CancellationToken ct)
    {
        var rows = new List<TRow>();
        await foreach (var row in translated.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, argument).WithCancellation(ct)) rows.Add(row);
        return rows;
    }
}
