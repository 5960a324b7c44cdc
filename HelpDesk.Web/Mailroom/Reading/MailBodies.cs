using MimeKit;

namespace HelpDesk.Web.Mailroom.Reading;

/// <summary>The two bodies of a mail in a file.</summary>
internal static class MailBodies
{
    public static (string? Text, string? Html) Of(string path)
    {
        using var message = MimeMessage.Load(path);
        return (message.TextBody, message.HtmlBody);
    }
}
