using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace HelpDesk.Domain.Storage.Saving;

/// <summary>
/// A table of which each row is one entity and each column one property, and whose place among the tables is known beforehand: a
/// row of it can be written without a look at the others.
/// </summary>
internal sealed class PlainTable
{
    private const string Annotation = "HelpDesk:PlainTable";

    // A bit for each column says whether it has changed.
    private const int MostColumns = 64;

    private readonly string name;
    private readonly int level;
    private readonly IColumnMapping[] columns;
    private readonly IColumnMapping[] asRead;
    private readonly IComparer<IUpdateEntry>[] byKey;
    private readonly ulong unique;
    private readonly ISqlGenerationHelper help;
    private readonly Lazy<RowStatement> add;
    private readonly ConcurrentDictionary<ulong, RowStatement> changes = [];

    private PlainTable(ITableMapping mapping, IReadOnlyList<IProperty> key, int level, ISqlGenerationHelper help)
    {
        var table = mapping.Table;
        (name, this.level, this.help) = (table.Name, level, help);
        columns = [.. mapping.ColumnMappings];
        asRead = [.. columns.Where(column => Property(column).IsConcurrencyToken || key.Contains(Property(column)))];
        byKey = [.. key.Select(property => property.GetCurrentValueComparer())];
        HashSet<IColumnBase> once = [.. table.UniqueConstraints.SelectMany(constraint => constraint.Columns), .. table.Indexes.Where(index => index.IsUnique).SelectMany(index => index.Columns)];
        unique = Bits(column => once.Contains(column.Column));
        add = new(() => RowStatement.Add(name, columns, help));
    }

    /// <summary>The table in which an entity is kept; null when it is no plain one.</summary>
    public static PlainTable? Of(IEntityType entity, ISqlGenerationHelper help) =>
        entity.GetOrAddRuntimeAnnotationValue<PlainTable?, ISqlGenerationHelper>(Annotation, with => Look(entity, with!), help);

    /// <summary>
    /// The statement that writes such a row; null where other rows have to be looked at: one that goes, and a value that must not be
    /// twice, and may be another row's until that one is written.
    /// </summary>
    public RowStatement? StatementFor(IUpdateEntry row)
    {
        if (row.SharedIdentityEntry is not null) return null;
        if (row.EntityState == EntityState.Added) return add.Value;
        if (row.EntityState != EntityState.Modified) return null;
        var changed = Bits(column => row.IsModified(Property(column)));
        if (changed == 0 || (changed & unique) != 0) return null;
        return changes.GetOrAdd(changed, static (bits, self) => self.Change(bits), this);
    }

    /// <summary>
    /// Which of two rows is written first: what is pointed at, and in a table what changes before what is new. All others have a fixed
    /// order, too, by table and key: who writes the same rows at the same time waits for the other, and does not lock what that one wants next.
    /// </summary>
    public static int Compare(PlainTable table, IUpdateEntry row, PlainTable otherTable, IUpdateEntry other)
    {
        var order = table.level.CompareTo(otherTable.level);
        if (order == 0) order = string.CompareOrdinal(table.name, otherTable.name);
        if (order == 0) order = row.EntityState.CompareTo(other.EntityState);
        for (var i = 0; order == 0 && i < table.byKey.Length; i++) order = table.byKey[i].Compare(row, other);
        return order;
    }

    private static PlainTable? Look(IEntityType entity, ISqlGenerationHelper help)
    {
        if (entity.GetTableMappings().ToList() is not [{ Table.IsShared: false } mapping] || entity.FindPrimaryKey() is not { } key) return null;
        List<IProperty> properties = [.. entity.GetProperties()];
        // What the database makes would have to be read back.
        if (properties.Count > MostColumns || properties.Exists(property => property.ValueGenerated != ValueGenerated.Never)) return null;
        if (entity.GetComplexProperties().Any() || mapping.ColumnMappings.Count() != properties.Count) return null;
        return LevelOf(mapping.Table, []) is { } level ? new(mapping, key.Properties, level, help) : null;
    }

    // How many tables it stands below; null where one points at itself, or some at each other.
    private static int? LevelOf(ITable table, IReadOnlyList<ITable> below)
    {
        if (below.Contains(table)) return null;
        var level = 0;
        foreach (var above in table.ForeignKeyConstraints.Select(constraint => constraint.PrincipalTable))
        {
            if (LevelOf((ITable)above, [.. below, table]) is not { } one) return null;
            level = Math.Max(level, one + 1);
        }
        return level;
    }

    private static IProperty Property(IColumnMapping column) => (IProperty)column.Property;

    private RowStatement Change(ulong bits) => RowStatement.Change(name, columns.Where((_, i) => (bits & (1UL << i)) != 0), asRead, help);

    private ulong Bits(Func<IColumnMapping, bool> isSet)
    {
        var bits = 0UL;
        for (var i = 0; i < columns.Length; i++)
            if (isSet(columns[i])) bits |= 1UL << i;
        return bits;
    }
}
