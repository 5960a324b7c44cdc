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
    private readonly IColumnMapping[] columns;
    private readonly IColumnMapping[] asRead;
    private readonly IProperty? generated;
    private readonly ulong unique;
    private readonly ISqlGenerationHelper help;
    private readonly Lazy<RowStatement> add;
    private readonly ConcurrentDictionary<ulong, RowStatement> changes = [];

    private PlainTable(ITable table, IReadOnlyList<IProperty> key, IProperty? generated, int level, ISqlGenerationHelper help)
    {
        (name, this.generated, this.help, Level) = (table.Name, generated, help, level);
        columns = [.. table.EntityTypeMappings.Single().ColumnMappings.Cast<IColumnMapping>()];
        asRead = [.. columns.Where(column => Property(column).IsConcurrencyToken || key.Contains(Property(column)))];
        HashSet<IColumnBase> once = [.. table.UniqueConstraints.SelectMany(constraint => constraint.Columns), .. table.Indexes.Where(index => index.IsUnique).SelectMany(index => index.Columns)];
        unique = Bits(column => once.Contains(column.Column));
        PointsAtItself = table.ForeignKeyConstraints.Any(constraint => constraint.PrincipalTable == table);
        add = new(() => RowStatement.Add(name, columns, generated, help));
    }

    /// <summary>How many tables it stands below: what is pointed at is written first.</summary>
    public int Level { get; }

    /// <summary>Whether a row may point at another one of this table.</summary>
    public bool PointsAtItself { get; }

    /// <summary>The table in which an entity is kept; null when it is no plain one.</summary>
    public static PlainTable? Of(IEntityType entity, ISqlGenerationHelper help) =>
        entity.GetOrAddRuntimeAnnotationValue<PlainTable?, ISqlGenerationHelper>(Annotation, with => Look(entity, with!), help);

    /// <summary>The statement that writes such a row; null where other rows have to be looked at: one that goes, and a value that must not be twice, and may be another row's until that one is written.</summary>
    public RowStatement? StatementFor(IUpdateEntry row)
    {
        if (row.SharedIdentityEntry is not null) return null;
        if (row.EntityState == EntityState.Added) return generated is null || row.IsStoreGenerated(generated) ? add.Value : null;
        if (row.EntityState != EntityState.Modified) return null;
        var changed = Bits(column => row.IsModified(Property(column)));
        if (changed == 0 || (changed & unique) != 0) return null;
        return changes.GetOrAdd(changed, static (bits, self) => self.Change(bits), this);
    }

    private static PlainTable? Look(IEntityType entity, ISqlGenerationHelper help)
    {
        if (entity.GetTableMappings().ToList() is not [{ Table: { IsShared: false } table } mapping] || entity.FindPrimaryKey() is not { } key) return null;
        List<IProperty> properties = [.. entity.GetProperties()];
        if (entity.GetComplexProperties().Any() || mapping.ColumnMappings.Count() != properties.Count || properties.Count > MostColumns) return null;
        if (LevelOf(table, []) is not { } level) return null;
        return properties.Where(property => property.ValueGenerated != ValueGenerated.Never).ToList() switch
        {
            [] => new(table, key.Properties, null, level, help),
            [{ ValueGenerated: ValueGenerated.OnAdd } made] when key.Properties is [var only] && only == made => new(table, key.Properties, made, level, help),
            _ => null,
        };
    }

    // Null where tables point at each other.
    private static int? LevelOf(ITable table, IReadOnlyList<ITable> below)
    {
        if (below.Contains(table)) return null;
        var level = 0;
        foreach (var above in table.ForeignKeyConstraints.Select(constraint => constraint.PrincipalTable).Where(above => above != table))
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
