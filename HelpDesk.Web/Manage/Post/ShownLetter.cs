using System.Text.RegularExpressions;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Manage.Post;

/// <summary>What a mail says.</summary>
public sealed record MailText(string Subject, string Text, string Html);

/// <summary>Shows a kept letter: the token of its link is masked, but in the demo, where nobody else gets the mail, it is put in.</summary>
public sealed partial class ShownLetter(Settings settings, IHostEnvironment environment, ITokenSeal seal)
{
    public const string Mask = "•••";

    /// <summary>Null while the letter is not written.</summary>
    public MailText? Of(OutboxMail mail) =>
        mail is { Subject: { } subject, Text: { } text, Html: { } html } ? Of(mail, new(subject, text, html)) : null;

    /// <summary>A letter of this mail, kept or not.</summary>
    public MailText Of(OutboxMail mail, MailText letter)
    {
        var token = settings.IsDemo(environment) && mail.SealedToken is { } waiting ? seal.Open(waiting) ?? Mask : Mask;
        return new(Fill(letter.Subject, token), Fill(letter.Text, token), Fill(letter.Html, token));
    }

    /// <summary>Where the letter's links lead within the product, as paths: in the demo only, for elsewhere they are the recipient's alone.</summary>
    public IReadOnlyList<string> Links(MailText letter)
    {
        if (!settings.IsDemo(environment)) return [];
        var home = settings.Link("/");
        return [.. Addresses().Matches(letter.Text).Select(link => link.Value)
            .Where(link => link.StartsWith(home, StringComparison.Ordinal) && !link.Contains(Mask, StringComparison.Ordinal))
            .Select(link => link[(home.Length - 1)..]).Distinct()];
    }

    private static string Fill(string text, string token) => text.Replace(OutboxMail.TokenMark, token, StringComparison.Ordinal);

    [GeneratedRegex(@"https?://[^\s<>""]{1,2000}[^\s<>"".,;:!?)\]}']", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();
}
