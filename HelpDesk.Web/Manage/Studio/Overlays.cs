using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What is laid over the picture of a draft: what is chosen, and where the checks found something.</summary>
public static class Overlays
{
    public static PictureOverlay Of(StudioPage page) => new()
    {
        States = Marks(page, Place.States).ToImmutableDictionary(mark => mark.Key, mark => mark.Mark),
        Steps = Marks(page, Place.Steps).ToImmutableDictionary(mark => new PictureEdge(mark.Key), mark => mark.Mark),
    };

    private static IEnumerable<(string Key, PictureMark Mark)> Marks(StudioPage page, string kind)
    {
        var found = page.Findings.Where(line => line.Place?.Kind == kind && line.Finding.Severity != Severity.Hint).ToLookup(line => line.Place!.Key);
        var chosen = page.Chosen?.Kind == kind ? page.Chosen.Key : null;
        foreach (var key in found.Select(group => group.Key).Concat(chosen is null ? [] : [chosen]).Distinct())
        {
            var worst = found[key].Select(line => line.Finding.Severity).DefaultIfEmpty(Severity.Hint).Min();
            yield return (key, new PictureMark
            {
                Classes = [.. key == chosen ? ["chosen"] : Array.Empty<string>(), .. worst switch { Severity.Error => ["has-error"], Severity.Warning => ["has-warning"], _ => Array.Empty<string>() }],
                Badge = worst == Severity.Hint ? null : "!",
                Title = found[key].Any() ? string.Join(' ', found[key].Select(line => line.Finding.Message)) : null,
            });
        }
    }
}
