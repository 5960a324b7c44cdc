using System.Text;
using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

/// <summary>Mails of the cast, written by hand; what is not ASCII stands in Latin-1, byte for byte.</summary>
internal static class SampleMail
{
    public const string Plain = """
        From: Carl <carl@example.com>
        To: help@example.org
        Subject: The printer is on fire
        Message-ID: <one@example.com>
        In-Reply-To: <zero@example.org>
        References: <minus@example.org> <zero@example.org>
        Date: Fri, 27 Nov 2026 09:30:00 +0100
        Content-Type: text/plain; charset=utf-8

        Please come.
        """;

    public const string Alternative = """
        From: Carol <carol@example.com>
        Subject: =?utf-8?Q?B=C3=BCro?=
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=out

        --out
        Content-Type: multipart/alternative; boundary="in"

        --in
        Content-Type: text/html; charset=utf-8

        <p>Rich <b>words</b> <img src="cid:pic@x"></p>
        --in
        Content-Type: text/plain

        Plain words
        --in--
        --out
        Content-Type: image/png
        Content-ID: <pic@x>
        Content-Disposition: inline
        Content-Transfer-Encoding: base64

        iVBORw0KGgo=
        --out
        Content-Type: application/pdf
        Content-Disposition: attachment; filename*=utf-8''..%2FRechnung%20%C3%BC.pdf
        Content-Transfer-Encoding: base64

        JVBERi0=
        --out
        Content-Type: application/pdf; name="Rechnung =?utf-8?Q?=C3=BC?=.pdf"
        Content-Transfer-Encoding: base64

        JVBERi0=
        --out
        Content-Type: message/rfc822

        From: Bob <bob@example.com>
        Subject: Old: news

        Inside
        --out--
        """;

    public const string Bounce = """
        From: MAILER-DAEMON (Mail Delivery System)
        Return-Path: <>
        Auto-Submitted: auto-replied
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        Sorry.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        Final-Recipient: rfc822; gone@example.com
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 no such
         user
        Final-Recipient: rfc822; full@example.com
        Action: failed
        Status: 5.2.2

        Final-Recipient: rfc822; late@example.com
        Action: delayed
        Status: 4.4.1
        --b
        Content-Type: text/rfc822-headers

        Message-ID: <ours@example.org>
        Subject: Hello
        --b--
        """;

    public const string Invitation = """
        From: Mia <mia@example.com>
        Subject: Meeting
        Content-Type: multipart/alternative; boundary=c

        --c
        Content-Type: text/plain

        Come.
        --c
        Content-Type: text/calendar; method=REQUEST; charset=utf-8

        BEGIN:VCALENDAR
        BEGIN:VEVENT
        SUMMARY:Review\, and cake
        DTSTART:20261127T093000Z
        DTEND:20261127T103000Z
        LOCATION:Room 1
        ORGANIZER;CN=Mia:mailto:mia@example.com
        END:VEVENT
        END:VCALENDAR
        --c--
        """;

    public static readonly string[] All = [Plain, Alternative, Bounce, Invitation];

    /// <summary>A mail of Carl with these headers.</summary>
    public static string With(string headers, string body = "Hello") => $"From: Carl <carl@example.com>\n{headers}\n\n{body}";

    public static ReadMail Read(string latin1) => Read(Encoding.Latin1.GetBytes(latin1));

    public static ReadMail Read(byte[] raw) => Assert.IsType<Web.Mailroom.Reading.Reading.Read>(MailReader.Read(raw)).Mail;

    public static string Refused(byte[] raw) => Assert.IsType<Web.Mailroom.Reading.Reading.Unreadable>(MailReader.Read(raw)).Because;
}
