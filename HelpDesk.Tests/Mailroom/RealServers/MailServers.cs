using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Xunit;

namespace HelpDesk.Tests.Mailroom.RealServers;

/// <summary>A Dovecot and a Postfix of the test's own, on free ports of the loopback, with everything they keep in a temporary directory.</summary>
/// <remarks>Mail to any address is handed to Dovecot; for an address that is no mailbox there, the sender gets a bounce. “name+detail@…” goes to “name@…”.</remarks>
public sealed class MailServers : IAsyncDisposable
{
    public const string Password = "mailbox-story";

    // The user “mail”, whom every Debian has: Dovecot reads mail as anybody but root.
    private const string MailUser = "8:8";

    // Postfix's own words for whose mail it is.
    private const string HandOver = "-f ${sender} -d ${user}@${nexthop}";

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("helpdesk-servers-");
    private readonly bool idles;
    private Process? dovecot;
    private bool posts;

    private MailServers(bool idles) => this.idles = idles;

    public int SmtpPort { get; } = Ports.Free();

    /// <summary>IMAP without TLS.</summary>
    public int ImapPort { get; } = Ports.Free();

    /// <summary>IMAP by TLS, with a certificate that nobody vouches for.</summary>
    public int ImapsPort { get; } = Ports.Free();

    /// <param name="idles">Whether the IMAP server tells of new mail by itself.</param>
    /// <param name="posts">Whether a Postfix is started too.</param>
    public static async Task<MailServers> StartAsync(bool idles = true, bool posts = true)
    {
        Needs.Program("dovecot", "reading a real IMAP server");
        if (posts) Needs.Program("postfix", "sending through a real SMTP server");
        if (!Environment.IsPrivilegedProcess && !Needs.InCi) Assert.Skip("Left out: Dovecot and Postfix change users, which only root may.");
        var servers = new MailServers(idles) { posts = posts };
        servers.WriteDovecot();
        await servers.StartDovecotAsync();
        if (posts) await servers.StartPostfixAsync();
        return servers;
    }

    public void AddMailboxUser(string address, string password = Password)
    {
        Directory.CreateDirectory(HomeOf(address));
        Ran("chown", "-R", MailUser, Path.Combine(root.FullName, "mail"));
        File.AppendAllText(Users, $"{address}:{{PLAIN}}{password}:{MailUser}::{HomeOf(address)}::\n");
        Ran("doveadm", "-c", Conf, "auth", "cache", "flush");
    }

    /// <summary>Hands a raw mail to the SMTP server, byte for byte.</summary>
    public async Task DeliverAsync(string from, string to, byte[] raw)
    {
        using var line = new TcpClient();
        await line.ConnectAsync(IPAddress.Loopback, SmtpPort);
        await using var stream = line.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        async Task SayAsync(string? words, char expected)
        {
            if (words is not null) await stream.WriteAsync(Encoding.Latin1.GetBytes(words + "\r\n"));
            string? answer;
            do answer = await reader.ReadLineAsync(); while (answer is { Length: > 3 } && answer[3] == '-');
            Assert.True(answer?[0] == expected, $"{words} was answered {answer}");
        }
        await SayAsync(null, '2');
        await SayAsync("EHLO test", '2');
        await SayAsync($"MAIL FROM:<{from}> BODY=8BITMIME", '2');
        await SayAsync($"RCPT TO:<{to}>", '2');
        await SayAsync("DATA", '3');
        await stream.WriteAsync(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(raw).Replace("\r\n.", "\r\n..", StringComparison.Ordinal)));
        await SayAsync(raw.AsSpan().EndsWith("\r\n"u8) ? "." : "\r\n.", '2');
        await SayAsync("QUIT", '2');
    }

    public Task DeliverAsync(string from, string to, string subject, string body) => DeliverAsync(from, to, Raw(from, to, subject, body));

    /// <summary>A plain mail.</summary>
    public static byte[] Raw(string from, string to, string subject, string body, string? id = null) => Encoding.UTF8.GetBytes(
        $"From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture)}\r\nMessage-ID: <{id ?? Guid.NewGuid().ToString("N")}@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n");

    /// <summary>Lays a raw mail straight into a folder, by IMAP.</summary>
    public async Task LayAsync(string address, byte[] raw, string folder = "INBOX", MessageFlags flags = MessageFlags.None, DateTimeOffset? arrived = null)
    {
        using var client = await SignInAsync(address);
        using var stream = new MemoryStream(raw);
        var request = new AppendRequest(await MimeKit.MimeMessage.LoadAsync(stream), flags) { InternalDate = arrived ?? DateTimeOffset.UtcNow };
        await (await client.GetFolderAsync(folder)).AppendAsync(request);
    }

    /// <summary>Lays so many different mails by Carl into a mailbox, at once.</summary>
    public async Task LayManyAsync(string address, int many)
    {
        using var client = await SignInAsync(address);
        for (var i = 0; i < many; i++)
        {
            using var raw = new MemoryStream(Raw(Cast.Carl, address, $"Number {i}", $"Words of number {i}."));
            await client.Inbox!.AppendAsync(new AppendRequest(await MimeKit.MimeMessage.LoadAsync(raw), MessageFlags.None));
        }
    }

    /// <summary>Damages a mail on the server's disk, so that the server itself cannot read it any more.</summary>
    public void Spoil(string address, string subject)
    {
        var file = Directory.EnumerateFiles(Path.Combine(HomeOf(address), "Maildir"), "*", SearchOption.AllDirectories)
            .Single(file => !Path.GetFileName(file).StartsWith("dovecot", StringComparison.Ordinal) && File.ReadAllText(file).Contains($"Subject: {subject}", StringComparison.Ordinal));
        Ran("chown", "root", file);
        Ran("chmod", "000", file);
    }

    /// <summary>How many mails lie in a folder, and how many of them are unread.</summary>
    public async Task<(int All, int Unread)> CountAsync(string address, string folder = "INBOX")
    {
        using var client = await SignInAsync(address);
        var opened = await client.GetFolderAsync(folder);
        await opened.OpenAsync(FolderAccess.ReadOnly);
        return (opened.Count, (await opened.SearchAsync(SearchQuery.NotSeen)).Count);
    }

    /// <summary>A person's own mail program.</summary>
    public async Task<ImapClient> SignInAsync(string address, string password = Password)
    {
        var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", ImapPort, SecureSocketOptions.None);
        await client.AuthenticateAsync(address, password);
        return client;
    }

    public async Task RestartImapAsync()
    {
        await StopImapAsync();
        await StartDovecotAsync();
    }

    public async Task StopImapAsync()
    {
        Ran("doveadm", "-c", Conf, "stop");
        await dovecot!.WaitForExitAsync();
    }

    public Task StartImapAsync() => StartDovecotAsync();

    /// <summary>The server numbers the mails of a mailbox anew, as after it was restored from a copy.</summary>
    public async Task ChangeUidValidityAsync(string address)
    {
        await StopImapAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(HomeOf(address), "Maildir"), "dovecot*"))
            if (!Path.GetFileName(file).StartsWith("dovecot-uidvalidity", StringComparison.Ordinal)) File.Delete(file);
        await StartDovecotAsync();
    }

    /// <summary>How a desk reaches a mailbox here.</summary>
    public MailboxLine LineTo(string address, string? handled = null) => new()
    {
        Host = "127.0.0.1",
        Port = ImapPort,
        Security = LineSecurity.None,
        User = address,
        HandledFolder = handled,
        PollSeconds = 10,
    };

    public async ValueTask DisposeAsync()
    {
        if (posts) Ran("postfix", "-c", Path.Combine(root.FullName, "postfix"), "stop");
        if (dovecot is { HasExited: false }) await StopImapAsync();
        dovecot?.Dispose();
        root.Delete(recursive: true);
    }

    private string Conf => Path.Combine(root.FullName, "dovecot.conf");
    private string Users => Path.Combine(root.FullName, "users");

    private string HomeOf(string address) => Path.Combine(root.FullName, "mail", address);

    private void WriteDovecot()
    {
        // Others than root pass through it.
        Ran("chmod", "755", root.FullName);
        Directory.CreateDirectory(Path.Combine(root.FullName, "mail"));
        File.WriteAllText(Users, "");
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(root.FullName, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(root.FullName, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        var at = root.FullName;
        File.WriteAllText(Conf, $$"""
            base_dir = {{at}}/run
            state_dir = {{at}}/state
            log_path = {{at}}/dovecot.log
            protocols = imap
            listen = 127.0.0.1
            ssl = yes
            ssl_cert = <{{at}}/cert.pem
            ssl_key = <{{at}}/key.pem
            disable_plaintext_auth = no
            auth_mechanisms = plain
            auth_username_format = %Lu
            recipient_delimiter = +
            first_valid_uid = 8
            mail_location = maildir:~/Maildir
            mail_fsync = never
            mail_max_userip_connections = 100
            default_vsz_limit = 1G
            passdb {
              driver = passwd-file
              args = {{at}}/users
            }
            userdb {
              driver = passwd-file
              args = {{at}}/users
            }
            namespace inbox {
              inbox = yes
              mailbox Handled {
                auto = create
              }
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{ImapPort}}
              }
              inet_listener imaps {
                port = {{ImapsPort}}
              }
            }
            service auth {
              unix_listener auth-userdb {
                mode = 0666
              }
            }
            protocol lda {
              log_path = /dev/stderr
            }
            protocol imap {
              {{(idles ? "" : "imap_capability = IMAP4rev1 LITERAL+ UIDPLUS MOVE NAMESPACE SPECIAL-USE")}}
            }

            """);
    }

    private async Task StartDovecotAsync()
    {
        dovecot?.Dispose();
        dovecot = Process.Start(new ProcessStartInfo("dovecot", ["-F", "-c", Conf]))!;
        await AnswersAsync(ImapPort, "dovecot.log");
    }

    private async Task StartPostfixAsync()
    {
        var at = Path.Combine(root.FullName, "postfix");
        foreach (var folder in (string[])["", "queue", "data"]) Directory.CreateDirectory(Path.Combine(at, folder));
        Ran("chown", "postfix", Path.Combine(at, "data"));
        File.WriteAllText(Path.Combine(at, "main.cf"), $"""
            compatibility_level = 3.6
            queue_directory = {at}/queue
            data_directory = {at}/data
            daemon_directory = /usr/lib/postfix/sbin
            command_directory = /usr/sbin
            meta_directory = /etc/postfix
            shlib_directory = /usr/lib/postfix
            mail_owner = postfix
            setgid_group = postdrop
            maillog_file = {at}/postfix.log
            maillog_file_prefixes = {root.FullName}
            myhostname = mx.acme.test
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            alias_maps =
            local_recipient_maps =
            recipient_delimiter = +
            virtual_mailbox_domains = static:ok
            virtual_mailbox_maps = static:ok
            virtual_transport = dovecot
            dovecot_destination_recipient_limit = 1
            message_size_limit = 209715200
            mailbox_size_limit = 0
            smtpd_recipient_restrictions = permit_mynetworks, reject
            smtpd_client_connection_count_limit = 0
            disable_vrfy_command = yes

            """);
        File.WriteAllText(Path.Combine(at, "master.cf"), $"""
            127.0.0.1:{SmtpPort} inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            local unix - n n - - local
            virtual unix - n n - - virtual
            dovecot unix - n n - - pipe flags=Rhu user=mail argv=/usr/lib/dovecot/dovecot-lda -c {Conf} {HandOver}
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd

            """);
        Ran("postfix", "-c", at, "start");
        await AnswersAsync(SmtpPort, "postfix/postfix.log");
    }

    private async Task AnswersAsync(int port, string log)
    {
        for (var until = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(until) < TimeSpan.FromSeconds(30);)
        {
            try
            {
                using var line = new TcpClient();
                await line.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                if (dovecot!.HasExited) break;
                await Task.Delay(50);
            }
        }
        var file = Path.Combine(root.FullName, log);
        Assert.Fail($"Nothing answers on port {port}. {(File.Exists(file) ? await File.ReadAllTextAsync(file) : "No log.")}");
    }

    private static void Ran(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 || program == "doveadm", $"{program} {string.Join(' ', words)}: {error}{output.Result}");
    }
}
