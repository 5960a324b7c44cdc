using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.Verbs;

/// <summary>A verb that works on what is there makes no database where settings point to a wrong place.</summary>
public sealed class WithoutADatabase : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("post", "hold")]
    [InlineData("post", "send")]
    [InlineData("post", "discard")]
    [InlineData("search", "rebuild")]
    [InlineData("user", "reset", "carl@example.com")]
    [InlineData("workflow", "replay", "DRAFT")]
    [InlineData("verify")]
    [InlineData("backup", "desk.zip")]
    public async Task It_says_that_there_is_none_and_makes_none(params string[] words)
    {
        var draft = directory.File("draft.json", StandardWorkflow.Json);
        var connection = TestDatabase.IsPostgreSql ? TestDatabase.Empty() : "";
        var ran = await Ran.VerbAsync(directory.Path, [.. words.Select(word => word == "DRAFT" ? draft : word)], new() { ["ConnectionStrings:HelpDesk"] = connection });
        Assert.True(ran.Status == 2, $"{ran.Status}: {ran.Output} {ran.Error}");
        Assert.Equal("", ran.Output);
        Assert.StartsWith("There is no database yet", Assert.Single(ran.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(directory.Path, "helpdesk.db")));
        if (TestDatabase.IsPostgreSql) Assert.Equal(0L, await TablesAsync(connection));
    }

    [Fact]
    public async Task Where_no_server_answers_it_says_that()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "the other has no server.");
        var ran = await Ran.ProgramAsync(directory.Path, ["user", "reset", "carl@example.com"], new() { ["ConnectionStrings:HelpDesk"] = $"Host=127.0.0.1;Port={Ports.Free()};Username=x" });
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.StartsWith("PostgreSQL cannot be reached", Assert.Single(ran.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<object?> TablesAsync(string connection)
    {
        await using var server = new NpgsqlConnection(connection);
        await server.OpenAsync();
        await using var count = new NpgsqlCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", server);
        return await count.ExecuteScalarAsync();
    }
}
