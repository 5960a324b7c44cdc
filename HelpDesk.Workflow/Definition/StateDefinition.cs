using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A state: where a case stands. Its key never changes, its name may.</summary>
/// <param name="Key">The state's key.</param>
/// <param name="Name">What staff call it.</param>
/// <param name="Phase">What it means to the product.</param>
/// <param name="CustomerSees">What the customer is told.</param>
/// <param name="Effects">What follows from entering it.</param>
/// <param name="Timers">What happens after a while in it.</param>
public sealed record StateDefinition(
    string Key,
    Text Name,
    Phase Phase,
    Text CustomerSees,
    ImmutableArray<Effect> Effects,
    ImmutableArray<TimerDefinition> Timers);
