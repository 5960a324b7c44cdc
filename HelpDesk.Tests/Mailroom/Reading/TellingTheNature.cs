using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

public sealed class TellingTheNature
{
    [Theory]
    [InlineData("Subject: Hello", nameof(MailNature.Personal), null)]
    [InlineData("Auto-Submitted: no", nameof(MailNature.Personal), null)]
    [InlineData("Subject: Re: Out of office form", nameof(MailNature.Personal), null)]
    [InlineData("Auto-Submitted: auto-replied (vacation)", nameof(MailNature.OutOfOffice), "Auto-Submitted: auto-replied (vacation)")]
    [InlineData("X-Autoreply: yes", nameof(MailNature.OutOfOffice), "X-Autoreply: yes")]
    [InlineData("Precedence: auto_reply", nameof(MailNature.OutOfOffice), "Precedence: auto_reply")]
    [InlineData("X-MS-Exchange-Inbox-Rules-Loop: carl@example.com", nameof(MailNature.OutOfOffice), "X-MS-Exchange-Inbox-Rules-Loop: carl@example.com")]
    [InlineData("Subject: Automatische Antwort: Frage", nameof(MailNature.OutOfOffice), "the subject begins with \"Automatische Antwort\"")]
    [InlineData("Subject: =?utf-8?Q?R=C3=A9ponse?= automatique : x", nameof(MailNature.OutOfOffice), "the subject begins with \"Réponse automatique\"")]
    [InlineData("Subject: Out of Office: x", nameof(MailNature.OutOfOffice), "the subject begins with \"Out of Office\"")]
    [InlineData("Auto-Submitted: auto-generated", nameof(MailNature.Automatic), "Auto-Submitted: auto-generated")]
    [InlineData("Return-Path: <>", nameof(MailNature.Automatic), "Return-Path: <>")]
    [InlineData("List-Id: News <news.example.com>", nameof(MailNature.Bulk), "List-Id: News <news.example.com>")]
    [InlineData("Precedence: bulk", nameof(MailNature.Bulk), "Precedence: bulk")]
    [InlineData("Content-Type: multipart/report; report-type=disposition-notification; boundary=x", nameof(MailNature.DispositionReport), "Content-Type: multipart/report; report-type=disposition-notification")]
    [InlineData("Content-Type: multipart/report; report-type=feedback-report; boundary=x", nameof(MailNature.FeedbackReport), "Content-Type: multipart/report; report-type=feedback-report")]
    public void The_header_shows_it(string headers, string nature, string? because)
    {
        var mail = SampleMail.Read(SampleMail.With(headers));
        Assert.Equal((nature, because), (mail.Nature.ToString(), mail.NatureBecause));
    }

    [Theory]
    [InlineData("no-reply@example.com", nameof(MailNature.Automatic))]
    [InlineData("mailer-daemon@example.com", nameof(MailNature.Automatic))]
    [InlineData("noreply+7@example.com", nameof(MailNature.Automatic))]
    [InlineData("norbert@example.com", nameof(MailNature.Personal))]
    public void So_does_a_machines_address(string address, string nature) =>
        Assert.Equal(nature, SampleMail.Read($"From: {address}\nSubject: x\n\nHello").Nature.ToString());

    [Fact]
    public void Who_wants_no_automatic_answer_is_still_a_person()
    {
        var mail = SampleMail.Read(SampleMail.With("X-Auto-Response-Suppress: OOF, AutoReply"));
        Assert.Equal((true, MailNature.Personal), (mail.WantsNoAutomaticAnswer, mail.Nature));
    }

    [Fact]
    public void A_bounce_names_each_address_and_the_mail_that_bounced()
    {
        var mail = SampleMail.Read(SampleMail.Bounce);
        Assert.Equal((MailNature.DeliveryReport, "ours@example.org"), (mail.Nature, mail.Report!.OriginalMessageId));
        Assert.Equal([("gone@example.com", "5.1.1", true), ("full@example.com", "5.2.2", false), ("late@example.com", "4.4.1", false)], mail.Report.Recipients.Select(to => (to.Address, to.Status!, to.IsHard)));
        Assert.Equal("550 5.1.1 no such user", mail.Report.Recipients[0].Words);
        Assert.Equal(("Sorry.", 0), (mail.Text, mail.Files.Length));
    }

    [Fact]
    public void Qmails_bounce_is_one_without_a_mark()
    {
        var mail = SampleMail.Read("From: MAILER-DAEMON@example.com\nSubject: failure notice\n\nHi. This is the qmail-send program at example.com.\nI'm afraid.\n\n<gone@example.com>:\n550 no mailbox here (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <ours@example.org>\n");
        Assert.Equal(("ours@example.org", "gone@example.com", true), (mail.Report!.OriginalMessageId, mail.Report.Recipients[0].Address, mail.Report.Recipients[0].IsHard));
    }

    [Fact]
    public void Exims_bounce_has_a_header_of_its_own()
    {
        var mail = SampleMail.Read("From: Mail Delivery System <Mailer-Daemon@example.com>\nX-Failed-Recipients: gone@example.com\nSubject: Mail delivery failed\n\nFailed:\n\n  gone@example.com\n    host mx said: 550 no such user\n\n");
        Assert.Equal((MailNature.DeliveryReport, true), (mail.Nature, mail.Report!.Recipients.Single().IsHard));
    }
}
