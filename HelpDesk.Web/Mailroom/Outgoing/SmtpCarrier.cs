using System.Net.Sockets;
using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace HelpDesk.Web.Mailroom.Outgoing;

/// <summary>Hands mails to a mail server, several over one connection. Only the drain uses it, one mail at a time.</summary>
internal sealed class SmtpCarrier(SmtpSettings settings) : IMailCarrier, IDisposable
{
    // Longer than a slow server takes, shorter than for ever: a time-out after the text was sent means that it may be sent twice.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private SmtpClient? line;

    public bool KeepsTokens => false;

    /// <returns>What is wrong with the settings, in one sentence; null where nothing is.</returns>
    public static string? Refusal(SmtpSettings smtp) =>
        SecurityOf(smtp) is null ? $"HelpDesk:Mail:Smtp:Security is '{smtp.Security}': use None, StartTls, StartTlsWhenAvailable or Tls."
        : smtp.Port is < 1 or > 65535 ? $"HelpDesk:Mail:Smtp:Port is {smtp.Port}: use a number from 1 to 65535, mostly 587."
        : !MailboxAddress.TryParse(smtp.From, out var from) || !Person.IsAddress(from.Address) ? "HelpDesk:Mail:Smtp:From must be an address, such as HelpDesk <help@example.com>."
        : null;

    public async Task<HandOver> CarryAsync(MimeMessage message)
    {
        using var limit = new CancellationTokenSource(Limit);
        if (await ConnectAsync(limit.Token) is { } stuck) return stuck;
        try
        {
            await line!.SendAsync(message, SenderOf(message), [message.To.Mailboxes.Single()], limit.Token);
            return new HandOver.Accepted();
        }
        catch (Exception trouble) when (IsExpected(trouble))
        {
            if (trouble is not SmtpCommandException) HangUp();
            return Judge(trouble, IsOwnSender(message));
        }
    }

    public async Task RestAsync()
    {
        try
        {
            if (line is { IsConnected: true }) await line.DisconnectAsync(quit: true);
        }
        catch (Exception trouble) when (IsExpected(trouble))
        {
            // The mails are theirs already: a broken farewell changes nothing.
        }
        HangUp();
    }

    public void Dispose() => HangUp();

    private async Task<HandOver?> ConnectAsync(CancellationToken ct)
    {
        if (line is { IsConnected: true }) return null;
        HangUp();
        if (settings.Host.Length == 0) return new HandOver.Stuck("No mail server is set (HelpDesk:Mail:Smtp:Host).");
        try
        {
            line = new SmtpClient();
            await line.ConnectAsync(settings.Host, settings.Port, (SecureSocketOptions)SecurityOf(settings)!.Value, ct);
            if (settings.User.Length > 0) await line.AuthenticateAsync(settings.User, settings.Password, ct);
            return null;
        }
        catch (Exception trouble) when (IsExpected(trouble))
        {
            HangUp();
            return new HandOver.Stuck(WordsOf(trouble));
        }
    }

    // Whoever stands in Cc gets a mail of their own. What answers a mail by itself comes from nobody: so no bounce can come of it (RFC 3834).
    private static MailboxAddress SenderOf(MimeMessage message) =>
        message.Headers[HeaderId.AutoSubmitted] == Envelope.AutoReplied ? new MailboxAddress("", "") : message.From.Mailboxes.First();

    private bool IsOwnSender(MimeMessage message) => SenderOf(message).Address == MailboxAddress.Parse(settings.From).Address;

    private static HandOver Judge(Exception trouble, bool isOwnSender) => trouble switch
    {
        // The server wants us to sign in, or does not know our sender: no mail at all will leave. That it does not know a mailbox's address keeps that mailbox's mails only.
        SmtpCommandException { StatusCode: SmtpStatusCode.AuthenticationRequired or SmtpStatusCode.AuthenticationInvalidCredentials or SmtpStatusCode.AuthenticationMechanismTooWeak } => new HandOver.Stuck(WordsOf(trouble)),
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } => isOwnSender ? new HandOver.Stuck(WordsOf(trouble)) : new HandOver.Later(WordsOf(trouble)),
        SmtpCommandException { StatusCode: >= (SmtpStatusCode)500 } => new HandOver.Refused(WordsOf(trouble)),
        // The address needs SMTPUTF8, which the server does not speak.
        NotSupportedException => new HandOver.Refused(WordsOf(trouble)),
        ServiceNotAuthenticatedException => new HandOver.Stuck(WordsOf(trouble)),
        _ => new HandOver.Later(WordsOf(trouble)),
    };

    private static bool IsExpected(Exception trouble) => trouble
        is SmtpCommandException or SmtpProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException
        or AuthenticationException or SaslException or SslHandshakeException or SocketException or IOException or TimeoutException
        or NotSupportedException or OperationCanceledException;

    private static string WordsOf(Exception trouble) => trouble switch
    {
        SmtpCommandException refusal => $"{(int)refusal.StatusCode} {refusal.Message}",
        OperationCanceledException => "The mail server did not answer in time.",
        _ => trouble.Message,
    };

    private void HangUp()
    {
        line?.Dispose();
        line = null;
    }

    // By name only: a number would be taken for any of them.
    private static Security? SecurityOf(SmtpSettings smtp) =>
        Enum.GetValues<Security>().Cast<Security?>().FirstOrDefault(security => security.ToString()!.Equals(smtp.Security, StringComparison.OrdinalIgnoreCase));

    // The words of the setting.
    private enum Security
    {
        None = SecureSocketOptions.None,
        StartTls = SecureSocketOptions.StartTls,
        StartTlsWhenAvailable = SecureSocketOptions.StartTlsWhenAvailable,
        Tls = SecureSocketOptions.SslOnConnect,
    }
}
