using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What a definition may name because somebody has it: the product's letters, surveys, calendars and workflows.</summary>
/// <param name="Letters">Keys of letters.</param>
/// <param name="Surveys">Keys of surveys.</param>
/// <param name="Calendars">Keys of working calendars.</param>
/// <param name="Workflows">Keys of published workflows.</param>
/// <param name="Webhooks">Keys of addresses.</param>
public sealed record Stock(
    ImmutableHashSet<string> Letters,
    ImmutableHashSet<string> Surveys,
    ImmutableHashSet<string> Calendars,
    ImmutableHashSet<string> Workflows,
    ImmutableHashSet<string> Webhooks);

/// <summary>What a definition comes after: the published version, its live cases, and where they would go.</summary>
/// <param name="Published">The version that is published now.</param>
/// <param name="LiveCases">State key to how many cases stand in it on that version; closed ones apart.</param>
/// <param name="Map">Where its states go.</param>
public sealed record Succession(WorkflowDefinition Published, ImmutableSortedDictionary<string, int> LiveCases, MigrationMap Map);
