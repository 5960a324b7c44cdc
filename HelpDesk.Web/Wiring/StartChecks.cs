using System.Net.Sockets;
using HelpDesk.Domain.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HelpDesk.Web.Wiring;

/// <summary>The program cannot start as it is told to. The message is one sentence that says what to do.</summary>
internal sealed class StartRefusedException(string sentence) : Exception(sentence);

/// <summary>What must be right before anything is opened.</summary>
internal static class StartChecks
{
    // Room for a new database and its log; below it the next write fails.
    private const long SmallestRoom = 32 << 20;

    /// <returns>Why the program must not start, or null.</returns>
    public static string? Refusal(IServiceProvider house)
    {
        try
        {
            Check(house);
            Bound<Limits>(house);
            var configuration = house.GetRequiredService<IConfiguration>();
            CheckAddresses(configuration);
            if (Database.Kind(house.GetRequiredService<Settings>().Database) == DatabaseKind.PostgreSql) PostgresChecks.CheckPool(configuration.GetConnectionString("HelpDesk")!);
            return SecurityDemo.Refusal(configuration, house.GetRequiredService<Settings>(), house.GetRequiredService<IHostEnvironment>());
        }
        catch (StartRefusedException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>What serving and every verb that opens the database need.</summary>
    /// <exception cref="StartRefusedException">Something is not right.</exception>
    public static void Check(IServiceProvider house)
    {
        var settings = Bound<Settings>(house);
        var directories = house.GetRequiredService<DataDirectories>();
        CheckDatabase(settings.Database, house.GetRequiredService<IConfiguration>());
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out _))
            throw new StartRefusedException($"HelpDesk:TimeZone is '{settings.TimeZone}', which this machine does not know: write an IANA name such as Europe/Berlin.");
        CheckDirectory(directories.Root);
    }

    private static T Bound<T>(IServiceProvider house) where T : notnull
    {
        try
        {
            return house.GetRequiredService<T>();
        }
        catch (OptionsValidationException wrong)
        {
            throw new StartRefusedException(wrong.Failures.First());
        }
        catch (Exception wrong) when (Unread(wrong) is { } sentence)
        {
            throw new StartRefusedException(sentence);
        }
    }

    /// <summary>What a setting says that cannot be read as what it is, or where a file of settings is none; null for another failure.</summary>
    public static string? Unread(Exception failure) => failure switch
    {
        InvalidOperationException when failure.Message.Contains("configuration value", StringComparison.OrdinalIgnoreCase) =>
            $"{failure.Message.TrimEnd('.')}: mend it in appsettings.json, the environment or the command line.",
        // The innermost says in which line.
        InvalidDataException when failure.Message.StartsWith("Failed to load configuration", StringComparison.Ordinal) =>
            $"{failure.Message.TrimEnd('.')} ({failure.GetBaseException().Message.TrimEnd('.')}): mend the file.",
        _ => null,
    };

    private static void CheckDatabase(string database, IConfiguration configuration)
    {
        var given = configuration.GetConnectionString("HelpDesk");
        if (Database.Kind(database) is not { } kind)
            throw new StartRefusedException($"HelpDesk:Database is '{database}': use 'Sqlite' or 'PostgreSql'.");
        if (kind == DatabaseKind.PostgreSql) PostgresChecks.Check(given);
        else if (given is { Length: > 0 }) SqliteChecks.Check(given);
    }

    /// <summary>Looks at the addresses to listen at.</summary>
    /// <exception cref="StartRefusedException">One is none.</exception>
    public static void CheckAddresses(IConfiguration configuration)
    {
        foreach (var address in SecurityDemo.Addresses(configuration))
            if (!IsAddress(address)) throw new StartRefusedException($"'{address}' is not an address to listen at: write --urls http://localhost:PORT.");
    }

    private static bool IsAddress(string address)
    {
        try
        {
            return BindingAddress.Parse(address) is { Scheme: "http" or "https", Port: >= 0 and <= 65535 };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static void CheckDirectory(string root)
    {
        try
        {
            PrivateFiles.MakeDirectory(root);
            Probe(root);
        }
        catch (Exception full) when (IsFull(full))
        {
            throw new StartRefusedException($"The data directory '{root}' takes no more (the system says: {full.Message.Split('\n')[0].TrimEnd('.')}): free some space on its disk or lift the limit, then start again.");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartRefusedException($"The data directory '{root}' cannot be written to: let this user write there, or set HelpDesk:DataDirectory to another.");
        }
        if (new DriveInfo(root).AvailableFreeSpace is var free and < SmallestRoom)
            throw new StartRefusedException($"The disk of the data directory '{root}' is full ({free >> 20} MB are free, {SmallestRoom >> 20} MB are needed to start): free some space, or set HelpDesk:DataDirectory to another disk.");
    }

    // A quota or a limit on files shows only when something is written.
    private static void Probe(string root)
    {
        var probe = Path.Combine(root, $"probe-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(probe, new byte[1 << 16]);
        }
        finally
        {
            File.Delete(probe);
        }
    }

    // No space (28, Windows 112), over the quota (122); that a file may not grow so far comes as an argument out of range.
    private static bool IsFull(Exception trouble) => trouble is IOException { HResult: 28 or 122 or unchecked((int)0x80070070) } or ArgumentOutOfRangeException;

    /// <summary>What a failure while the house is opened means to whoever starts the program; null for a bug of ours.</summary>
    public static StartRefusedException? Refused(Exception failure, DataDirectories directories) => failure switch
    {
        DatabaseIsNewerException or DatabaseIsForeignException => new(failure.Message),
        IOException when IsFull(failure) => new($"The disk of '{directories.Root}' is full: free some space, then start again."),
        UnauthorizedAccessException shut => new($"{shut.Message.TrimEnd('.')}: let this user read and write everything in '{directories.Root}'."),
        StartRefusedException refused => refused,
        SqliteException wrong => SqliteChecks.Refused(wrong, directories),
        NpgsqlException wrong => PostgresChecks.Refused(wrong),
        SocketException or TimeoutException => PostgresChecks.Unreachable(failure),
        { InnerException: { } inner } => Refused(inner, directories),
        _ => null,
    };

    /// <summary>What keeps the server from listening; null for a bug of ours.</summary>
    public static string? Unheard(Exception failure, IConfiguration configuration) => failure switch
    {
        IOException { InnerException: AddressInUseException } taken =>
            $"{taken.Message.TrimEnd('.')}: stop the other program, or choose another address with --urls http://localhost:PORT.",
        SocketException or IOException { InnerException: SocketException } =>
            $"The program cannot listen there ({failure.GetBaseException().Message.TrimEnd('.')}): choose an address of this machine with --urls http://localhost:PORT, of 1024 or higher for a user without special rights.",
        FileNotFoundException or DirectoryNotFoundException or System.Security.Cryptography.CryptographicException when configuration.GetSection("Kestrel").Exists() =>
            $"The certificate cannot be read ({failure.Message.Split('\n')[0].TrimEnd('.')}): mend Kestrel:Certificates:Default:Path and Password, or let a proxy speak https.",
        InvalidOperationException when failure.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) =>
            "An https address needs a certificate: set Kestrel:Certificates:Default:Path and Password, or let a proxy speak https.",
        _ => null,
    };
}
