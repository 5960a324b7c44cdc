using System.Text.Json;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Architecture;

/// <summary>THIRD-PARTY-NOTICES names everything that is shipped, and nothing else.</summary>
public sealed class ThirdPartyNotices
{
    [Fact]
    public void Every_package_that_is_shipped_is_named_with_its_licence()
    {
        var lines = File.ReadAllLines(Path.Combine(Sources.Root, "THIRD-PARTY-NOTICES")).Where(l => l.StartsWith("* ", StringComparison.Ordinal)).ToList();
        var named = lines.ToDictionary(l => l[2..].Split(" — ")[0], l => l.Split(" — ")[1], StringComparer.OrdinalIgnoreCase);
        var shipped = NuGet("HelpDesk.Web").Concat(Npm()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Empty(shipped.Except(named.Keys, StringComparer.OrdinalIgnoreCase));
        Assert.Empty(named.Keys.Except(shipped, StringComparer.OrdinalIgnoreCase));
        Assert.All(named.Values, licence => Assert.False(string.IsNullOrWhiteSpace(licence)));
    }

    /// <summary>What stands in the published program: packages whose assemblies its deps.json loads at run time.</summary>
    private static IEnumerable<string> NuGet(string project)
    {
        var deps = Path.ChangeExtension(Sources.Program, ".deps.json");
        using var document = JsonDocument.Parse(File.ReadAllText(deps));
        Assert.Contains(project, document.RootElement.GetProperty("libraries").EnumerateObject().Select(l => l.Name.Split('/')[0]));
        return [.. document.RootElement.GetProperty("libraries").EnumerateObject().Where(l => l.Value.GetProperty("type").GetString() == "package").Select(l => l.Name.Split('/')[0])];
    }

    /// <summary>What the pages' bundles are made of: the dependencies; what only builds them is a development dependency.</summary>
    private static List<string> Npm()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Sources.Root, "HelpDesk.Web", "package.json")));
        return [.. document.RootElement.GetProperty("dependencies").EnumerateObject().Select(p => p.Name)];
    }
}
