namespace HelpDesk.Web.Wiring;

/// <summary>Finds what somebody set that this program does not know: a slip of the pen would leave a default in force without a word.</summary>
internal static partial class UnknownSettings
{
    private const string Ours = "HelpDesk";
    private const string Places = "[]";

    // What ASP.NET Core and its server take, beside our own.
    private static readonly HashSet<string> OfTheHost = new(StringComparer.OrdinalIgnoreCase)
    {
        "Urls", "Http_Ports", "Https_Ports", "Environment", "ContentRoot", "ApplicationName", "WebRoot", "AllowedHosts", "Logging", "Kestrel",
        "DetailedErrors", "ShutdownTimeoutSeconds", "ForwardedHeaders_Enabled", "StaticWebAssets",
    };

    private static readonly HashSet<string> Connections = new(StringComparer.OrdinalIgnoreCase) { "ConnectionStrings", "ConnectionStrings:HelpDesk" };

    private static readonly HashSet<string> OfOurs = new(
        [.. PathsOf(typeof(Settings)), nameof(Limits), .. PathsOf(typeof(Limits)).Select(path => ConfigurationPath.Combine(nameof(Limits), path)), "Failpoint"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks at the words after the program's name when it is to serve.</summary>
    /// <returns>Why it must not with these, or null.</returns>
    public static string? Refusal(string[] args)
    {
        for (var at = 0; at < args.Length; at++)
        {
            var (key, hasValue) = Read(args[at]);
            // Without what it is set to, which may be a password.
            if (!IsKnown(key)) return $"'{args[at].Split('=')[0]}' is no setting of this program: --help says what can be asked, docs/operations.md what can be set.";
            if (hasValue) continue;
            // Its value is the next word.
            if (++at == args.Length) return $"'{key}' has no value: write --{key}=VALUE.";
        }
        return null;
    }

    /// <summary>Says once in the log which settings under HelpDesk nobody reads, wherever they come from.</summary>
    public static void Warn(IConfiguration configuration, ILogger log)
    {
        foreach (var (path, value) in configuration.GetSection(Ours).AsEnumerable(makePathsRelative: true))
            if (value is { Length: > 0 } && !IsOurs(path)) LogUnknown(log, ConfigurationPath.Combine(Ours, path));
    }

    private static (string Key, bool HasValue) Read(string word)
    {
        var written = word.StartsWith("--", StringComparison.Ordinal) ? word[2..] : word.StartsWith('/') ? word[1..] : word;
        var end = written.IndexOf('=', StringComparison.Ordinal);
        return end < 0 ? (written, false) : (written[..end], true);
    }

    private static bool IsKnown(string key)
    {
        var section = key.Split(ConfigurationPath.KeyDelimiter)[0];
        if (section.Equals(Ours, StringComparison.OrdinalIgnoreCase)) return key.Length == Ours.Length || IsOurs(key[(Ours.Length + 1)..]);
        return OfTheHost.Contains(section) || section.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase) || Connections.Contains(key);
    }

    // What stands in a list ends with its place there.
    private static bool IsOurs(string path) =>
        OfOurs.Contains(path) || (int.TryParse(ConfigurationPath.GetSectionKey(path), out _) && OfOurs.Contains(ConfigurationPath.GetParentPath(path) + Places));

    // A group is one itself, for a host that passes settings on names it with nothing in it.
    private static IEnumerable<string> PathsOf(Type type) => type.GetProperties().Where(property => property.CanWrite).SelectMany(property => property.PropertyType switch
    {
        { IsArray: true } => [property.Name, property.Name + Places],
        { IsEnum: false } part when part.Assembly == typeof(Settings).Assembly => [property.Name, .. PathsOf(part).Select(path => ConfigurationPath.Combine(property.Name, path))],
        _ => (IEnumerable<string>)[property.Name],
    });

    [LoggerMessage(LogLevel.Warning, "{Setting} is no setting of this program, so it changes nothing; docs/operations.md lists those that there are.")]
    private static partial void LogUnknown(ILogger log, string setting);
}
