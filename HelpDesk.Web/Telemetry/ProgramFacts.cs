using System.Reflection;
using System.Runtime.InteropServices;

namespace HelpDesk.Web.Telemetry;

/// <summary>Which program this is, and where it runs.</summary>
/// <param name="Commit">What it was built from; null where the build did not know.</param>
/// <param name="Node">The machine's name: where there are several nodes, which of them answered.</param>
public sealed record ProgramFacts(string Version, string? Commit, string Runtime, string System, string Node, DateTimeOffset StartedAt)
{
    /// <summary>As the build wrote it: version, and the commit behind a plus sign.</summary>
    private static readonly string[] Built =
        (typeof(ProgramFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+', 2);

    public static string ShortVersion => Built[0];

    public static ProgramFacts Since(DateTimeOffset start) => new(Built[0], Built.ElementAtOrDefault(1),
        RuntimeInformation.FrameworkDescription, $"{RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture})", Environment.MachineName, start);
}
