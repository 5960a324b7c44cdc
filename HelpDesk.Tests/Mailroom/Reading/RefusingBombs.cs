using System.Diagnostics;
using System.Text;
using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

/// <summary>Each is refused by a sentence or bounded. What it took is printed, not asserted: that depends on the machine.</summary>
public sealed class RefusingBombs(ITestOutputHelper output)
{
    [Fact]
    public void Too_many_parts() => Refuses("parts", Multipart("b", 200_000), "The message has more than 1,000 parts.");

    [Fact]
    public void Too_many_parts_behind_a_boundary_in_pieces() =>
        Refuses("split boundary", Multipart("bo", 200_000).Replace("boundary=bo", "boundary*0=b; boundary*1=o", StringComparison.Ordinal), "The message has more than 1,000 parts.");

    [Fact]
    public void Too_many_boundaries() => Refuses("boundaries", SampleMail.With("Subject: x", Repeated(5000, n => $"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")), "The message has more than 1,000 parts.");

    [Fact]
    public void A_header_without_end() => Refuses("long header", SampleMail.With($"X-Long: {new string('x', 2_000_000)}"), "The header is larger than 256 KiB.");

    [Fact]
    public void A_header_of_too_many_lines() => Refuses("header lines", SampleMail.With(Repeated(1001, n => $"X-{n}: x\n").TrimEnd()), "The header has more than 1,000 lines.");

    [Fact]
    public void A_header_inside_of_too_many_lines() =>
        Refuses("inner header", SampleMail.With("Content-Type: message/rfc822", Repeated(2_000_000, _ => "a: b\n")), "The header has more than 1,000 lines.");

    [Fact]
    public void A_subject_of_a_million_encoded_words() => Refuses("encoded words", SampleMail.With($"Subject:{Repeated(1_000_000, _ => " =?utf-8?q?a?=")}"), "The header is larger than 256 KiB.");

    [Fact]
    public void A_subject_as_long_as_a_header_may_be() =>
        Assert.InRange(Reads("encoded words in bounds", SampleMail.With($"Subject:{Repeated(15_000, _ => " =?utf-8?q?a?=")}")).Subject.Length, 1, 998);

    [Fact]
    public void A_hundred_thousand_recipients() => Refuses("recipients", SampleMail.With($"To: {Repeated(100_000, n => $"a{n}@example.com,")}"), "The header is larger than 256 KiB.");

    [Fact]
    public void As_many_recipients_as_a_header_may_hold() =>
        Assert.Equal(1000, Reads("recipients in bounds", SampleMail.With($"To: {Repeated(60_000, _ => "a@b,")}")).To.Length);

    [Fact]
    public void Mails_in_mails_without_end() =>
        Refuses("nested mails", SampleMail.With("Content-Type: message/rfc822", Repeated(100_000, _ => "Content-Type: message/rfc822\n\n")), "The message has more than 1,000 parts.");

    [Fact]
    public void Mails_in_mails_as_deep_as_may_be() => Assert.NotEmpty(Reads("nested mails in bounds", SampleMail.With("Content-Type: message/rfc822", Repeated(900, _ => "Content-Type: message/rfc822\n\n"))).Files);

    [Fact]
    public void Parts_in_parts_as_deep_as_may_be() =>
        Reads("nested parts in bounds", SampleMail.With("Content-Type: multipart/mixed; boundary=b0", Repeated(400, n => $"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n")));

    [Fact]
    public void More_than_forty_megabytes() => Refuses("41 MB", SampleMail.With("Subject: x", new string('x', 41 * 1024 * 1024)), "The message is larger than 40 MB.");

    [Fact]
    public void One_line_of_almost_forty_megabytes()
    {
        var mail = Reads("39 MB line", SampleMail.With("Subject: x", new string('x', 39 * 1024 * 1024)));
        Assert.InRange(mail.Text.Length, 1_000_000, 1_001_000);
        Assert.Contains("too long", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_stored_is_told()
    {
        var mail = Reads("26 MB file", SampleMail.With("Content-Type: application/pdf; name=big.pdf\nContent-Transfer-Encoding: base64", new string('A', 36 * 1024 * 1024)));
        Assert.Empty(mail.Files);
        Assert.Contains("big.pdf is larger than 25 MB", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_of_almost_forty_megabytes() =>
        Assert.InRange(Reads("38 MB HTML", SampleMail.With("Content-Type: text/html", Repeated(3_500_000, _ => "<b><i><div>"))).Html!.Length, 1, 1_000_001);

    [Fact]
    public void A_signature_that_looks_like_a_boundary_is_none() =>
        Assert.Contains("-- 1999", Reads("dashes", SampleMail.With("Subject: x", Repeated(2000, n => $"-- {n}\n"))).Text, StringComparison.Ordinal);

    private void Refuses(string what, string mail, string sentence) => Assert.Equal(sentence, SampleMail.Refused(Measured(what, mail)));

    private ReadMail Reads(string what, string mail) => SampleMail.Read(Measured(what, mail));

    private byte[] Measured(string what, string mail)
    {
        var raw = Encoding.Latin1.GetBytes(mail);
        var (before, watch) = (GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        MailReader.Read(raw);
        output.WriteLine($"{what}: {watch.ElapsedMilliseconds} ms, {(GC.GetTotalAllocatedBytes() - before) / 1048576.0:0.0} MiB allocated");
        return raw;
    }

    private static string Multipart(string boundary, int parts) =>
        SampleMail.With($"Content-Type: multipart/mixed; boundary={boundary}", Repeated(parts, _ => $"--{boundary}\n\nx\n"));

    private static string Repeated(int times, Func<int, string> text)
    {
        var all = new StringBuilder();
        for (var number = 0; number < times; number++) all.Append(text(number));
        return all.ToString();
    }
}
