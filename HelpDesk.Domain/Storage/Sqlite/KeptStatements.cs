using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HelpDesk.Domain.Storage.Sqlite;

/// <summary>
/// Keeps SQLite's statements, which it would otherwise parse and plan anew each time that one is asked: for a short query that takes
/// longer than the answer. Each connection keeps its own; SQLite itself plans one anew when the schema or its figures change.
/// </summary>
internal sealed class KeptStatements : DbCommandInterceptor
{
    public static readonly KeptStatements Instance = new();

    // So many of a connection, of some kilobytes each. Which are wanted changes slowly: when there are too many, all that nobody reads begin anew.
    private const int Most = 150;

    // Longer ones are of many rows together, each time of another number.
    private const int Longest = 16_000;

    private readonly ConditionalWeakTable<SqliteConnection, Statements> kept = [];

    public override InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
        result.HasResult || eventData.Connection is not SqliteConnection connection ? result : InterceptionResult<DbCommand>.SuppressWithResult(new Asked(this, connection));

    /// <summary>The statement of that text on that connection; null when it is not kept, or is being read.</summary>
    public SqliteCommand? Find(SqliteConnection connection, string text)
    {
        if (text.Length > Longest || !IsPlain(text)) return null;
        return kept.GetValue(connection, of => new Statements(of)).Find(text);
    }

    // What changes the schema or the connection's settings is said once.
    private static bool IsPlain(string text)
    {
        var begin = text.AsSpan().TrimStart();
        return begin.StartsWith("SELECT", StringComparison.Ordinal) || begin.StartsWith("INSERT", StringComparison.Ordinal) || begin.StartsWith("UPDATE", StringComparison.Ordinal)
            || begin.StartsWith("DELETE", StringComparison.Ordinal) || begin.StartsWith("WITH", StringComparison.Ordinal);
    }

    /// <summary>Those of one connection, as long as it is open.</summary>
    private sealed class Statements
    {
        private readonly Dictionary<string, Statement> byText = new(StringComparer.Ordinal);
        private readonly SqliteConnection connection;

        public Statements(SqliteConnection connection)
        {
            this.connection = connection;
            // It has put them away itself by then.
            connection.StateChange += (_, change) =>
            {
                if (change.CurrentState == ConnectionState.Closed) byText.Clear();
            };
        }

        /// <summary>Null while it is being read by somebody else.</summary>
        public Statement? Find(string text)
        {
            if (byText.TryGetValue(text, out var known)) return known.IsBeingRead ? null : known;
            if (byText.Count >= Most)
            {
                foreach (var (other, old) in byText.Where(one => !one.Value.IsBeingRead).ToList())
                {
                    byText.Remove(other);
                    old.Dispose();
                }
            }
            return byText[text] = new Statement(connection, text);
        }
    }

    /// <summary>A statement that stays prepared.</summary>
    private sealed class Statement : SqliteCommand
    {
        public Statement(SqliteConnection connection, string text) : base(text, connection) { }

        public bool IsBeingRead => DataReader is not null;
    }

    /// <summary>What EF makes for each question: the statement that is kept answers it.</summary>
    private sealed class Asked : SqliteCommand
    {
        private readonly KeptStatements kept;

        public Asked(KeptStatements kept, SqliteConnection connection)
        {
            this.kept = kept;
            Connection = connection;
        }

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (Connection is not { } connection || kept.Find(connection, CommandText) is not { } statement) return base.ExecuteReader(behavior);
            statement.Parameters.Clear();
            foreach (SqliteParameter parameter in Parameters) statement.Parameters.Add(parameter);
            (statement.Transaction, statement.CommandTimeout) = (Transaction, CommandTimeout);
            statement.Prepare();
            return statement.ExecuteReader(behavior);
        }
    }
}
