using System.Net;
using System.Net.Sockets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Telemetry;
using HelpDesk.Web.Mailroom;
using HelpDesk.Web.Telemetry;
using HelpDesk.Web.Wiring;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace HelpDesk.Tests.StartUp;

/// <summary>A setting, or a word of the command line, that is wrong keeps the program from starting with one sentence that says what to do, status 2, and no stack trace.</summary>
public sealed class RefusingSettings : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("Database", "PostgreSql", "Username=helpdesk")]
    [InlineData("Database", "Oracle", "use 'Sqlite' or 'PostgreSql'")]
    [InlineData("Telemetry:Endpoint", "collector", "http://localhost:4318")]
    [InlineData("Telemetry:Protocol", "carrier-pigeon", "http/protobuf or grpc")]
    [InlineData("Telemetry:Interval", "-1", "from 1 to 86400")]
    [InlineData("Telemetry:Interval", "86401", "from 1 to 86400")]
    [InlineData("Proxies:0", "abc", "write an address such as 127.0.0.1")]
    [InlineData("Proxies:0", "10.0.0.0/99", "a network such as 10.0.0.0/8")]
    [InlineData("TimeZone", "Mars/Olympus", "Europe/Berlin")]
    [InlineData("BaseUrl", "help", "https://help.example.com")]
    [InlineData("Jobs", "perhaps", "appsettings.json")]
    [InlineData("Limits:SameTime", "abc", "appsettings.json")]
    [InlineData("SampleTickets", "-1", "from 0 on")]
    [InlineData("Limits:SignIn", "0", "from 1 on")]
    [InlineData("Limits:SameTime", "-00:00:01", "from 00:00:00 to 00:01:00")]
    [InlineData("Mail:UndoSeconds", "-1", "0 to let what staff write leave at once")]
    [InlineData("Mail:Inbox:Poll", "0", "mostly 60")]
    [InlineData("Mail:Smtp:From", "<", "must be an address")]
    [InlineData("Mail:Smtp:From", "nobody", "must be an address")]
    [InlineData("Mail:Smtp:Port", "0", "mostly 587")]
    [InlineData("Mail:Smtp:Port", "65536", "mostly 587")]
    [InlineData("Mail:Smtp:Security", "Ssl", "StartTlsWhenAvailable or Tls")]
    [InlineData("Mail:Smtp:Security", "2", "StartTlsWhenAvailable or Tls")]
    [InlineData("Mail:Inbox:Security", "Ssl", "StartTlsWhenAvailable or Tls")]
    [InlineData("Mail:Inbox:Port", "0", "mostly 993")]
    public void A_setting_that_is_wrong_is_named(string setting, string value, string advice)
    {
        var sentence = Refusal("--HelpDesk:Mail:Inbox:Host=mail.example.com", "--HelpDesk:Mail:Inbox:User=help@example.com", $"--HelpDesk:{setting}={value}")!;
        Assert.Contains($"HelpDesk:{setting}", sentence, StringComparison.Ordinal);
        Assert.Contains(advice, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public void A_file_of_settings_that_is_none_is_named_with_the_line()
    {
        var file = directory.File("appsettings.json", "{\n  \"Urls\": \"http://localhost:5080\"\n  \"HelpDesk\": {}\n}");
        var sentence = StartChecks.Unread(Assert.Throws<InvalidDataException>(() => new ConfigurationBuilder().AddJsonFile(file).Build()))!;
        Assert.Contains(file, sentence, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 2", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "http://localhost:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "carrier-pigeon", "http/protobuf or grpc")]
    public void A_variable_of_OpenTelemetry_that_is_wrong_is_named(string variable, string value, string advice)
    {
        var sentence = Refusal("--OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318", $"--{variable}={value}")!;
        Assert.Null(Refusal("--HelpDesk:Telemetry:Endpoint=http://localhost:4318", $"--{variable}={value}"));
        Assert.StartsWith($"{variable} must be", sentence, StringComparison.Ordinal);
        Assert.Contains(advice, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_directory_that_cannot_be_written_to_is_named()
    {
        var file = directory.File("file", "");
        Assert.Contains($"'{file}", Refusal($"--HelpDesk:DataDirectory={file}/data"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/helpdesk")]
    [InlineData("/dev/null/helpdesk")]
    public void Not_even_root_may_write_there(string path) => Assert.Contains($"'{path}' cannot be written to: let this user", Refusal($"--HelpDesk:DataDirectory={path}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Data Source=:memory:", "keeps nothing")]
    [InlineData("Data Source=x.db;Mode=Memory", "keeps nothing")]
    [InlineData("Cache=Shared", "keeps nothing")]
    [InlineData("Data Source=/tmp/x.db;Mode=ReadOnly", "leave Mode out")]
    [InlineData("Data Source=/tmp/x.db;Password=secret-word", "leave Password out")]
    [InlineData("Data Source=/tmp", "names the directory '/tmp'")]
    [InlineData("Data Source=/no/such/place/x.db", "'/no/such/place', which does not exist: make that directory")]
    [InlineData("Data Source=/tmp/x.db;Synchronous=Off", "is not one for SQLite (Connection string keyword 'synchronous' is not supported")]
    public void A_connection_string_from_which_nothing_durable_comes_says_what_to_write(string given, string advice)
    {
        var sentence = Refusal($"--ConnectionStrings:HelpDesk={given}")!;
        Assert.StartsWith("ConnectionStrings:HelpDesk ", sentence, StringComparison.Ordinal);
        Assert.Contains(advice, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://localhost:5080")]
    [InlineData("http://localhost:99999")]
    public void An_address_that_is_none_is_named(string url) => Assert.Contains($"'{url}' is not an address to listen at", Refusal($"--urls={url}"), StringComparison.Ordinal);

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
        Refusals.Assert(await Ran.ProgramAsync(directory.Path, ["--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"]), "--urls");
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public async Task An_address_of_another_machine_ends_the_program_with_one_sentence()
    {
        Refusals.Assert(await Ran.ProgramAsync(directory.Path, ["--urls", "http://203.0.113.7:5080"]), "choose an address of this machine");
        Assert.False(File.Exists(Database));
    }

    [Theory]
    [InlineData("HelpDesk:Limits:SameTime", "abc")]
    [InlineData("HelpDesk:Telemetry:Interval", "often")]
    [InlineData("Logging:LogLevel:Default", "loud")]
    public async Task A_setting_that_cannot_be_read_ends_the_program_with_one_sentence(string setting, string value)
    {
        var ran = await Refusals.ServeAsync(directory, new() { [setting] = value });
        Refusals.Assert(ran, "mend it in appsettings.json");
        Assert.Contains($"'{value}'", ran.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Database));
    }

    [Theory]
    [InlineData("--hlep")]
    [InlineData("-p")]
    [InlineData("--port=8080")]
    [InlineData("--HelpDesk:Basurl=https://help.example.com")]
    [InlineData("--HelpDesk:Mail:Smtp:Prot=25")]
    [InlineData("--HelpDesk:Mail:Smtp:Pasword=secret-word")]
    [InlineData("--HelpDesk:BaseUrl:0=https://help.example.com", "--urls=http://localhost:5080")]
    [InlineData("--ConnectionStrings:Helpdesc=Host=db")]
    [InlineData("--HelpDesk:Proxies:first=127.0.0.1")]
    [InlineData("--HelpDesk:Proxies=127.0.0.1")]
    [InlineData("--HelpDesk:Telemetry=http://localhost:4318")]
    public void A_word_that_sets_nothing_is_named(params string[] words)
    {
        var sentence = UnknownSettings.Refusal(words)!;
        Assert.StartsWith($"'{words[0].Split('=')[0]}' is no setting of this program", sentence, StringComparison.Ordinal);
        Assert.Contains("--help", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls")]
    [InlineData("--HelpDesk:Demo=true", "--HelpDesk:Jobs")]
    [InlineData("--HelpDesk:DataDirectory", "--HelpDesk:Jobs=false")]
    public void A_setting_without_a_value_is_named(params string[] words) => Assert.Contains("has no value", UnknownSettings.Refusal(words), StringComparison.Ordinal);

    [Theory]
    [InlineData("8080")]
    [InlineData("--HelpDesk:Mail:Smtp:Password=secret", "word")]
    public void A_word_that_is_no_name_is_not_repeated(params string[] words)
    {
        var sentence = UnknownSettings.Refusal(words)!;
        Assert.StartsWith($"Word {words.Length} of the command line sets nothing", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(words[^1], sentence.Replace("Word", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--urls", "http://localhost:5080", "--HelpDesk:Demo=true")]
    [InlineData("--HelpDesk=", "--HelpDesk:Mail=", "--ConnectionStrings=")] // as a test's host passes them on
    [InlineData("--helpdesk:baseurl=https://help.example.com", "/environment=Production", "HelpDesk:Jobs=false")]
    [InlineData("--HelpDesk:Proxies:0=127.0.0.1", "--HelpDesk:Limits:Portal=60", "--HelpDesk:Mail:Dkim:KeyFile=key.pem")]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318")]
    [InlineData("--Logging:LogLevel:Default=Warning", "--Kestrel:Certificates:Default:Path=desk.pfx", "--ConnectionStrings:HelpDesk=")]
    public void What_sets_something_is_let_through(params string[] words) => Assert.Null(UnknownSettings.Refusal(words));

    [Theory]
    [InlineData("--hlep")]
    [InlineData("verify", "--HelpDesk:Basurl=https://help.example.com")]
    public async Task A_slip_of_the_pen_ends_the_program_with_one_sentence(params string[] words)
    {
        Refusals.Assert(await Ran.ProgramAsync(directory.Path, words), "is no setting of this program");
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_slip_of_the_pen_in_the_environment_is_told_before_anything_else() =>
        Assert.Contains("HelpDesk:Databse is no setting of this program", (await Ran.ProgramAsync(directory.Path, ["verify"], new() { ["HelpDesk:Databse"] = "PostgreSql" })).Error, StringComparison.Ordinal);

    [Fact]
    public void A_setting_of_a_file_or_the_environment_that_nobody_reads_is_told_of()
    {
        var warnings = Warnings(new() { ["HelpDesk:Basurl"] = "x", ["HelpDesk:Proxies"] = "127.0.0.1", ["HelpDesk:Proxies:0"] = "127.0.0.1", ["HelpDesk:Jobs"] = "true", ["Elsewhere"] = "y" });
        Assert.Equal(2, warnings.Count);
        Assert.Contains(warnings, warning => warning.StartsWith("Warning: HelpDesk:Basurl is no setting of this program", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.StartsWith("Warning: HelpDesk:Proxies is no setting of this program", StringComparison.Ordinal));
    }

    [Fact]
    public void The_settings_file_has_no_setting_that_nobody_reads() =>
        Assert.Empty(Warnings(new ConfigurationBuilder().AddJsonFile(Path.Combine(Sources.Root, "appsettings.json")).Build().AsEnumerable().ToDictionary()));

    private static List<string> Warnings(Dictionary<string, string?> settings)
    {
        using var book = new LogBook();
        UnknownSettings.Warn(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), book.CreateLogger("Settings"));
        return [.. book.Lines.Select(line => $"{line.Level}: {line.Text}")];
    }

    private string Database => Path.Combine(directory.Path, "helpdesk.db");

    private string? Refusal(params string[] settings)
    {
        var builder = Web.Wiring.StartUp.Builder([$"--HelpDesk:DataDirectory={directory.Path}", "--environment=Production", .. settings], verb: null);
        builder.AddStorage();
        builder.AddSecurity();
        builder.AddRateLimits();
        builder.AddMailroom();
        builder.AddTelemetry();
        return StartChecks.Refusal(builder.Build().Services);
    }
}
