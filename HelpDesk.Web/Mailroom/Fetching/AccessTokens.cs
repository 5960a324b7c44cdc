using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Reactions;

namespace HelpDesk.Web.Mailroom.Fetching;

/// <summary>Gets OAuth 2 access tokens for mailboxes, and keeps each until shortly before it ends.</summary>
internal sealed class AccessTokens(MailboxCommands mailboxes, ITokenSeal seal, TimeProvider clock) : IDisposable
{
    private const int MostBytes = 256 * 1024;
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(MailboxId, int), (string Token, DateTimeOffset Until)> kept = [];
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectCallback = ConnectAsync })
    {
        Timeout = Limit,
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <exception cref="LineTroubleException">The provider gives none, and why.</exception>
    public async Task<string> ForAsync(Mailbox mailbox, CancellationToken ct)
    {
        var key = (mailbox.Id, mailbox.Revision);
        if (kept.TryGetValue(key, out var known) && known.Until > clock.GetUtcNow()) return known.Token;
        var line = mailbox.Line;
        var answer = await AskAsync(AddressOf(line), FormOf(line), ct);
        if (answer.RefreshToken is { } next && line.Login == MailboxLogin.RefreshToken) await mailboxes.RenewAsync(mailbox.Id, line, next, CancellationToken.None);
        kept[key] = (answer.Token, clock.GetUtcNow() + answer.Lasts - Margin);
        return answer.Token;
    }

    /// <summary>The mail server does not accept it.</summary>
    public void Forget(Mailbox mailbox) => kept.TryRemove((mailbox.Id, mailbox.Revision), out _);

    public void Dispose() => http.Dispose();

    /// <summary>https, or http to this machine.</summary>
    public static bool IsAllowed(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private static Uri AddressOf(MailboxLine line) => Uri.TryCreate(line.TokenAddress, UriKind.Absolute, out var address) && IsAllowed(address) ? address
        : throw new LineTroubleException("The address for tokens must begin with https://.");

    private Dictionary<string, string> FormOf(MailboxLine line)
    {
        var form = new Dictionary<string, string> { ["client_id"] = line.ClientId ?? "" };
        if (line.Scope is { Length: > 0 } scope) form["scope"] = scope;
        if (Open(line.SealedClientSecret, "client secret") is { Length: > 0 } secret) form["client_secret"] = secret;
        if (line.Login == MailboxLogin.ClientCredentials)
        {
            form["grant_type"] = "client_credentials";
            return form;
        }
        form["grant_type"] = "refresh_token";
        form["refresh_token"] = Open(line.SealedRefreshToken, "refresh token") ?? throw new LineTroubleException("A refresh token is missing.");
        return form;
    }

    private string? Open(string? kept, string what) => kept is null ? null
        : seal.Open(kept) ?? throw new LineTroubleException($"The key that sealed the {what} is gone. Type it again.");

    private async Task<(string Token, TimeSpan Lasts, string? RefreshToken)> AskAsync(Uri address, Dictionary<string, string> form, CancellationToken ct)
    {
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await http.PostAsync(address, content, ct);
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            string? Text(string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            if (!response.IsSuccessStatusCode || Text("access_token") is not { } token)
                throw new LineTroubleException(Refusal(Text("error"), (int)response.StatusCode, address));
            var lasts = json.RootElement.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt32(out var number) ? number : 3600;
            return (token, TimeSpan.FromSeconds(lasts), Text("refresh_token"));
        }
        catch (Exception trouble) when (trouble is HttpRequestException or JsonException or InvalidOperationException || (trouble is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw new LineTroubleException($"“{address.Host}” gave no token: it cannot be reached, or answered something else.", trouble);
        }
    }

    // What providers add in words may hold parts of what was sent: only their code is told.
    private static string Refusal(string? error, int status, Uri address) => error switch
    {
        "invalid_grant" => $"“{address.Host}” says that the permission was withdrawn or ran out: sign in again, and type the new refresh token.",
        "invalid_client" or "unauthorized_client" => $"“{address.Host}” does not accept the client id or its secret. A secret may have run out.",
        "invalid_scope" => $"“{address.Host}” does not know the scope. Check it.",
        _ => $"“{address.Host}” gave no token (status {status}{(error is { Length: > 0 and <= 40 } && error.All(c => char.IsAsciiLetter(c) || c == '_') ? ", " + error : "")}).",
    };

    // An administrator typed the name; what a cloud tells its machines about themselves is still no token.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        var allowed = addresses.Where(a => !IsLinkLocal(a)).ToArray();
        if (allowed.Length == 0) throw new HttpRequestException("The address is not allowed.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLinkLocal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? address.IsIPv6LinkLocal || address.Equals(IPAddress.Parse("fd00:ec2::254"))
            : address.GetAddressBytes() is [169, 254, ..] or [0, ..];
    }
}
