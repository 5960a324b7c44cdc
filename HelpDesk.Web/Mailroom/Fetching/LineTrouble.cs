using System.Net.Sockets;
using HelpDesk.Domain.Post.Incoming;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace HelpDesk.Web.Mailroom.Fetching;

/// <summary>A mailbox cannot be read, for a reason that we can say.</summary>
internal sealed class LineTroubleException(string words, Exception? inner = null) : Exception(words, inner);

/// <summary>What went wrong with a mail server, as people say it.</summary>
internal static class LineTrouble
{
    /// <summary>Whether the line is of no use any more, whatever was asked on it.</summary>
    public static bool IsBroken(Exception trouble) => trouble
        is ImapProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException or LineTroubleException
        or SocketException or IOException or TimeoutException;

    public static string Words(Exception trouble, MailboxLine line) => trouble switch
    {
        LineTroubleException => trouble.Message,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => $"There is no server of the name “{line.Host}”. Check how it is spelled.",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"“{line.Host}” refuses connections on port {line.Port}. Check the port, and whether its mail server runs.",
        SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable } => $"“{line.Host}” cannot be reached. A firewall may be in between.",
        SslHandshakeException => $"The certificate of “{line.Host}” is not trusted, or port {line.Port} speaks without TLS. {Cause(trouble)}",
        AuthenticationException => $"“{line.Host}” does not accept the user name or password. {trouble.Message}",
        NotSupportedException when line.Security == LineSecurity.StartTls => $"“{line.Host}” offers no TLS on port {line.Port}.",
        OperationCanceledException or TimeoutException => $"“{line.Host}” did not answer in time.",
        ImapProtocolException or ServiceNotConnectedException or IOException => $"The connection to “{line.Host}” broke. {trouble.Message}",
        ImapCommandException refusal => $"“{line.Host}” refused a command: {refusal.ResponseText}",
        _ => trouble.Message,
    };

    private static string Cause(Exception trouble) => trouble.InnerException?.Message ?? "";
}
