using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>One version of one workflow, as data. Lists keep the order of the file.</summary>
/// <param name="Key">The workflow's key; it never changes.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Calendars">Keys of the working calendars that timers may name.</param>
/// <param name="Surveys">Keys of the surveys that effects may name.</param>
/// <param name="Letters">Keys of the letters that effects may name.</param>
/// <param name="Fields">The workflow's own fields, besides the built-in ones (<see cref="BuiltInFields"/>).</param>
/// <param name="States">Where a case can stand.</param>
/// <param name="Steps">What moves a case from state to state.</param>
public sealed record WorkflowDefinition(
    string Key,
    Text Name,
    ImmutableArray<string> Calendars,
    ImmutableArray<string> Surveys,
    ImmutableArray<string> Letters,
    ImmutableArray<FieldDefinition> Fields,
    ImmutableArray<StateDefinition> States,
    ImmutableArray<StepDefinition> Steps);

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
    int? Order);

/// <summary>The states in which a step may be taken.</summary>
public abstract record Source
{
    private Source() { }

    /// <summary>Whether a step from here may be taken in this state.</summary>
    public bool Includes(StateDefinition state) => this switch
    {
        Nowhere => false,
        States list => list.Keys.Contains(state.Key),
        InPhase some => some.Phase == state.Phase,
        Every => state.Phase != Phase.Closed,
        _ => throw new InvalidOperationException("The union of sources is closed."),
    };

    /// <summary>A case that does not exist yet: the source of a step on <c>created</c>.</summary>
    public sealed record Nowhere : Source;

    /// <summary>The states of this list.</summary>
    /// <param name="Keys">State keys.</param>
    public sealed record States(ImmutableArray<string> Keys) : Source;

    /// <summary>Every state of a phase.</summary>
    /// <param name="Phase">The phase.</param>
    public sealed record InPhase(Phase Phase) : Source;

    /// <summary>Every state whose phase is not closed.</summary>
    public sealed record Every : Source;
}

/// <summary>What takes a step by itself.</summary>
/// <param name="Kind">The kind of happening.</param>
/// <param name="Key">The field of <see cref="TriggerKind.FieldChanged"/>; else null.</param>
public readonly record struct Trigger(TriggerKind Kind, string? Key = null);

/// <summary>The kinds of happening that take a step by themselves.</summary>
public enum TriggerKind
{
    /// <summary>The case is filed.</summary>
    Created,
    /// <summary>The customer wrote.</summary>
    CustomerReplied,
    /// <summary>An agent wrote to the customer, outside a step.</summary>
    AgentReplied,
    /// <summary>A timer names the step.</summary>
    Timer,
    /// <summary>The customer answered a survey.</summary>
    SurveyAnswered,
    /// <summary>Nothing but its guard: taken as soon as it applies.</summary>
    Automatic,
    /// <summary>A field changed.</summary>
    FieldChanged,
}
