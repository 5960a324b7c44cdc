namespace HelpDesk.Web.Wiring;

/// <summary>Finds what somebody set that this program does not know: a slip of the pen would leave a default in force without a word.</summary>
internal static partial class UnknownSettings
{
    private const string Ours = "HelpDesk";
    private const string Written = "--";
    private const string Advice = "--help says what can be asked, docs/operations.md what can be set.";

    // What ASP.NET Core and its server take, beside our own: their names, or the first part of them.
    private static readonly HashSet<string> OfTheHost = new(StringComparer.OrdinalIgnoreCase)
    {
        "Urls", "Http_Ports", "Https_Ports", "Https_Port", "PreferHostingUrls", "Environment", "ContentRoot", "ApplicationName", "WebRoot", "AllowedHosts", "Logging", "Kestrel",
        "DetailedErrors", "CaptureStartupErrors", "SuppressStatusMessages", "ShutdownTimeoutSeconds", "ForwardedHeaders_Enabled", "HostBuilder",
        "HostingStartupAssemblies", "HostingStartupExcludeAssemblies", "PreventHostingStartup", "StaticWebAssets", "ReloadStaticAssetsAtRuntime",
    };

    private static readonly Known OfOurs = new();

    /// <summary>Looks at the words after the program's name that are settings, or at all of them when it is to serve.</summary>
    /// <returns>Why it must not with these, or null.</returns>
    public static string? Refusal(string[] args)
    {
        for (var at = 0; at < args.Length; at++)
        {
            var word = args[at];
            var end = word.IndexOf('=', StringComparison.Ordinal);
            var name = end < 0 ? word : word[..end];
            // Perhaps the rest of what a word before it is set to, and that is somebody's password.
            if (end < 0 && !word.StartsWith('-') && !word.StartsWith('/')) return $"Word {at + 1} of the command line sets nothing: {Advice}";
            var key = name.StartsWith(Written, StringComparison.Ordinal) ? name[Written.Length..] : name.TrimStart('/');
            if (!IsKnown(key, isEmpty: end == word.Length - 1)) return $"'{name}' is no setting of this program: {Advice}";
            if (end >= 0) continue;
            // Its value is the next word.
            if (++at == args.Length || args[at].StartsWith(Written, StringComparison.Ordinal)) return $"'{name}' has no value: write {Written}{key}=VALUE.";
        }
        return null;
    }

    /// <summary>Says once in the log which settings under HelpDesk nobody reads, wherever they come from.</summary>
    public static void Warn(IConfiguration configuration, ILogger log)
    {
        foreach (var (path, value) in configuration.GetSection(Ours).AsEnumerable(makePathsRelative: true))
            if (value is { Length: > 0 } && !OfOurs.IsSet(path)) LogUnknown(log, ConfigurationPath.Combine(Ours, path));
    }

    // A host that passes settings on names their groups, too, with nothing in them.
    private static bool IsKnown(string key, bool isEmpty)
    {
        var parts = key.Split(ConfigurationPath.KeyDelimiter, 2);
        if (parts[0].Equals(Ours, StringComparison.OrdinalIgnoreCase)) return parts.Length == 1 ? isEmpty : OfOurs.IsSet(parts[1]) || (isEmpty && OfOurs.IsGroup(parts[1]));
        if (parts[0].Equals("ConnectionStrings", StringComparison.OrdinalIgnoreCase)) return parts.Length == 1 ? isEmpty : parts[1].Equals(Ours, StringComparison.OrdinalIgnoreCase);
        return OfTheHost.Contains(parts[0]) || parts[0].StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase);
    }

    [LoggerMessage(LogLevel.Warning, "{Setting} is no setting of this program, so it changes nothing; docs/operations.md lists those that there are.")]
    private static partial void LogUnknown(ILogger log, string setting);

    /// <summary>Our own settings, as the types have them that hold them.</summary>
    private sealed class Known
    {
        private readonly HashSet<string> single = new(StringComparer.OrdinalIgnoreCase) { "Failpoint" };
        private readonly HashSet<string> lists = new(StringComparer.OrdinalIgnoreCase);
        private readonly HashSet<string> groups = new(StringComparer.OrdinalIgnoreCase);

        public Known()
        {
            Add(typeof(Settings), "");
            groups.Add(nameof(Limits));
            Add(typeof(Limits), nameof(Limits) + ConfigurationPath.KeyDelimiter);
        }

        /// <summary>Whether something can be set there: what stands in a list ends with its place.</summary>
        public bool IsSet(string path) =>
            single.Contains(path) || (int.TryParse(ConfigurationPath.GetSectionKey(path), out _) && lists.Contains(ConfigurationPath.GetParentPath(path) ?? ""));

        public bool IsGroup(string path) => groups.Contains(path) || lists.Contains(path);

        private void Add(Type type, string within)
        {
            foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            {
                var (path, kind) = (within + property.Name, property.PropertyType);
                if (kind.IsArray) lists.Add(path);
                else if (kind.Assembly != typeof(Settings).Assembly) single.Add(path);
                else
                {
                    groups.Add(path);
                    Add(kind, path + ConfigurationPath.KeyDelimiter);
                }
            }
        }
    }
}
