using System.Collections.Immutable;

namespace HelpDesk.Web.Desk.Queue;

/// <summary>One list that narrows the queue.</summary>
public sealed record FilterSelect(string Key, string Label, string Any, string? Chosen, ImmutableArray<FilterOption> Options);
