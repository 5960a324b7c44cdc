using System.Net;
using System.Net.Sockets;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Wiring;
using Xunit;

namespace HelpDesk.Tests.StartUp;

/// <summary>What keeps the program from starting is one sentence that says what to do, status 2, and no stack trace.</summary>
public sealed class RefusingToStart : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("Database", "PostgreSql", "ConnectionStrings:HelpDesk is empty")]
    [InlineData("Database", "Oracle", "use 'Sqlite'")]
    [InlineData("TimeZone", "Mars/Olympus", "Europe/Berlin")]
    [InlineData("BaseUrl", "help", "https://help.example.com")]
    [InlineData("Jobs", "perhaps", "appsettings.json")]
    [InlineData("Mail:Smtp:From", "<", "must be an address")]
    [InlineData("Mail:Inbox:Security", "Ssl", "StartTlsWhenAvailable or Tls")]
    [InlineData("Mail:Inbox:Port", "0", "mostly 993")]
    public void A_setting_that_is_wrong_is_named(string setting, string value, string advice)
    {
        var sentence = Refusal($"--HelpDesk:{setting}={value}")!;
        Assert.Contains($"HelpDesk:{setting}", sentence, StringComparison.Ordinal);
        Assert.Contains(advice, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public void A_data_directory_that_cannot_be_written_to_is_named()
    {
        var file = directory.File("file", "");
        Assert.Contains($"'{file}", Refusal($"--HelpDesk:DataDirectory={file}/data"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_of_another_database_is_named() =>
        Assert.Contains("ConnectionStrings:HelpDesk", Refusal("--ConnectionStrings:HelpDesk=Host=db;Password=x"), StringComparison.Ordinal);

    [Fact]
    public void Sound_settings_are_let_through() => Assert.Null(Refusal());

    [Fact]
    public async Task A_port_that_is_taken_ends_the_program_with_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var ran = await Ran.ProgramAsync(directory.Path, ["--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"]);
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.Contains("--urls", Assert.Single(ran.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_ends_the_program_with_one_sentence()
    {
        TestDatabase.OnlyOn(DatabaseKind.Sqlite, "a file is in its place.");
        directory.File("helpdesk.db", new string('x', 5000));
        var ran = await Ran.ProgramAsync(directory.Path, ["--urls", $"http://127.0.0.1:{Ports.Free()}"]);
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.Contains("restore a backup", Assert.Single(ran.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private string? Refusal(params string[] settings)
    {
        var builder = Web.Wiring.StartUp.Builder([$"--HelpDesk:DataDirectory={directory.Path}", "--environment=Production", .. settings], verb: null);
        builder.AddStorage();
        builder.AddMailroom();
        return StartChecks.Refusal(builder.Build().Services);
    }
}
