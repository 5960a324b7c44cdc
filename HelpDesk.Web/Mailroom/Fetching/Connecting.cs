using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Reactions;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace HelpDesk.Web.Mailroom.Fetching;

/// <summary>Opens lines to mail servers, and the folders on them.</summary>
internal sealed class Connecting(AccessTokens tokens, ITokenSeal seal)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Connects and signs in. What goes wrong is put in words by <see cref="LineTrouble"/>.</summary>
    public async Task<ImapClient> OpenAsync(Mailbox mailbox, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        var client = new ImapClient();
        try
        {
            await client.ConnectAsync(mailbox.Line.Host, mailbox.Line.Port, Options(mailbox.Line.Security), limit.Token);
            await SignInAsync(client, mailbox, limit.Token);
            return client;
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            client.Dispose();
            throw new TimeoutException(null, late);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <exception cref="LineTroubleException">There is none of this name, and which there are.</exception>
    public static async Task<IMailFolder> FolderAsync(ImapClient client, string name, CancellationToken ct)
    {
        try
        {
            return name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(name, ct);
        }
        catch (FolderNotFoundException missing)
        {
            var all = client.PersonalNamespaces.Count == 0 ? [] : await client.GetFoldersAsync(client.PersonalNamespaces[0], cancellationToken: ct);
            throw new LineTroubleException($"There is no folder “{name}”. There are: {string.Join(", ", all.Select(folder => folder.FullName).Order(StringComparer.Ordinal).Take(20))}.", missing);
        }
    }

    private async Task SignInAsync(ImapClient client, Mailbox mailbox, CancellationToken ct)
    {
        var line = mailbox.Line;
        if (line.Login == MailboxLogin.Password)
        {
            var password = line.SealedPassword is null ? "" : seal.Open(line.SealedPassword) ?? throw new LineTroubleException("The key that sealed the password is gone. Type it again.");
            await client.AuthenticateAsync(line.User, password, ct);
            return;
        }
        var token = await tokens.ForAsync(mailbox, ct);
        try
        {
            SaslMechanism how = client.AuthenticationMechanisms.Contains("OAUTHBEARER") ? new SaslMechanismOAuthBearer(line.User, token) : new SaslMechanismOAuth2(line.User, token);
            await client.AuthenticateAsync(how, ct);
        }
        catch (AuthenticationException)
        {
            tokens.Forget(mailbox);
            throw;
        }
    }

    private static SecureSocketOptions Options(LineSecurity security) => security switch
    {
        LineSecurity.None => SecureSocketOptions.None,
        LineSecurity.StartTls => SecureSocketOptions.StartTls,
        LineSecurity.StartTlsWhenAvailable => SecureSocketOptions.StartTlsWhenAvailable,
        LineSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => throw new InvalidOperationException($"No way to connect by {security}."),
    };
}
