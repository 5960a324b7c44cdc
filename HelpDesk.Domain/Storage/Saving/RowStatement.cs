using System.Globalization;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace HelpDesk.Domain.Storage.Saving;

/// <summary>
/// The statement that adds a row of one entity, or changes some columns of one that is still as it was read. It is the same text for
/// every such row, so that a database that has prepared it once need not look at it again.
/// </summary>
/// <param name="Text">With <c>$1</c>, <c>$2</c> … where the values go.</param>
internal sealed record RowStatement(string Text, IReadOnlyList<RowValue> Values)
{
    public static RowStatement Add(string table, IEnumerable<IColumnMapping> columns, ISqlGenerationHelper help)
    {
        List<RowValue> values = [.. columns.Select(column => new RowValue(column, AsRead: false))];
        var names = string.Join(", ", values.Select(value => help.DelimitIdentifier(value.Column)));
        var places = string.Join(", ", values.Select((_, i) => Place(i)));
        return new($"INSERT INTO {help.DelimitIdentifier(table)} ({names}) VALUES ({places})", values);
    }

    /// <param name="changed">What is written.</param>
    /// <param name="asRead">The row's key, and what must still be as it was read.</param>
    public static RowStatement Change(string table, IEnumerable<IColumnMapping> changed, IEnumerable<IColumnMapping> asRead, ISqlGenerationHelper help)
    {
        List<RowValue> values = [.. changed.Select(column => new RowValue(column, AsRead: false))];
        var sets = string.Join(", ", values.Select((value, i) => $"{help.DelimitIdentifier(value.Column)} = {Place(i)}"));
        List<RowValue> read = [.. asRead.Select(column => new RowValue(column, AsRead: true))];
        var where = string.Join(" AND ", read.Select((value, i) => $"{help.DelimitIdentifier(value.Column)} {(value.IsNullable ? "IS NOT DISTINCT FROM" : "=")} {Place(values.Count + i)}"));
        return new($"UPDATE {help.DelimitIdentifier(table)} SET {sets} WHERE {where}", [.. values, .. read]);
    }

    /// <summary>The name of a value's place, counted from 0.</summary>
    public static string Place(int i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}");
}
