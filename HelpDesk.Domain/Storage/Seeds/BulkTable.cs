using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>
/// A table as the model maps it, for rows that are written without EF's change tracker. A row that is there already is replaced.
/// A column that the model gains is written without a change here.
/// </summary>
internal sealed class BulkTable
{
    private readonly IProperty[] properties;
    private readonly ValueConverter?[] converters;

    public BulkTable(HelpDeskDb db, Type entity)
    {
        var type = db.Model.FindEntityType(entity) ?? throw new InvalidOperationException($"{entity.Name} is not in the model.");
        properties = [.. type.GetProperties()];
        Columns = [.. properties.Select(property => property.GetRelationalTypeMapping())];
        converters = [.. Columns.Select(column => column.Converter)];
        var help = db.GetService<ISqlGenerationHelper>();
        string Quoted(IProperty property) => help.DelimitIdentifier(property.GetColumnName());
        var keys = type.FindPrimaryKey()!.Properties;
        Name = help.DelimitIdentifier(type.GetTableName()!);
        ColumnList = string.Join(", ", properties.Select(Quoted));
        KeyList = string.Join(", ", keys.Select(Quoted));
        OnConflict = $"ON CONFLICT ({KeyList}) DO UPDATE SET {string.Join(", ", properties.Except(keys).Select(property => $"{Quoted(property)} = excluded.{Quoted(property)}"))}";
    }

    /// <summary>The table's name, quoted.</summary>
    public string Name { get; }

    /// <summary>How each value of a row is kept.</summary>
    public IReadOnlyList<RelationalTypeMapping> Columns { get; }

    /// <summary>The columns' names in the order of a row's values, quoted, with commas.</summary>
    public string ColumnList { get; }

    /// <summary>Those of the primary key.</summary>
    public string KeyList { get; }

    /// <summary>The end of an INSERT that replaces what is there already.</summary>
    public string OnConflict { get; }

    public bool IsNullable(int column) => properties[column].IsNullable;

    /// <summary>The row of an entity as it is now: values as the database takes them.</summary>
    public object[] RowOf(object entity)
    {
        var row = new object[properties.Length];
        for (var i = 0; i < row.Length; i++)
        {
            var value = properties[i].GetGetter().GetClrValue(entity);
            row[i] = (converters[i] is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
        }
        return row;
    }
}
