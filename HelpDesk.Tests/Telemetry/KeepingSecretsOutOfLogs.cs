using System.Net;
using System.Net.Sockets;
using System.Text;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.SignIn;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HelpDesk.Tests.Telemetry;

/// <summary>Everything that knows a secret is done while every line of the log is kept: ours at Trace, others' at Information.</summary>
public sealed class KeepingSecretsOutOfLogs : IDisposable
{
    private const string Fresh = "another lamp elsewhere";
    private const string OfServer = "smtp-password-7351";
    private const string OfMailbox = "imap-password-9264";

    private readonly LogBook book = new();

    public void Dispose() => book.Dispose();

    [Fact]
    public async Task No_password_and_no_token_is_logged_by_anybody()
    {
        await using var house = House();
        var secrets = new List<string> { Cast.Password, Fresh, OfMailbox, "wrong-password-1188" };
        var (carl, sasha, mia, ada) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia), await house.SignedInAsync(Cast.Ada));
        await (await house.Stranger().GetAsync("/signin")).Form("/signin").Fill("Email", Cast.Carl).Fill("Password", "wrong-password-1188").SubmitAsync();

        // A survey by its link, opened, refused and answered.
        await house.ResolvedTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromHours(1));
        var survey = await house.SurveyLinkAsync(Cast.Carl);
        secrets.Add(survey.Split('/')[^1]);
        var page = await house.Stranger().GetAsync(survey);
        await page.Form(survey).Forge("score", "9").SubmitAsync();
        Assert.Equal(HttpStatusCode.OK, (await house.Stranger().GetAsync(survey)).Status);
        await page.Form(survey).Forge("score", "5").SubmitAsync();

        // A new password, a sign-in link, an invitation, a registration.
        await (await house.Stranger().GetAsync("/forgot")).Form("/forgot").Fill("Email", Cast.Carl).SubmitAsync();
        var reset = await LinkAsync(house, Cast.Carl, AccountLetter.ResetPassword, secrets);
        await (await house.Stranger().GetAsync(reset)).Form("/reset").Fill("Password", Fresh).SubmitAsync();
        await (await house.Stranger().GetAsync("/signin/letter")).Form("/signin/letter").Fill("Email", Cast.Bob).SubmitAsync();
        var link = await LinkAsync(house, Cast.Bob, AccountLetter.SignInLink, secrets);
        await (await house.Stranger().GetAsync(link)).Form("/signin/link").SubmitAsync();
        await (await mia.GetAsync("/manage/people/new")).Form("/manage/people/new").Fill("name", "Nora New").Fill("email", "nora@example.com").Tick("roles", "Agent").SubmitAsync();
        var invitation = await LinkAsync(house, "nora@example.com", AccountLetter.Invitation, secrets);
        await (await house.Stranger().GetAsync(invitation)).Form("/invitation").Fill("Password", Fresh).SubmitAsync();
        await (await house.Stranger().GetAsync("/register")).Form("/register").Fill("Name", "Rob").Fill("Email", "rob@example.com").Fill("Password", Fresh).SubmitAsync();
        var confirmation = await LinkAsync(house, "rob@example.com", AccountLetter.ConfirmAddress, secrets);
        await (await house.Stranger().GetAsync(confirmation)).Form("/confirm").SubmitAsync();

        // A mailbox whose server refuses its password.
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var serving = RefuseAsync(server);
        await house.Services.GetRequiredService<MailboxCommands>().PlantAsync("help@acme.test", new() { Host = "127.0.0.1", Port = ((IPEndPoint)server.LocalEndpoint).Port, Security = LineSecurity.None, User = "help" }, OfMailbox, CancellationToken.None);
        var mailbox = await house.ReadAsync(db => db.Mailboxes.Select(m => m.Id).SingleAsync());
        await (await ada.GetAsync($"/manage/mailboxes/{mailbox}")).Form($"/manage/mailboxes/{mailbox}/test").SubmitAsync();
        Assert.Contains(OfMailbox, await serving, StringComparison.Ordinal);

        AssertSilent(secrets);
    }

    [Fact]
    public async Task The_password_of_a_mail_server_that_refuses_it_is_not_logged()
    {
        await using var sink = await MailSink.StartAsync("--user", "desk", "--password", "another");
        using var carrier = new SmtpCarrier(new SmtpSettings { Host = "127.0.0.1", Port = sink.Port, Security = "None", User = "desk", Password = OfServer });
        await using (var house = House(carrier))
        {
            await (await house.SignedInAsync(Cast.Carl)).FilesAsync();
            await house.SettleAsync();
            Assert.Contains("535", (await house.PostForAsync(Cast.Carl))[0].LastError, StringComparison.Ordinal);
        }
        AssertSilent([OfServer, Convert.ToBase64String(Encoding.UTF8.GetBytes(OfServer)), Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0desk\0{OfServer}"))]);
        Assert.Contains(book.Lines, line => line.Text.Contains("No mail can leave", StringComparison.Ordinal));
    }

    private TestHouse House(IMailCarrier? carrier = null) => new(new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Information",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Information",
        ["Logging:LogLevel:HelpDesk"] = "Trace",
        ["Logging:Console:LogLevel:Default"] = "None",
    })
    { Carrier = carrier, Furnish = services => services.AddSingleton<ILoggerProvider>(book) };

    private void AssertSilent(IEnumerable<string> secrets)
    {
        var lines = book.Lines.ToList();
        // The log is really kept: others' lines and ours.
        Assert.Contains(lines, line => line.Category.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) && line.Level == LogLevel.Information);
        foreach (var secret in secrets.SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) }).Distinct())
            Assert.DoesNotContain(lines, line => line.Text.Contains(secret, StringComparison.Ordinal));
    }

    private static async Task<string> LinkAsync(TestHouse house, string email, string letter, List<string> secrets)
    {
        await house.SettleAsync();
        var mail = (await house.PostForAsync(email)).Last(m => m.Letter == letter);
        var token = house.TokenOf(mail);
        secrets.Add(token);
        return AccountLinks.PathFor(letter, mail.ToPersonId, token);
    }

    /// <summary>An IMAP server that refuses everybody.</summary>
    /// <returns>What it was told.</returns>
    private static async Task<string> RefuseAsync(TcpListener server)
    {
        using var line = await server.AcceptTcpClientAsync();
        using var reader = new StreamReader(line.GetStream());
        await using var writer = new StreamWriter(line.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        var told = new StringBuilder();
        await writer.WriteLineAsync("* OK [CAPABILITY IMAP4rev1] ready");
        while (await reader.ReadLineAsync() is { } command)
        {
            told.AppendLine(command);
            var words = command.Split(' ');
            await writer.WriteLineAsync(words.ElementAtOrDefault(1) == "LOGIN" ? $"{words[0]} NO [AUTHENTICATIONFAILED] No" : $"{words[0]} OK done");
        }
        return told.ToString();
    }
}
