using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace HelpDesk.Domain.Storage.Saving;

/// <summary>One value of a statement, kept as the model maps it.</summary>
/// <param name="AsRead">The value that was read, and not the one that it has now.</param>
internal sealed record RowValue(IColumnMapping Mapping, bool AsRead)
{
    private readonly IProperty property = (IProperty)Mapping.Property;
    private readonly RelationalTypeMapping type = Mapping.TypeMapping;

    public string Column => Mapping.Column.Name;

    public bool IsNullable => property.IsNullable;

    /// <summary>As the database takes it.</summary>
    public object Of(IUpdateEntry row)
    {
        var value = AsRead ? row.GetOriginalValue(property) : row.GetCurrentValue(property);
        return (type.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
    }

    /// <summary>A parameter for it, without the value.</summary>
    public DbParameter ParameterFor(DbCommand command, string name) => type.CreateParameter(command, name, null, IsNullable);
}
