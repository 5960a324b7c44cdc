using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>
/// Rows of one table, as the model maps them, written by one statement: what EF's change tracker would write, without its work.
/// A row that is there already is replaced. A column that the model gains is written without a change here.
/// </summary>
internal sealed class BulkTable
{
    private const int AtOnce = 200;

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
        var connection = db.Database.GetDbConnection();
        if (connection.CanCreateBatch) WriteTogether(db, connection, rows);
        else WriteEach(db, connection, rows);
    }

    // Where the database is another process: many rows a way there and back.
    private void WriteTogether(HelpDeskDb db, DbConnection connection, List<object[]> rows)
    {
        using var maker = connection.CreateCommand();
        foreach (var some in rows.Chunk(AtOnce))
        {
            using var batch = connection.CreateBatch();
            batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            foreach (var row in some)
            {
                var one = batch.CreateBatchCommand();
                one.CommandText = sql;
                for (var i = 0; i < row.Length; i++)
                {
                    var parameter = ParameterOf(maker, i);
                    parameter.Value = row[i];
                    one.Parameters.Add(parameter);
                }
                batch.BatchCommands.Add(one);
            }
            batch.ExecuteNonQuery();
        }
    }

    // Where it is in this one: one statement, whose parameters change.
    private void WriteEach(HelpDeskDb db, DbConnection connection, List<object[]> rows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        for (var i = 0; i < properties.Length; i++) command.Parameters.Add(ParameterOf(command, i));
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i];
            command.ExecuteNonQuery();
        }
    }

    private DbParameter ParameterOf(DbCommand command, int index) =>
        properties[index].GetRelationalTypeMapping().CreateParameter(command, Parameter(index), null, properties[index].IsNullable);

    private static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");
}
