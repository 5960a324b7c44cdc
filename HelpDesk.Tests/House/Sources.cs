namespace HelpDesk.Tests.House;

/// <summary>Where the sources stand that these tests were built from.</summary>
public static class Sources
{
    public static string Root { get; } = Find();

    public static string Tests => Path.Combine(Root, "HelpDesk.Tests");

    /// <summary>The built program, of the same configuration as these tests.</summary>
    public static string Program { get; } = Path.Combine(Find(), "HelpDesk.Web", "bin",
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "HelpDesk.Web.dll");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "HelpDesk.sln"))) return folder.FullName;
        throw new InvalidOperationException("These tests run from the sources.");
    }
}
