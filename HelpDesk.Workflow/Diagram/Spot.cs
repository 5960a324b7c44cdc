namespace HelpDesk.Workflow;

/// <summary>Something with a place in a layer: the start, a state, the labels of a bundle, or a bend of its line.</summary>
internal sealed class Spot
{
    /// <summary>The state's box; null for the start, labels and bends.</summary>
    public StateBox? Box { get; init; }

    /// <summary>The bundle whose labels or bend this is; null for the start and states.</summary>
    public Bundle? Bundle { get; init; }

    public int Width { get; set; }

    public int Height { get; set; }

    /// <summary>Even for the start and states, odd for labels; bends occur in both.</summary>
    public int Layer { get; set; }

    /// <summary>The place in the file; the start has none.</summary>
    public int Number { get; init; } = -1;

    /// <summary>The place in the layer, from 0 at the left.</summary>
    public int Order { get; set; }

    /// <summary>The middle.</summary>
    public double X { get; set; }

    /// <summary>The upper edge.</summary>
    public int Top { get; set; }

    public List<Spot> Above { get; } = [];

    public List<Spot> Below { get; } = [];

    public int Left => (int)X - Width / 2;

    public int Bottom => Top + Height;
}
