namespace HelpDesk.Workflow;

/// <summary>
/// Steps that share a line and a stack of labels: all steps from one state to another,
/// or a step that leads from many states to one, whose lines run together.
/// </summary>
internal sealed class Bundle
{
    public Bundle(Spot[] sources, Spot to, bool backward)
    {
        (Sources, To, Backward) = (sources, to, backward);
        var far = backward ? sources.MaxBy(spot => spot.Layer)! : sources.MinBy(spot => spot.Layer)!;
        (Upper, Lower) = backward ? (to, far) : (far, to);
    }

    /// <summary>In the order of the file; none twice.</summary>
    public Spot[] Sources { get; }

    public Spot To { get; }

    /// <summary>Leads up, against the order of the layers.</summary>
    public bool Backward { get; }

    public Spot Upper { get; }

    public Spot Lower { get; }

    public List<StepLabel> Labels { get; } = [];

    /// <summary>Labels and bends between <see cref="Upper"/> and <see cref="Lower"/>, from above to below.</summary>
    public List<Spot> Chain { get; } = [];

    /// <summary>Where the labels stand.</summary>
    public Spot LabelSpot { get; set; } = new();

    /// <summary>The lines, each from where it begins or others run into it to where it runs into another or ends.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>Where its arrow points.</summary>
    public (int X, int Y) Tip { get; set; }

    /// <summary>Where its arrow points to, as a vector of length 1; null for straight down, or up where it leads backward.</summary>
    public (double Dx, double Dy)? Heading { get; set; }

    /// <summary>No person may take any of its steps.</summary>
    public bool BySystem => Labels.TrueForAll(label => label.BySystem);

    /// <summary>The part of the chain into which the line from a source runs.</summary>
    public int JoinOf(Spot source) => Backward ? source.Layer - Upper.Layer - 2 : source.Layer - Upper.Layer;
}

/// <summary>A piece of a bundle's lines.</summary>
/// <param name="Path">The data of an SVG path, in the direction of the steps.</param>
/// <param name="Sources">Whose lines run here.</param>
internal sealed record Segment(string Path, IReadOnlyList<Spot> Sources);
