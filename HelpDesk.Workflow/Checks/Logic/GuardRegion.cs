using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Guards as regions.</summary>
internal static class GuardRegion
{
    /// <summary>The cases for which a guard holds (or does not), or null where it has too many cubes or looks at a field with too many values.</summary>
    public static Region? Of(Guard? guard, Domains domains, bool holds = true) => guard switch
    {
        null => holds ? Region.Of(domains.Everything) : Region.Nothing,
        Guard.All all => holds ? Both(all.Parts, domains, holds) : Either(all.Parts, domains, holds),
        Guard.Any any => holds ? Either(any.Parts, domains, holds) : Both(any.Parts, domains, holds),
        Guard.Not not => Of(not.Part, domains, !holds),
        Guard.Atom atom => OfAtom(atom, domains, holds),
        _ => throw new InvalidOperationException("The union of guards is closed."),
    };

    private static Region? Both(ImmutableArray<Guard> parts, Domains domains, bool holds)
    {
        var region = Region.Of(domains.Everything);
        foreach (var part in parts)
        {
            if (Of(part, domains, holds) is not { } next || region.Intersect(next, Region.MostCubes) is not { } both)
                return null;
            region = both;
        }
        return region;
    }

    private static Region? Either(ImmutableArray<Guard> parts, Domains domains, bool holds)
    {
        var region = Region.Nothing;
        foreach (var part in parts)
        {
            if (Of(part, domains, holds) is not { } next)
                return null;
            region = region.Union(next);
            if (region.Cubes.Count > Region.MostCubes)
                return null;
        }
        return region;
    }

    private static Region? OfAtom(Guard.Atom atom, Domains domains, bool holds)
    {
        var at = domains.IndexOf(atom.Field);
        if (at < 0)
            return null;
        var mask = domains[at].Of(atom);
        if (!holds)
            mask = domains[at].All & ~mask;
        if (mask == 0)
            return Region.Nothing;
        if (mask == domains[at].All)
            return Region.Of(domains.Everything);
        var cube = (ulong[])domains.Everything.Clone();
        cube[at] = mask;
        return Region.Of(cube);
    }
}
