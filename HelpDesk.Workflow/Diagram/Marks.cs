using System.Globalization;

namespace HelpDesk.Workflow;

/// <summary>What an overlay says, looked up for the parts of a picture.</summary>
internal sealed class Marks(PictureOverlay overlay, Phrases phrases)
{
    private static readonly PictureMark None = new();
    private readonly ILookup<string, (int Number, string? From)> path = overlay.Path
        .Select((edge, at) => (edge.Step, Number: at + 1, edge.From)).ToLookup(edge => edge.Step, edge => (edge.Number, edge.From));

    public Mark Of(StateDefinition state)
    {
        var mark = overlay.States.GetValueOrDefault(state.Key, None);
        return new(mark, [mark], [], phrases);
    }

    /// <summary>Of a step's lines from some states together, where null is the start.</summary>
    public Mark Of(StepDefinition step, IReadOnlyList<StateDefinition?> from)
    {
        var all = overlay.Steps.GetValueOrDefault(new(step.Key), None);
        var each = from.Select(state => overlay.Steps.GetValueOrDefault(new(step.Key, state?.Key), all)).Distinct().ToArray();
        var taken = path[step.Key].Where(edge => edge.From is null || from.Any(state => state?.Key == edge.From)).Select(edge => edge.Number);
        return new(each is [var only] ? only : all, each, [.. taken], phrases);
    }
}

/// <summary>What is said of one part of a picture: as classes, as a few words beside it, and aloud.</summary>
internal sealed class Mark
{
    private const int Widest = 128;

    public Mark(PictureMark common, PictureMark[] each, int[] taken, Phrases phrases)
    {
        Change = Same(each.Select(mark => mark.Change));
        Taken = taken.Length > 0;
        Weight = each.Max(mark => mark.Weight);
        // Lines that are drawn as one tell their numbers one after the other.
        var badge = common.Badge ?? (each.Any(mark => mark.Badge is not null) ? string.Join(" + ", each.Select(mark => mark.Badge).OfType<string>()) : null);
        var change = Change is { } known ? phrases.Change(known) : null;
        var numbers = Taken ? string.Join(", ", taken.Select(number => number.ToString(CultureInfo.InvariantCulture))) : null;
        FullBadge = Joined(" · ", numbers, change, badge);
        Badge = FullBadge is null ? null : TextMeasure.Fit(FullBadge, StateBox.SmallSize, Widest);
        Title = Joined(" ", [.. each.Select(mark => mark.Title).Prepend(common.Title).Distinct()]);
        Spoken = Joined(", ", Taken ? Phrases.Fill(phrases.Words.Taken, numbers!) : null, change, badge, Title);
        Names = [.. new[] { Taken ? "wf-path" : null, HeatClass }.Concat(each.SelectMany(mark => mark.Classes)).OfType<string>().Distinct()];
    }

    public PictureChange? Change { get; }

    /// <summary>The case went this way.</summary>
    public bool Taken { get; }

    public double? Weight { get; }

    public string? FullBadge { get; }

    public string? Badge { get; }

    public string? Title { get; }

    public string? Spoken { get; }

    /// <summary>Classes, without that of the change.</summary>
    public string[] Names { get; }

    /// <summary>All classes, each with a blank before it.</summary>
    public string Classes => Listed(Names.Append(ChangeClass(Change)));

    public int BadgeWidth => Badge is null ? 0 : TextMeasure.Width(Badge, StateBox.SmallSize) + 16;

    /// <summary>The width of a line or border that is otherwise this wide.</summary>
    public double Stroke(double plain) => Weight is { } weight ? 1.5 + 6 * weight : Taken ? Math.Max(plain, 3) : plain;

    private string? HeatClass => Weight is { } weight ? $"wf-heat-{((int)Math.Round(weight * 10)).ToString(CultureInfo.InvariantCulture)}" : null;

    /// <summary>The change, where it is one and the same for all.</summary>
    public static PictureChange? Same(IEnumerable<PictureChange?> changes) => changes.Distinct().ToArray() is [var only] ? only : null;

    /// <summary>Classes as they follow others in an attribute; a null is left out.</summary>
    public static string Listed(IEnumerable<string?> names) => string.Concat(names.OfType<string>().Distinct().Select(name => " " + name));

    public static string? ChangeClass(PictureChange? change) => change switch
    {
        null => null,
        PictureChange.Added => "wf-added",
        PictureChange.Removed => "wf-removed",
        PictureChange.Changed => "wf-changed",
        _ => throw new InvalidOperationException("A change is one of three."),
    };

    private static string? Joined(string between, params string?[] parts) =>
        string.Join(between, parts.OfType<string>().Select(Phrases.Clean).Where(part => part.Length > 0)) is { Length: > 0 } text ? text : null;
}
