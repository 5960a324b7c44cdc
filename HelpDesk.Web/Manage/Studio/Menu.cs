using System.Collections.Immutable;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>Something to choose.</summary>
/// <param name="Group">The heading under which it stands, or null.</param>
public sealed record Option(string Value, string Words, string? Group = null);

/// <summary>A list to choose one from.</summary>
public sealed record Menu(string Name, string Id, string Label, IReadOnlyList<Option> Options, string? Value)
{
    /// <summary>The first entry, which stands for nothing; null where there must be something.</summary>
    public string? Nothing { get; init; }

    /// <summary>Whether the label is for ears only.</summary>
    public bool IsCompact { get; init; }
}

/// <summary>A list to tick several of.</summary>
public sealed record Ticks(string Name, string Label, IReadOnlyList<Option> Options, ImmutableArray<string> Values, string? Hint = null);
