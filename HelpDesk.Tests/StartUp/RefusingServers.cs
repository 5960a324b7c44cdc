using HelpDesk.Tests.House;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.StartUp;

/// <summary>A PostgreSQL server that cannot be used keeps the program from starting with one sentence that says what to do, status 2, and no stack trace.</summary>
public sealed class RefusingServers : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("Host=127.0.0.1;Port=PORT;Database=x;Username=x;Password=secret-word", "PostgreSQL cannot be reached")]
    [InlineData("Host=127.0.0.1;Port=many;Password=secret-word", "is not one for PostgreSQL")]
    [InlineData("Host=127.0.0.1;Port=99999;Password=secret-word", "names the port 99999: write one from 1 to 65535")]
    [InlineData("Host=127.0.0.1;Maximum Pool Size=2;Username=x;Password=secret-word", "allows 2 connections")]
    [InlineData("Database=x;Password=secret-word", "names no host")]
    public async Task A_PostgreSQL_that_is_not_there_ends_the_program_with_one_sentence(string given, string words)
    {
        var ran = await Refusals.ServeAsync(directory, Refusals.On(given.Replace("PORT", $"{Ports.Free()}", StringComparison.Ordinal)));
        Refusals.Assert(ran, words);
        Assert.DoesNotContain("secret-word", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user", "add", "eve@example.com", "--name", "Eve", "--role", "agent")]
    [InlineData("search", "rebuild")]
    [InlineData("restore", "desk.zip")]
    [InlineData("verify")]
    public async Task A_port_that_is_none_ends_a_verb_with_one_sentence(params string[] words) =>
        Refusals.Assert(await Ran.ProgramAsync(directory.Path, words, Refusals.On("Host=127.0.0.1;Port=99999;Username=x")), "names the port 99999");

    [Fact]
    public async Task A_PostgreSQL_that_refuses_us_ends_the_program_with_one_sentence()
    {
        PostgresServer.IsNeeded("the refusals of a server");
        Refusals.Assert(await Refusals.ServeAsync(directory, Refusals.On(PostgresServer.ConnectionString("no_such_database"))), "3D000");
        Refusals.Assert(await Refusals.ServeAsync(directory, Refusals.On(PostgresServer.ConnectionString("postgres") + ";Username=nobody_we_know")), "mend user and password in ConnectionStrings:HelpDesk");
    }

    [Theory]
    [InlineData(";Password=secret-guess", "mend user and password in ConnectionStrings:HelpDesk")]
    [InlineData("", "write the password")]
    public async Task A_password_that_is_wrong_or_missing_ends_the_program_with_one_sentence_and_nothing_half_done(string password, string words)
    {
        PostgresProcess.IsNeeded("a server that asks for a password");
        using var server = PostgresProcess.Start();
        server.LetInByPassword("guarded", "secret-word");
        server.Say("postgres", "CREATE DATABASE guarded OWNER guarded");
        var guarded = new NpgsqlConnectionStringBuilder(server.ConnectionString("guarded")) { Username = "guarded", Password = null, Pooling = false }.ConnectionString;
        var ran = await Refusals.ServeAsync(directory, Refusals.On(guarded + password));
        Refusals.Assert(ran, words);
        Assert.DoesNotContain("secret", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(directory.Path), entry => !entry.EndsWith(".lock", StringComparison.Ordinal));
        Assert.Equal(0L, await Refusals.AskAsync($"{guarded};Password=secret-word", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task A_PostgreSQL_that_forgets_ends_the_program_with_one_sentence_and_no_table()
    {
        PostgresServer.IsNeeded("a server that does not wait for its disk");
        var connection = TestDatabase.Empty();
        await Refusals.AskAsync(connection, $"ALTER DATABASE \"{new NpgsqlConnectionStringBuilder(connection).Database}\" SET synchronous_commit = off");
        Refusals.Assert(await Refusals.ServeAsync(directory, Refusals.On(connection)), "(synchronous_commit is off): set it to on");
        Assert.Equal(0L, await Refusals.AskAsync(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task A_PostgreSQL_that_speaks_no_TLS_ends_the_program_with_one_sentence()
    {
        PostgresServer.IsNeeded("a server without a certificate");
        Refusals.Assert(await Refusals.ServeAsync(directory, Refusals.On(PostgresServer.ConnectionString("postgres") + ";SSL Mode=Require")), "mend 'SSL Mode' there");
    }
}
