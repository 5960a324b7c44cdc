using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What an overlay says of one state or one step.</summary>
public sealed record PictureMark
{
    private readonly ImmutableArray<string> classes = [];
    private readonly double? weight;

    /// <summary>CSS classes, each a lower-case letter and then lower-case letters, digits and hyphens.</summary>
    /// <exception cref="ArgumentException">One of them is something else, which could end the attribute or take another's name.</exception>
    public ImmutableArray<string> Classes
    {
        get => classes;
        init => classes = value.FirstOrDefault(name => !Keys.IsKey(name)) is { } wrong
            ? throw new ArgumentException($"“{wrong}” cannot be a class in a picture: use {Keys.Rule}.", nameof(value))
            : value;
    }

    /// <summary>A few words beside the name, e.g. <c>12</c> or <c>p90 3 d</c>; cut when long, and spoken in full.</summary>
    public string? Badge { get; init; }

    /// <summary>
    /// How much there is of it, from 0 to 1: a line or border from 1.5 to 7.5 pixels, and a class from <c>wf-heat-0</c> to <c>wf-heat-10</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0, more than 1, or no number.</exception>
    public double? Weight
    {
        get => weight;
        init => weight = value is null or (>= 0 and <= 1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A weight is from 0 to 1.");
    }

    /// <summary>Whether another version has it differently, or null.</summary>
    public PictureChange? Change { get; init; }

    /// <summary>A sentence that is spoken with it and shown when one points at it, or null.</summary>
    public string? Title { get; init; }
}

/// <summary>What became of a state or a step between two versions.</summary>
public enum PictureChange
{
    /// <summary>Only the later version has it.</summary>
    Added,
    /// <summary>Only the earlier version has it.</summary>
    Removed,
    /// <summary>Both have it, and it is not the same.</summary>
    Changed,
}
