using Xunit;

namespace HelpDesk.Tests.House;

/// <summary>What a test needs besides .NET and Node. In CI it may not be missing; elsewhere the test says plainly what was left out.</summary>
public static class Needs
{
    public static bool InCi => Environment.GetEnvironmentVariable("CI") == "true";

    public static void Program(string name, string forWhat)
    {
        if (Find(name) is null) Missing($"{forWhat} needs {name}, which is not on this machine");
    }

    public static void Missing(string what)
    {
        if (InCi) Assert.Fail($"Left out: {what}.");
        Assert.Skip($"Left out: {what}.");
    }

    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
