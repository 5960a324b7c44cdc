using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>One version of one workflow, as data. Lists keep the order of the file.</summary>
/// <param name="Key">The workflow's key; it never changes.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Calendars">Keys of the working calendars that timers, clocks and approvals may name.</param>
/// <param name="Surveys">Keys of the surveys that effects may name.</param>
/// <param name="Letters">Keys of the letters that effects may name.</param>
/// <param name="Workflows">Keys of the workflows that it starts linked cases of.</param>
/// <param name="Webhooks">Keys of the addresses that it calls.</param>
/// <param name="Fields">The workflow's own fields, besides the built-in ones (<see cref="BuiltInFields"/>).</param>
/// <param name="Clocks">Its service-level clocks.</param>
/// <param name="Approvals">The consents that it asks people for.</param>
/// <param name="Tasks">The work that it has other programs do.</param>
/// <param name="States">Where a case can stand.</param>
/// <param name="Steps">What moves a case from state to state.</param>
public sealed record WorkflowDefinition(
    string Key,
    Text Name,
    ImmutableArray<string> Calendars,
    ImmutableArray<string> Surveys,
    ImmutableArray<string> Letters,
    ImmutableArray<string> Workflows,
    ImmutableArray<string> Webhooks,
    ImmutableArray<FieldDefinition> Fields,
    ImmutableArray<ClockDefinition> Clocks,
    ImmutableArray<ApprovalDefinition> Approvals,
    ImmutableArray<TaskDefinition> Tasks,
    ImmutableArray<StateDefinition> States,
    ImmutableArray<StepDefinition> Steps);
