using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

/// <summary>Every property that a shared case states. Where another program's answer is not ours, the table says how ours differs, and why.</summary>
public sealed class ReadingOthersMail
{
    public static TheoryData<string> Cases => [.. SharedMail.Cases()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_read_as_stated(string name)
    {
        SharedMail.Needed();
        var differences = string.Join(" | ", Differences(MailReader.Read(SharedMail.Raw(name)), SharedMail.Expected(name)));
        Assert.Equal(Deliberate.TryGetValue(name, out var ours) ? ours.Differs : "", differences);
    }

    private static IEnumerable<string> Differences(Web.Mailroom.Reading.Reading reading, JsonElement expected)
    {
        var mail = (reading as Web.Mailroom.Reading.Reading.Read)?.Mail;
        if (expected.TryGetProperty("subject", out var subject) && (subject.GetString() ?? "") != (mail?.Subject ?? "")) yield return $"subject: {mail?.Subject}";
        if (expected.TryGetProperty("from", out var from) && Words(from) is var stated && stated != (mail?.From.Name, mail?.From.Address)) yield return $"from: {mail?.From.Name} <{mail?.From.Address}>";
        if (expected.TryGetProperty("bodyText", out var text) && Plain(text.GetString()!) != Plain(mail?.Text ?? "")) yield return $"text: {mail?.Text}";
        if (expected.TryGetProperty("bodyContains", out var contains))
            foreach (var part in contains.EnumerateArray().Select(part => part.GetString()!).Where(part => !Plain(mail?.Text ?? "").Contains(Plain(part), StringComparison.Ordinal))) yield return $"without: {part}";
        if (expected.TryGetProperty("attachmentNames", out var names) && !names.EnumerateArray().Select(one => one.GetString()).Order().SequenceEqual((mail?.Files ?? []).Select(file => file.Name).Order())) yield return $"names: {string.Join(", ", (mail?.Files ?? []).Select(file => file.Name))}";
        if (expected.TryGetProperty("attachments", out var files) && (mail is null ? [] : mail.Files) is var ours && !Same(files, ours)) yield return $"files: {string.Join(", ", ours.Select(file => file.Name))}";
    }

    private static (string?, string?) Words(JsonElement from) => (from.GetProperty("name").GetString(), from.GetProperty("address").GetString());

    private static bool Same(JsonElement stated, IReadOnlyCollection<ReadFile> ours) =>
        stated.EnumerateArray().Select(Line).Order(StringComparer.Ordinal).SequenceEqual(ours.Zip(Enumerable.Repeat(stated, ours.Count)).Select(pair => Line(pair.First, pair.Second)).Order(StringComparer.Ordinal));

    private static string Line(JsonElement file) =>
        $"{Text(file, "fileName")} {Text(file, "contentType")} {Text(file, "size")} {Text(file, "sha256")}";

    // Only what the statement of the same name or type has is compared: a mail in the mail is stated without bytes.
    private static string Line(ReadFile file, JsonElement stated)
    {
        var same = stated.EnumerateArray().FirstOrDefault(one => Text(one, "fileName") == file.Name);
        var hasBytes = same.ValueKind == JsonValueKind.Undefined || same.TryGetProperty("sha256", out _);
        return $"{file.Name} {file.ContentType} {(hasBytes ? file.Content.Length.ToString(CultureInfo.InvariantCulture) : "")} {(hasBytes ? Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)) : "")}";
    }

    private static string Text(JsonElement file, string property) => file.TryGetProperty(property, out var value) ? value.ToString() : "";

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>All of these are another program's answers ("oracle"), not statements of a mail's author.</summary>
    private static readonly Dictionary<string, (string Differs, string Because)> Deliberate = new()
    {
        ["mimekit/mbox_content-length_000"] = ("files: mailusr1@navstar1 3.0b6gold #1.eml", "the same file, which gets its subject as its name"),
        ["mimekit/mbox_content-length_004"] = ("files: communicator 4.01 a conference problem.eml", "a mail in the mail is a file, whole, under its subject; what it holds is not listed beside it"),
        ["mimekit/mbox_content-length_013"] = ("files: smime.p7m", "a sealed mail is kept as a file, or nothing of it could be seen"),
        ["mimekit/mbox_content-length_019"] = ("from: Dan Werbel <danw@ayce.com>", "the name in the comment is shown, as mail programs do"),
        ["mimekit/mbox_content-length_023"] = ("from: John T. Gildred <jgildred@opensoft.com>", "the name in the comment is shown, as mail programs do"),
        ["mimekit/mbox_content-length_028"] = ("from: Dr. Mark K. Joseph <izzy@nugget.scr.atm.com>", "the name in the comment is shown, as mail programs do"),
        ["mimekit/messages_bounce.txt"] = ("from: Mail Delivery System <MAILER-DAEMON@hmail.jitbit.com>", "the name in the comment is shown, as mail programs do"),
        ["mimekit/messages_epilogue.txt"] = ("files: attachment", "a part that is no text is a file, although it has no name"),
        ["mimekit/messages_feedback-report.txt"] = ("subject: FW: Earn money", "a byte order mark before the header is passed over"),
        ["mimekit/messages_issue358.txt"] = ("from: jang.abcdef@xyzlinu <jang.abcdef@xyzlinux12345678.it>", "an address in place of the name is the name, not the address"),
        ["mimekit/messages_rfc2060.txt"] = ("files: attachment, This part specifier should be 3.eml, image.gif, This part specifier should be 4.2.eml", "parts that are no text are files, although they have no name"),
        ["mimekit/messages_simple-embedded-message.eml"] = ("files: embedded message.eml", "a mail in the mail is a file, whole, under its subject; what it holds is not listed beside it"),
        ["mimekit/messages_simple-embedded-message.anonymized.eml"] = ("files: xxxxxxxx xxxxxxx.eml", "a mail in the mail is a file, whole, under its subject; what it holds is not listed beside it"),
        ["mimekit/partial_rfc2046.0.eml"] = ("files: audio", "the first of the parts shows what it begins with"),
    };
}
