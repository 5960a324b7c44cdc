using Npgsql;

namespace HelpDesk.Tests.House;

/// <summary>
/// The PostgreSQL server of this test run, gone with it. HELPDESK_TEST_POSTGRES (a connection string of somebody who may create databases) names another.
/// </summary>
public static class PostgresServer
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("HELPDESK_TEST_POSTGRES") is { Length: > 0 } given ? given : null;

    private static readonly Lazy<string> Server = new(() => Given ?? Start());

    public static string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(Server.Value) { Database = database }.ConnectionString;

    public static bool IsHere => PostgresProcess.Programs is not null || Given is not null;

    /// <summary>Leaves a test out where there is no server; in CI it fails.</summary>
    public static void IsNeeded(string forWhat)
    {
        if (!IsHere) Needs.Missing($"{forWhat} needs PostgreSQL, which is not on this machine");
    }

    private static string Start()
    {
        var server = PostgresProcess.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server.ConnectionString("postgres");
    }
}
