using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>
/// Where cases can come: a search over states and over the values of those fields that nobody may change between steps
/// (only effects do). All other fields may have any value at any time. So nothing that can be reached is left out.
/// </summary>
internal sealed class Reachability
{
    /// <summary>Beyond this many places values are left out of account.</summary>
    private const int MostNodes = 20_000;

    /// <summary>As many have room in a packed number.</summary>
    private const int MostFixed = 10;

    private readonly Ground ground;
    private readonly int[] fixedFields;
    private readonly Dictionary<(int State, long Values), int> known = [];
    private readonly Region?[] resting;

    public Reachability(Ground ground)
    {
        this.ground = ground;
        resting = [.. Enumerable.Range(0, ground.States.Length + 1).Select(Resting)];
        fixedFields = [.. Enumerable.Range(0, ground.Domains.Count).Where(at => !ground.Domains[at].IsFree)];
        Nodes = [];
        Filing = new(ground.Nowhere, 0, null, null);
        if (fixedFields.Length > MostFixed || !Search())
        {
            (IsPrecise, fixedFields) = (false, []);
            Nodes.Clear();
            known.Clear();
            Taken.Clear();
            Search();
        }
        Reached = new bool[ground.States.Length];
        foreach (var node in Nodes)
            Reached[node.State] = true;
    }

    /// <summary>Whether values were taken into account.</summary>
    public bool IsPrecise { get; } = true;

    /// <summary>In the order in which they were found, the nearest first.</summary>
    public List<Node> Nodes { get; }

    /// <summary>By state.</summary>
    public bool[] Reached { get; }

    /// <summary>Where a case stands that is being filed.</summary>
    public Node Filing { get; }

    /// <summary>The steps that some case can take.</summary>
    public HashSet<GroundStep> Taken { get; } = [];

    /// <summary>Whether a case with these fixed values can take an edge, with some values of the others. Where an automatic step takes every case at once nothing else is ever taken.</summary>
    public bool Allows(Edge edge, Node node) =>
        (edge.On is { Kind: TriggerKind.Automatic } || Rests(node)) && (edge.Region is not { } region || Cube(region, node) is not null);

    /// <summary>Whether a case can stay here: not every one is taken on by an automatic step.</summary>
    public bool Rests(Node node) => resting[node.State] is not { } cases || Cube(cases, node) is not null;

    /// <summary>The first cube of a region that fits a node, narrowed to its values.</summary>
    public ulong[]? Cube(Region region, Node node)
    {
        foreach (var cube in region.Cubes)
            if (Narrow(cube, node) is { } narrow)
                return narrow;
        return null;
    }

    /// <summary>Some case of a region that can stand in a state, or null.</summary>
    public (Node Node, ulong[] Cube)? Find(int state, Region region)
    {
        foreach (var node in Nodes)
            if (node.State == state && Cube(region, node) is { } cube)
                return (node, cube);
        return null;
    }

    /// <summary>The edges from filing to a node.</summary>
    public static ImmutableArray<Edge> Path(Node node)
    {
        var path = ImmutableArray.CreateBuilder<Edge>();
        for (var at = node; at.By is { } edge; at = at.Parent!)
            path.Add(edge);
        path.Reverse();
        return path.ToImmutable();
    }

    /// <summary>The keys of the steps that lead to a state, or to a node.</summary>
    public static ImmutableArray<string> Steps(Node? node) =>
        node is null ? [] : [.. Path(node).Select(edge => edge.Step?.Key).OfType<string>()];

    public Node? First(int state) => Nodes.Find(node => node.State == state);

    /// <summary>Where an edge leads from a node.</summary>
    public (int State, long Values) After(Edge edge, Node node) => (edge.To, Changed(node.Values, ground.EffectsOf(edge)));

    public Node? Find((int State, long Values) place) => known.TryGetValue(place, out var at) ? Nodes[at] : null;

    private bool Search()
    {
        foreach (var values in Given())
            foreach (var edge in ground.Edges[ground.Nowhere])
            {
                var filed = new Node(ground.Nowhere, Templated(values, edge), null, null);
                if (Allows(edge, filed) && !Visit(edge, filed))
                    return false;
            }
        for (var at = 0; at < Nodes.Count; at++)
            foreach (var edge in ground.Edges[Nodes[at].State])
                if (Allows(edge, Nodes[at]) && !Visit(edge, Nodes[at]))
                    return false;
        return true;
    }

    /// <summary>The cases that no automatic step of a state takes; null where that is not analysed, or there is no such step.</summary>
    private Region? Resting(int state)
    {
        Region? left = null;
        foreach (var edge in ground.Edges[state])
            if (edge.On is { Kind: TriggerKind.Automatic })
            {
                if (edge.Region is not { } taken || (left ?? Region.Of(ground.Domains.Everything)).Subtract(taken) is not { } rest)
                    return null;
                left = rest;
            }
        return left;
    }

    private bool Visit(Edge edge, Node source)
    {
        var place = After(edge, source);
        if (edge.Step is { } step)
            Taken.Add(step);
        if (known.TryAdd(place, Nodes.Count))
            Nodes.Add(new(place.State, place.Values, edge, source));
        Nodes[known[place]].Before.Add(source);
        return Nodes.Count <= MostNodes || fixedFields.Length == 0;
    }

    /// <summary>The values with which a case can be filed: empty, but for what the product gives.</summary>
    private IEnumerable<long> Given()
    {
        IEnumerable<long> all = [0L];
        for (var at = 0; at < fixedFields.Length; at++)
        {
            var (digit, domain) = (at, ground.Domains[fixedFields[at]]);
            if (domain.IsGiven)
                all = all.SelectMany(values => Enumerable.Range(0, domain.Points.Length).Select(point => With(values, digit, point)));
        }
        return all.Take(MostNodes);
    }

    private long Templated(long values, Edge edge) => edge.Step?.Definition.Template is { } template
        ? Changed(values, [new Effect.Set(template.Values)])
        : values;

    private long Changed(long values, IEnumerable<Effect> effects)
    {
        if (fixedFields.Length == 0)
            return 0;
        foreach (var effect in effects)
            if (effect is Effect.Set set)
                for (var digit = 0; digit < fixedFields.Length; digit++)
                    if (set.Values.TryGetValue(ground.Domains[fixedFields[digit]].Field.Key, out var value)
                        && ground.Domains[fixedFields[digit]].PointOf(value) is >= 0 and var point)
                        values = With(values, digit, point);
        return values;
    }

    private ulong[]? Narrow(ulong[] cube, Node node)
    {
        var narrow = cube;
        for (var digit = 0; digit < fixedFields.Length; digit++)
        {
            var bit = 1UL << Digit(node.Values, digit);
            if ((cube[fixedFields[digit]] & bit) == 0)
                return null;
            if (ReferenceEquals(narrow, cube))
                narrow = (ulong[])cube.Clone();
            narrow[fixedFields[digit]] = bit;
        }
        return narrow;
    }

    // A digit has six bits, as a mask has at most 64 points; ten digits fit.
    private static int Digit(long values, int digit) => (int)(values >> 6 * digit) & 63;

    private static long With(long values, int digit, int point) => values & ~(63L << 6 * digit) | (long)point << 6 * digit;
}

/// <summary>A place that cases can come to: a state, and the values of the fields that only effects change.</summary>
/// <param name="state">The state's number.</param>
/// <param name="values">A point for each such field, packed.</param>
/// <param name="by">The edge by which it was found first; null for a case that is being filed.</param>
/// <param name="parent">Where that edge starts.</param>
internal sealed class Node(int state, long values, Edge? by, Node? parent)
{
    public int State => state;
    public long Values => values;
    public Edge? By => by;
    public Node? Parent => parent;

    /// <summary>Every place from which an edge leads here.</summary>
    public List<Node> Before { get; } = [];
}
