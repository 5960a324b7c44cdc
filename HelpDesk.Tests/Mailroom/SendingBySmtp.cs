using HelpDesk.Domain.Post;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>A real conversation with a real mail server.</summary>
public sealed class SendingBySmtp
{
    [Fact]
    public async Task A_mail_arrives_with_both_parts()
    {
        await using var sink = await MailSink.StartAsync();
        await using var house = await OpenAsync(sink);
        await house.FileAsync("Drucker brennt – ÄÖÜ 🔥", "Bitte helfen!");
        await house.DrainAsync();

        var mails = sink.Mails();
        Assert.Equal(2, mails.Count);
        var received = mails.Single(m => m.To.ToString().Contains("carl", StringComparison.Ordinal));
        Assert.Equal("[#1001] Drucker brennt – ÄÖÜ 🔥", received.Subject);
        Assert.Contains("https://help.acme.test/portal/tickets/1001", received.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://help.acme.test/portal/tickets/1001", received.HtmlBody, StringComparison.Ordinal);
        Assert.Matches($@"^{(await house.MailAsync("received", house.Carl)).Id.Value:N}\.1001-[a-z2-7]{{26}}@help\.acme\.test$", received.MessageId!);
    }

    [Fact]
    public async Task A_greylisted_mail_arrives_at_the_second_try()
    {
        await using var sink = await MailSink.StartAsync();
        await using var house = await OpenAsync(sink, carl: "later1@example.com");
        var id = await house.AccountMailAsync("password-changed", null);
        await house.DrainAsync();
        var mail = await house.MailAsync(id);
        Assert.Equal((MailFate.Deferred, "451 Greylisted, come again later"), (mail.Fate, mail.LastError));

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.DrainAsync();
        Assert.Equal(MailFate.Sent, (await house.MailAsync(id)).Fate);
        Assert.Single(sink.Mails());
    }

    [Fact]
    public async Task A_recipient_that_is_refused_for_good_keeps_nobody_else()
    {
        await using var sink = await MailSink.StartAsync();
        await using var house = await OpenAsync(sink, carl: "never@example.com");
        await house.FileAsync();
        await house.DrainAsync();

        var refused = await house.MailAsync("received", house.Carl);
        Assert.Equal((MailFate.Failed, "550 No such mailbox"), (refused.Fate, refused.LastError));
        Assert.Equal(MailFate.Sent, (await house.MailAsync("new-request", house.Sasha)).Fate);
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_mail_is_kept_loses_nothing()
    {
        await using var sink = await MailSink.StartAsync();
        await using var house = await OpenAsync(sink, carl: "drop-before1@example.com");
        var id = await house.AccountMailAsync("password-changed", null);
        await house.DrainAsync();
        Assert.Equal(MailFate.Deferred, (await house.MailAsync(id)).Fate);

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.DrainAsync();
        Assert.Equal(MailFate.Sent, (await house.MailAsync(id)).Fate);
        Assert.Single(sink.Mails());
    }

    [Fact]
    public async Task A_connection_that_breaks_in_place_of_the_answer_doubles_the_mail_with_the_same_id()
    {
        await using var sink = await MailSink.StartAsync();
        await using var house = await OpenAsync(sink, carl: "drop-after1@example.com");
        var id = await house.AccountMailAsync("password-changed", null);
        await house.DrainAsync();
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.DrainAsync();

        Assert.Equal(MailFate.Sent, (await house.MailAsync(id)).Fate);
        var mails = sink.Mails();
        Assert.Equal(2, mails.Count);
        Assert.Single(mails.Select(m => m.MessageId).Distinct());
        Assert.Equal(mails[0].HtmlBody, mails[1].HtmlBody);
    }

    [Fact]
    public async Task A_server_that_is_down_costs_no_mail()
    {
        var sink = await MailSink.StartAsync();
        await using var house = await OpenAsync(sink);
        await sink.DisposeAsync();
        var id = await house.AccountMailAsync("password-changed", null);
        await house.DrainAsync();

        var mail = await house.MailAsync(id);
        Assert.Equal((MailFate.Deferred, 0), (mail.Fate, mail.Attempts));
        Assert.NotNull(mail.LastError);
    }

    [Fact]
    public async Task Name_and_password_are_given_and_wrong_ones_cost_no_mail()
    {
        await using var sink = await MailSink.StartAsync("--user", "desk", "--password", "right");
        await using (var house = await OpenAsync(sink, ("User", "desk"), ("Password", "right")))
        {
            await house.AccountMailAsync("password-changed", null);
            await house.DrainAsync();
            Assert.Single(sink.Mails());
        }
        await using (var house = await OpenAsync(sink, ("User", "desk"), ("Password", "wrong")))
        {
            var id = await house.AccountMailAsync("password-changed", null);
            await house.DrainAsync();
            var mail = await house.MailAsync(id);
            Assert.Equal((MailFate.Deferred, 0), (mail.Fate, mail.Attempts));
            Assert.Contains("535", mail.LastError, StringComparison.Ordinal);
            Assert.DoesNotContain("wrong\"", mail.LastError, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_gets_no_mail()
    {
        await using var sink = await MailSink.StartAsync("--starttls");
        await using var house = await OpenAsync(sink, ("Security", "StartTls"));
        var id = await house.AccountMailAsync("password-changed", null);
        await house.DrainAsync();

        Assert.Equal((MailFate.Deferred, 0), ((await house.MailAsync(id)).Fate, (await house.MailAsync(id)).Attempts));
        Assert.Empty(sink.Mails());
    }

    private static Task<MailroomHouse> OpenAsync(MailSink sink, params (string Key, string Value)[] smtp) => OpenAsync(sink, "carl@example.com", smtp);

    internal static Task<MailroomHouse> OpenAsync(MailSink sink, string carl, params (string Key, string Value)[] smtp)
    {
        var settings = new Dictionary<string, string?>
        {
            ["HelpDesk:Mail:Smtp:Host"] = "127.0.0.1",
            ["HelpDesk:Mail:Smtp:Port"] = $"{sink.Port}",
            ["HelpDesk:Mail:Smtp:Security"] = "None",
        };
        foreach (var (key, value) in smtp) settings["HelpDesk:Mail:Smtp:" + key] = value;
        return MailroomHouse.OpenAsync(settings: settings, carl: carl);
    }
}
