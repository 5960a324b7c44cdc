using System.Text;
using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

public sealed class ReadingAMail
{
    [Fact]
    public void The_header_says_who_writes_to_whom_about_what()
    {
        var mail = SampleMail.Read(SampleMail.Plain);
        Assert.Equal((new Correspondent("Carl", "carl@example.com"), "The printer is on fire", "one@example.com"), (mail.From, mail.Subject, mail.MessageId));
        Assert.Equal(["zero@example.org", "minus@example.org"], mail.References);
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 9, 30, 0, TimeSpan.FromHours(1)), mail.Date);
        Assert.Equal(("Please come.", null, MailNature.Personal, null), (mail.Text, mail.Html, mail.Nature, mail.NatureBecause));
    }

    [Fact]
    public void Of_two_forms_both_are_kept_whatever_their_order()
    {
        var mail = SampleMail.Read(SampleMail.Alternative);
        Assert.Equal("Büro", mail.Subject);
        Assert.StartsWith("Plain words", mail.Text, StringComparison.Ordinal);
        Assert.Contains("<b>words</b>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_have_clean_names_each_of_its_own()
    {
        var files = SampleMail.Read(SampleMail.Alternative).Files;
        Assert.Equal(["image.png", "Rechnung ü.pdf", "Rechnung ü (2).pdf", "Old news.eml"], files.Select(file => file.Name));
        Assert.Equal((true, "pic@x"), (files[0].IsInline, files[0].ContentId));
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(files[1].Content.Span));
    }

    [Fact]
    public void A_forwarded_mail_is_told_in_words() =>
        Assert.EndsWith("[Forwarded message \"Old: news\" from bob@example.com, attached as Old news.eml.]", SampleMail.Read(SampleMail.Alternative).Text, StringComparison.Ordinal);

    [Fact]
    public void An_invitation_is_told_in_words()
    {
        var mail = SampleMail.Read(SampleMail.Invitation);
        Assert.Equal("Come.\n\n[Invitation: Review, and cake, from 2026-11-27 09:30 UTC to 2026-11-27 10:30 UTC, at Room 1, by Mia <mia@example.com>.]", mail.Text);
        Assert.Equal("REQUEST", mail.Calendar!.Method);
        Assert.Empty(mail.Files);
    }

    [Fact]
    public void Wrapped_lines_are_unwrapped()
    {
        var mail = SampleMail.Read(SampleMail.With("Content-Type: text/plain; format=flowed", "One line \nonly.\n> Quoted \n> line\n-- \nCarl"));
        Assert.Equal("One line only.\n> Quoted line\n-- \nCarl", mail.Text);
    }

    [Theory]
    [InlineData("utf-8", "utf-8", "Größe: 5 €")]
    [InlineData("windows-1252", null, "Größe und schöne Grüße aus München")]
    [InlineData("windows-1252", "us-ascii", "Größe und schöne Grüße aus München")]
    [InlineData("windows-1252", "utf-8", "Größe und schöne Grüße aus München")]
    [InlineData("windows-1252", "x-no-such", "Größe und schöne Grüße aus München")]
    [InlineData("utf-8", "us-ascii", "Größe: 5 €")]
    [InlineData("koi8-r", null, "Здравствуйте, у меня не работает принтер, помогите пожалуйста")]
    [InlineData("gb18030", null, "您好，我的打印机坏了，请帮助我解决这个问题，谢谢")]
    [InlineData("iso-2022-jp", null, "こんにちは、プリンターが壊れました")]
    [InlineData("koi8-r", "koi8-r", "Привет")]
    public void Words_are_read_in_the_charset_they_are_in(string written, string? declared, string words)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var type = declared is null ? "" : $"\nContent-Type: text/plain; charset={declared}";
        var encoding = Encoding.GetEncoding(written);
        var mail = SampleMail.Read(encoding.GetBytes(SampleMail.With($"Subject: {words}{type}", words)));
        Assert.Equal((words, words), (mail.Subject, mail.Text));
    }

    [Fact]
    public void A_subject_is_one_line_without_what_turns_it() =>
        Assert.Equal("One two gpj.exe", SampleMail.Read(SampleMail.With("Subject: One\n two =?utf-8?Q?=E2=80=AEgpj.exe=0D=0ABcc:?=")).Subject.Replace("Bcc:", "", StringComparison.Ordinal));

    [Fact]
    public void Groups_of_recipients_are_flattened() =>
        Assert.Equal(["sasha@example.com", "tom@example.com"], SampleMail.Read(SampleMail.With("To: Desk: Sasha <sasha@example.com>, tom@example.com;")).To.Select(to => to.Address));

    [Fact]
    public void Without_a_sender_it_waits_for_people() =>
        Assert.Equal("The message names no sender whom one could answer.", SampleMail.Refused(Encoding.ASCII.GetBytes("Subject: Who\n\nMe")));

    [Fact]
    public void Results_of_authentication_are_kept_newest_first() =>
        Assert.Equal(["ours; dkim=pass", "theirs; dkim=fail"], SampleMail.Read(SampleMail.With("Authentication-Results: ours;\n dkim=pass\nAuthentication-Results: theirs; dkim=fail")).AuthenticationResults);

    [Fact]
    public void A_mail_without_words_is_read() => Assert.Equal("", SampleMail.Read(SampleMail.With("Subject:", "")).Text);
}
