using System.Text.RegularExpressions;
using HelpDesk.Tests.House;
using HelpDesk.Web.Wiring;
using Xunit;

namespace HelpDesk.Tests.Architecture;

/// <summary>docs/operations.md has a row for every setting, and for no other.</summary>
public sealed class TheSettings
{
    [Fact]
    public void Every_setting_is_explained_and_no_other()
    {
        var known = Paths(typeof(Settings), "HelpDesk:").Concat(Paths(typeof(Limits), "HelpDesk:Limits:")).ToHashSet();
        var explained = Explained().ToHashSet();
        Assert.NotEmpty(explained);
        Assert.Empty(known.Except(explained));
        Assert.Empty(explained.Where(path => path.StartsWith("HelpDesk:", StringComparison.Ordinal)).Except(known));
    }

    private static IEnumerable<string> Paths(Type settings, string prefix) => settings.GetProperties().Where(property => property.CanWrite)
        .SelectMany(property => property.PropertyType.Namespace == settings.Namespace ? Paths(property.PropertyType, $"{prefix}{property.Name}:") : [prefix + property.Name]);

    /// <summary>A row's first cell: a whole path, and beside it the last words of others.</summary>
    private static IEnumerable<string> Explained()
    {
        foreach (var line in File.ReadLines(Path.Combine(Sources.Root, "docs", "operations.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            var names = Regex.Matches(line.Split(" | ")[0], "`([A-Za-z:]+)`").Select(match => match.Groups[1].Value).ToList();
            if (names.Count == 0 || !names[0].Contains(':')) continue;
            var room = names[0][..(names[0].LastIndexOf(':') + 1)];
            foreach (var name in names) yield return name.Contains(':') ? name : room + name;
        }
    }
}
