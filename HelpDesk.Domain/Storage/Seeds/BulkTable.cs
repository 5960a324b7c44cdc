using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>
/// Rows of one table, as the model maps them, written by one prepared statement: what EF's change tracker would write, without its work.
/// A row that is there already is replaced. A column that the model gains is written without a change here.
/// </summary>
internal sealed class BulkTable
{
    private readonly IProperty[] properties;
    private readonly ValueConverter?[] converters;
    private readonly string sql;

    public BulkTable(HelpDeskDb db, Type entity)
    {
        var type = db.Model.FindEntityType(entity) ?? throw new InvalidOperationException($"{entity.Name} is not in the model.");
        properties = [.. type.GetProperties()];
        converters = [.. properties.Select(property => property.GetTypeMapping().Converter)];
        var help = db.GetService<ISqlGenerationHelper>();
        string Column(IProperty property) => help.DelimitIdentifier(property.GetColumnName());
        var keys = type.FindPrimaryKey()!.Properties;
        var changes = properties.Except(keys).Select(property => $"{Column(property)} = excluded.{Column(property)}");
        sql = $"INSERT INTO {help.DelimitIdentifier(type.GetTableName()!)} ({string.Join(", ", properties.Select(Column))}) "
            + $"VALUES ({string.Join(", ", properties.Select((_, i) => Parameter(i)))}) "
            + $"ON CONFLICT ({string.Join(", ", keys.Select(Column))}) DO UPDATE SET {string.Join(", ", changes)}";
    }

    /// <summary>The row of an entity as it is now.</summary>
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

    /// <summary>Writes rows within the transaction that the context is in.</summary>
    public void Write(HelpDeskDb db, List<object[]> rows)
    {
        if (rows.Count == 0) return;
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        var parameters = new DbParameter[properties.Length];
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.Add(parameters[i] = properties[i].GetRelationalTypeMapping().CreateParameter(command, Parameter(i), null, properties[i].IsNullable));
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++) parameters[i].Value = row[i];
            command.ExecuteNonQuery();
        }
    }

    private static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");
}
