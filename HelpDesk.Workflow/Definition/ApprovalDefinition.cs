using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>The consent of people, asked for by an effect. It is independent of the state: the case may wait for it or go on.</summary>
/// <param name="Key">The approval's key.</param>
/// <param name="Name">What is consented to, as people say it.</param>
/// <param name="By">Whose consent counts.</param>
/// <param name="Needs">How many people must consent; 1 to 20. One who denies is enough to deny it.</param>
/// <param name="Protects">Keys of the states that no case may enter without it while it is asked for: what the proofs hold the definition to.</param>
/// <param name="Within">How long people have; after it the approval counts as denied. Null for as long as it takes.</param>
/// <param name="Calendar">The working calendar that counts the time, or null for the wall clock.</param>
public sealed record ApprovalDefinition(
    string Key, Text Name, Roles By, int Needs, ImmutableArray<string> Protects, Span? Within, string? Calendar);
