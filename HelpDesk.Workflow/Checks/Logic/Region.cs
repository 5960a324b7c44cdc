namespace HelpDesk.Workflow;

/// <summary>
/// A set of cases as a union of cubes; a cube is a mask of points for each field, and none is empty. This is a guard in
/// disjunctive normal form. Cubes are never written to, so regions share them.
/// </summary>
internal readonly struct Region(IReadOnlyList<ulong[]> cubes)
{
    /// <summary>A guard with more cubes is not analysed.</summary>
    public const int MostCubes = 256;

    /// <summary>Subtracting makes more pieces; beyond this many nothing is said.</summary>
    private const int MostPieces = 2048;

    public static readonly Region Nothing = new([]);

    public IReadOnlyList<ulong[]> Cubes => cubes ?? [];

    public bool IsEmpty => Cubes.Count == 0;

    /// <summary>A cube of it; it has one.</summary>
    public ulong[] First => Cubes[0];

    public static Region Of(ulong[] cube) => new([cube]);

    /// <summary>The cases in both, or null where that takes too many cubes.</summary>
    public Region? Intersect(Region other, int most = MostPieces)
    {
        var result = new List<ulong[]>();
        foreach (var one in Cubes)
            foreach (var two in other.Cubes)
                if (Meet(one, two) is { } both)
                {
                    if (result.Count == most)
                        return null;
                    result.Add(both);
                }
        return new(result);
    }

    /// <summary>Whether some case is in both.</summary>
    public bool Meets(Region other)
    {
        foreach (var one in Cubes)
            foreach (var two in other.Cubes)
                if (DoMeet(one, two))
                    return true;
        return false;
    }

    public Region Union(Region other) => IsEmpty ? other : other.IsEmpty ? this : new([.. Cubes, .. other.Cubes]);

    /// <summary>The cases in this and not in the other, or null where that takes too many cubes.</summary>
    public Region? Subtract(Region other)
    {
        var left = Cubes;
        foreach (var cube in other.Cubes)
        {
            var next = new List<ulong[]>();
            foreach (var one in left)
                if (DoMeet(one, cube))
                    Pieces(one, cube, next);
                else
                    next.Add(one);
            if (next.Count > MostPieces)
                return null;
            if (next.Count == 0)
                return Nothing;
            left = next;
        }
        return new(left);
    }

    public static bool DoMeet(ulong[] one, ulong[] two)
    {
        for (var at = 0; at < one.Length; at++)
            if ((one[at] & two[at]) == 0)
                return false;
        return true;
    }

    public static ulong[]? Meet(ulong[] one, ulong[] two)
    {
        if (ReferenceEquals(one, two))
            return one;
        if (!DoMeet(one, two))
            return null;
        var both = new ulong[one.Length];
        for (var at = 0; at < one.Length; at++)
            both[at] = one[at] & two[at];
        return both;
    }

    /// <summary>What is left of a cube: for each field the part that lies outside, with the fields before it inside, so that pieces never overlap.</summary>
    private static void Pieces(ulong[] cube, ulong[] taken, List<ulong[]> pieces)
    {
        for (var at = 0; at < cube.Length; at++)
        {
            var outside = cube[at] & ~taken[at];
            if (outside == 0)
                continue;
            var piece = (ulong[])cube.Clone();
            for (var before = 0; before < at; before++)
                piece[before] &= taken[before];
            piece[at] = outside;
            pieces.Add(piece);
        }
    }
}
