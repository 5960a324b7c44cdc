using HelpDesk.Tests.House;
using Npgsql;

namespace HelpDesk.Tests.StartUp;

/// <summary>The program started as it cannot be, and what it says.</summary>
internal static class Refusals
{
    /// <summary>Starts it to serve, on SQLite unless the settings say otherwise.</summary>
    public static Task<Ran> ServeAsync(TempDirectory directory, Dictionary<string, string>? settings = null, string[]? under = null) =>
        Ran.ProgramAsync(directory.Path, ["--urls", $"http://127.0.0.1:{Ports.Free()}"], settings?.ContainsKey("HelpDesk:Database") == true ? settings : new(settings ?? []) { ["HelpDesk:Database"] = "Sqlite", ["ConnectionStrings:HelpDesk"] = "" }, under);

    /// <summary>The settings of a desk on PostgreSQL.</summary>
    public static Dictionary<string, string> On(string connection) => new() { ["HelpDesk:Database"] = "PostgreSql", ["ConnectionStrings:HelpDesk"] = connection };

    /// <summary>It ended with status 2 and one sentence.</summary>
    public static void Assert(Ran ran, string words)
    {
        Xunit.Assert.True(ran.Status == 2, $"{ran.Status}: {ran.Output} {ran.Error}");
        Xunit.Assert.Equal("", ran.Output);
        Xunit.Assert.Contains(words, Xunit.Assert.Single(ran.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    public static async Task<object?> AskAsync(string connection, string sql)
    {
        await using var server = new NpgsqlConnection(connection);
        await server.OpenAsync();
        await using var command = new NpgsqlCommand(sql, server);
        return await command.ExecuteScalarAsync();
    }
}
