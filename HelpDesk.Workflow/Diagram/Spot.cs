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

/// <summary>All steps from one state to another: one line, one stack of labels.</summary>
internal sealed class Bundle(Spot from, Spot to)
{
    public Spot From { get; } = from;

    public Spot To { get; } = to;

    public List<StepLabel> Labels { get; } = [];

    /// <summary>Leads up, against the order of the layers.</summary>
    public bool Backward { get; set; }

    public Spot Upper => Backward ? To : From;

    public Spot Lower => Backward ? From : To;

    /// <summary>Labels and bends between <see cref="Upper"/> and <see cref="Lower"/>, from above to below.</summary>
    public List<Spot> Chain { get; } = [];

    /// <summary>The line, as the data of an SVG path, in the direction of the steps.</summary>
    public string Line { get; set; } = "";

    /// <summary>Where its arrow points.</summary>
    public (int X, int Y) Tip { get; set; }

    /// <summary>No person may take any of its steps.</summary>
    public bool BySystem => Labels.TrueForAll(label => label.BySystem);
}
