namespace HelpDesk.Workflow;

/// <summary>Where lines meet the upper and the lower side of a box.</summary>
internal sealed class Ports
{
    private readonly Dictionary<(Spot At, Spot Next), int> places = [];

    /// <summary>Where the line to a neighbour is.</summary>
    public int XOf(Spot at, Spot next) => at.Bundle is null ? places[(at, next)] : (int)at.X;

    /// <summary>Places the lines of one side: in the order of what they lead to, as straight above or below it as there is room.</summary>
    public void Spread(Spot spot, List<Spot> neighbours)
    {
        var lines = neighbours.OrderBy(other => other.Order).ToArray();
        var room = spot.Box is null ? 0 : spot.Width - 32;
        var gap = lines.Length > 1 ? Math.Min(Routing.PortGap, room / (lines.Length - 1)) : 0;
        var fit = Isotonic.Fit([.. lines.Select(other => other.X)], [.. lines.Select(_ => 1d)], [.. lines.Skip(1).Select(_ => (double)gap)]);
        for (var at = 0; at < lines.Length; at++)
        {
            var (low, high) = (spot.X - room / 2 + at * gap, spot.X + room / 2 - (lines.Length - 1 - at) * gap);
            places[(spot, lines[at])] = (int)Math.Round(Math.Clamp(fit[at], low, Math.Max(low, high)));
        }
    }
}
