using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HelpDesk.Tests.House;
using HelpDesk.Web.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HelpDesk.Tests.Verbs;

public sealed class AskingForAVerb
{
    [Theory]
    [InlineData]
    [InlineData("--urls", "http://localhost:5080")]
    [InlineData("--HelpDesk:Demo=true")]
    [InlineData("--environment=Development")]
    [InlineData("--HelpDesk:Demo", "true")]
    public void Without_a_verb_the_program_serves(params string[] words) => Assert.Null(Verb.In(words));

    [Theory]
    [InlineData("--help")]
    [InlineData("--urls=http://localhost:5080", "--help")]
    [InlineData("--HelpDesk:Demo=true", "workflow", "--help")]
    [InlineData("workflow", "--help")]
    [InlineData("workflow", "check", "--help")]
    [InlineData("workflow", "show", "-h")]
    [InlineData("workflow", "discover", "--help")]
    [InlineData("user", "add", "--help")]
    [InlineData("user", "reset", "--help")]
    [InlineData("seed", "--help")]
    [InlineData("health", "--help")]
    public async Task Every_verb_says_what_it_does(params string[] words)
    {
        var ran = await Asked.OfAsync(words);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        Assert.Contains("Usage:", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("workflow")]
    [InlineData("workflow", "check")]
    [InlineData("workflow", "check", "a.json", "--jsno")]
    [InlineData("workflow", "show", "a.json")]
    [InlineData("workflow", "discover")]
    [InlineData("workflow", "discover", "there-is-no-such.csv")]
    [InlineData("workflow", "show", "a.json", "--as", "gif")]
    [InlineData("user", "add", "eve@example.com", "--name", "Eve")]
    [InlineData("user", "add", "eve@example.com", "--name", "Eve", "--role", "king")]
    [InlineData("workflow", "replay", "a.json", "--last", "x")]
    [InlineData("workflow", "replay", "a.json", "--last", "0")]
    [InlineData("backup", "")]
    [InlineData("seed")]
    [InlineData("seed", "--tickets", "0")]
    [InlineData("seed", "--tickets", "many")]
    public async Task Wrong_usage_is_status_2_and_prints_nothing_for_programs(params string[] words)
    {
        var ran = await Asked.OfAsync(words);
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.NotEmpty(ran.Error);
    }

    [Theory]
    [InlineData("--last is from 1 to 10,000,000.", "workflow", "replay", "a.json", "--last", "x")]
    [InlineData("The name of the backup is empty: write where it is to be, such as desk.zip.", "backup", "")]
    public async Task What_is_wrong_is_one_sentence(string sentence, params string[] words) =>
        Assert.Equal([sentence, "--help says what can be asked."], (await Asked.OfAsync(words)).Error.TrimEnd().Split('\n'));

    [Fact]
    public async Task A_setting_that_is_wrong_is_one_sentence_for_a_verb_too()
    {
        using var directory = new TempDirectory();
        var ran = await Ran.VerbAsync(directory.Path, ["verify"], new() { ["HelpDesk:SampleTickets"] = "-1" });
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.Contains("HelpDesk:SampleTickets", Assert.Single(ran.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_told_with_what_it_was_built_from()
    {
        var ran = await Asked.OfAsync("--version");
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        Assert.StartsWith(HelpDesk.Web.Telemetry.ProgramFacts.ShortVersion, ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_asked_of_the_program_that_serves()
    {
        using var directory = new TempDirectory();
        var urls = $"http://127.0.0.1:{Ports.Free()}";
        var settings = new Dictionary<string, string> { ["Urls"] = urls };
        var silent = await Ran.ProgramAsync(directory.Path, ["health"], settings);
        Assert.Equal((1, ""), (silent.Status, silent.Output));
        Assert.Contains($"Nothing answers at {urls}", silent.Error, StringComparison.Ordinal);
        await using var desk = await Faults.DeskProcess.StartAsync(directory.Path, new Uri(urls).Port, new() { ["HelpDesk:SampleTickets"] = "0" });
        var ready = await Ran.ProgramAsync(directory.Path, ["health"], settings);
        Assert.Equal((0, "{\"status\":\"ready\"}\n"), (ready.Status, ready.Output));
    }

    [Fact]
    public async Task Health_is_asked_by_https_too_whatever_address_the_certificate_names()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=help.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var directory = new TempDirectory();
        var port = Ports.Free();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        server.MapGet("/health/ready", () => "ready");
        await server.StartAsync();
        Assert.Equal((0, "ready\n"), await Ran.VerbAsync(directory.Path, ["health"], new() { ["Urls"] = $"https://127.0.0.1:{port}" }) is var ran ? (ran.Status, ran.Output) : default);
    }

    [Fact]
    public void Settings_among_the_words_are_not_the_verb_s()
    {
        var verb = Verb.In(["seed", "--HelpDesk:DataDirectory=/srv", "--tickets", "5"]);
        Assert.Equal(["--HelpDesk:DataDirectory=/srv"], verb!.Settings);
    }
}
