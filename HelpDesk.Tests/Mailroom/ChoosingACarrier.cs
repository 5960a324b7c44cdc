using HelpDesk.Domain.Post;
using HelpDesk.Web.Mailroom.Outgoing;
using Microsoft.Extensions.Options;
using MimeKit;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

public sealed class ChoosingACarrier
{
    [Fact]
    public async Task The_demo_catches_its_post_and_keeps_the_links_whatever_else_is_set()
    {
        await using var house = await MailroomHouse.OpenAsync(settings: new() { ["HelpDesk:Demo"] = "true", ["HelpDesk:Mail:Pickup"] = "/nowhere", ["HelpDesk:Mail:Smtp:Host"] = "mail.example.com" });
        Assert.IsType<CaughtCarrier>(house.Get<IMailCarrier>());
        var id = await house.AccountMailAsync("reset-password", "secret");
        await house.DrainAsync();

        var mail = await house.MailAsync(id);
        Assert.Equal(MailFate.Sent, mail.Fate);
        Assert.NotNull(mail.SealedToken);
        Assert.Contains(OutboxMail.TokenMark, mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pickup_directory_gets_whole_files_and_a_repeat_is_the_same_file()
    {
        var directory = Directory.CreateTempSubdirectory("helpdesk-pickup-");
        await using (var house = await MailroomHouse.OpenAsync(settings: new() { ["HelpDesk:Mail:Pickup"] = directory.FullName }))
        {
            var id = await house.AccountMailAsync("reset-password", "secret");
            await house.DrainAsync();

            var file = Assert.Single(directory.GetFiles());
            Assert.Equal($"{id.Value:N}.eml", file.Name);
            var mail = await MimeMessage.LoadAsync(file.FullName, TestContext.Current.CancellationToken);
            Assert.Contains("secret", mail.TextBody, StringComparison.Ordinal);
            Assert.Null((await house.MailAsync(id)).SealedToken);
            Assert.IsType<HandOver.Accepted>(await house.Get<IMailCarrier>().CarryAsync(mail));
            Assert.Single(directory.GetFiles());
        }
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_a_way_out_mails_wait_and_say_why()
    {
        await using var house = await MailroomHouse.OpenAsync();
        var id = await house.AccountMailAsync("password-changed", null);
        await house.DrainAsync();

        var mail = await house.MailAsync(id);
        Assert.Equal((MailFate.Deferred, "No mail server is set (HelpDesk:Mail:Smtp:Host)."), (mail.Fate, mail.LastError));
    }

    [Theory]
    [InlineData("HelpDesk:Mail:Smtp:From", "not an address")]
    [InlineData("HelpDesk:BaseUrl", "help.acme.test")]
    public async Task A_setting_with_which_no_mail_could_be_written_stops_the_start(string key, string value)
    {
        var trouble = await Assert.ThrowsAsync<OptionsValidationException>(() => MailroomHouse.OpenAsync(settings: new() { [key] = value }));
        Assert.Contains(key, trouble.Message, StringComparison.Ordinal);
    }
}
