using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A step: what moves a case (the field says transition).</summary>
/// <param name="Key">The step's key.</param>
/// <param name="Name">The verb on its button.</param>
/// <param name="From">Where it may be taken.</param>
/// <param name="To">The state it enters, or null: the case stays, with its timers.</param>
/// <param name="On">What takes it by itself; empty: a person takes it by hand.</param>
/// <param name="By">Whose hand may take it; <see cref="Roles.None"/> for a step that the system takes.</param>
/// <param name="When">The guard, or null for always.</param>
/// <param name="Requires">Keys of what its form must contain: <c>reply</c>, <c>note</c>, <c>assignee</c> or a field's key.</param>
/// <param name="Effects">What follows from it, in order.</param>
/// <param name="Order">Where the system chooses between steps, the lowest wins; null where it never has to.</param>
/// <param name="Template">What the case holds that a scheduled start step files; null for every other step.</param>
public sealed record StepDefinition(
    string Key,
    Text Name,
    Source From,
    string? To,
    ImmutableArray<Trigger> On,
    Roles By,
    Guard? When,
    ImmutableArray<string> Requires,
    ImmutableArray<Effect> Effects,
    int? Order,
    CaseTemplate? Template = null);

/// <summary>What a case holds that is filed by the clock and not by a person.</summary>
/// <param name="Subject">Its subject line.</param>
/// <param name="Message">What is asked for, as its first message; null for none.</param>
/// <param name="Values">Fields that it is filed with; the built-in ones that a step may set, and the workflow's own.</param>
public sealed record CaseTemplate(string Subject, string? Message, ImmutableSortedDictionary<string, FieldValue> Values);
