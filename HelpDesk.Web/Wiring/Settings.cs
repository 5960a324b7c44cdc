namespace HelpDesk.Web.Wiring;

/// <summary>The settings under <c>HelpDesk</c>; docs/operations.md explains each.</summary>
public sealed class Settings
{
    public const string DefaultBaseUrl = "http://localhost:5080";

    public string Database { get; init; } = "Sqlite";

    /// <summary>Where the database, attachments and keys are; empty: see <see cref="DataDirectories"/>.</summary>
    public string DataDirectory { get; init; } = "";

    /// <summary>What links in mails start with: never the Host that a request claims.</summary>
    public string BaseUrl { get; init; } = DefaultBaseUrl;

    /// <summary>IANA zone of working calendars, and of dates for people who chose none.</summary>
    public string TimeZone { get; init; } = "Europe/Berlin";

    /// <summary>Cast, sample tickets, and post that is caught instead of sent. Unset: in Development only.</summary>
    public bool? Demo { get; init; }

    /// <summary>How many sample tickets a fresh demo is given.</summary>
    public int SampleTickets { get; init; } = 60;

    public string DemoPassword { get; init; } = "";

    /// <summary>Whether this process runs the jobs. Tests that advance the clock themselves turn it off.</summary>
    public bool Jobs { get; init; } = true;

    /// <summary>Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For and -Proto count.</summary>
    public string[] Proxies { get; init; } = [];

    public MailSettings Mail { get; init; } = new();

    public TelemetrySettings Telemetry { get; init; } = new();

    public bool IsDemo(IHostEnvironment environment) => Demo ?? environment.IsDevelopment();

    /// <summary>A link into the product for a mail.</summary>
    public string Link(string path) => BaseUrl.TrimEnd('/') + path;
}

public sealed class MailSettings
{
    public SmtpSettings Smtp { get; init; } = new();

    /// <summary>A directory that gets .eml files instead of SMTP.</summary>
    public string Pickup { get; init; } = "";

    /// <summary>Whether the mail server takes help+anything@ for help@ (plus addressing): the way by which answers are recognised best.</summary>
    public bool PlusAddresses { get; init; } = true;

    /// <summary>How long what staff write waits before it leaves, so that it can be taken back; 0: it leaves at once.</summary>
    public int UndoSeconds { get; init; } = 10;

    public DkimSettings Dkim { get; init; } = new();

    public InboxSettings Inbox { get; init; } = new();
}

/// <summary>The first mailbox, made at start where there is none of its address. From then on managers see it, and administrators change it, at /manage/mailboxes.</summary>
public sealed class InboxSettings
{
    /// <summary>Empty: no mailbox is made.</summary>
    public string Host { get; init; } = "";

    public int Port { get; init; } = 993;

    /// <summary>None, StartTls, StartTlsWhenAvailable or Tls.</summary>
    public string Security { get; init; } = "Tls";

    public string User { get; init; } = "";
    public string Password { get; init; } = "";
    public string Folder { get; init; } = "INBOX";

    /// <summary>How often is looked where the server does not tell of new mail by itself, in seconds.</summary>
    public int Poll { get; init; } = 60;
}

/// <summary>Mails are signed when all three are set.</summary>
public sealed class DkimSettings
{
    public string Domain { get; init; } = "";
    public string Selector { get; init; } = "";

    /// <summary>A PEM file with the private key.</summary>
    public string KeyFile { get; init; } = "";
}

public sealed class SmtpSettings
{
    public string Host { get; init; } = "";
    public int Port { get; init; } = 587;

    /// <summary>None, StartTls, StartTlsWhenAvailable or Tls.</summary>
    public string Security { get; init; } = "StartTls";

    public string User { get; init; } = "";
    public string Password { get; init; } = "";
    public string From { get; init; } = "HelpDesk <help@example.com>";
}

/// <summary>How the house tells how it does. OpenTelemetry's own variables (OTEL_…) count as well.</summary>
public sealed class TelemetrySettings
{
    /// <summary>The collector that gets traces and metrics by OTLP; empty: OTEL_EXPORTER_OTLP_ENDPOINT, and without that nothing is sent.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>http/protobuf or grpc.</summary>
    public string Protocol { get; init; } = "http/protobuf";

    /// <summary>How often queues, jobs and disk are looked at, in seconds; 0: only when somebody opens the status page.</summary>
    public int Interval { get; init; } = 30;
}
