using System.Collections.Immutable;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Web.Shared;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio.Simulation;

/// <summary>A story that is being played on a draft.</summary>
/// <param name="Story">What has been done.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Kept">The scenarios of the workflow, each with what breaks it on this draft.</param>
public sealed record SimulatorPage(StudioPage Studio, Scenario Story, ScenarioResult Result, ImmutableArray<(WorkflowScenario Scenario, ImmutableArray<string> Broken)> Kept)
{
    public string Path => $"{Studio.Path}/simulator";
    public string StoryJson => ScenarioWriter.Write(Story);
    public SimulatedCase Case => Result.Case;
    public bool IsFiled => Case.Case.State is not null;
    public StateDefinition? State => Case.Case.State is { } key ? Studio.Workflow.State(key) : null;

    /// <summary>What is wrong with what was sent.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>The name under which it is to be kept, when the form comes back.</summary>
    public string? Name { get; init; }

    /// <summary>The scenario that was opened, or null.</summary>
    public WorkflowScenario? Opened { get; init; }

    /// <summary>The steps of the way, for the picture.</summary>
    public IEnumerable<PictureEdge> Way => Case.Played.SelectMany(act => act.Decision switch { Decision.Moved moved => moved.Path, Decision.Stayed stayed => stayed.Path, _ => [] }).Select(step => new PictureEdge(step.Step, step.From));

    /// <summary>The steps that people could take, those that are on first.</summary>
    public IEnumerable<OfferedStep> Steps(Roles who) => Studio.Workflow.Steps(Case.Case, who).Where(step => (step.Step.By & who) != Roles.None).OrderByDescending(step => step.Available);

    /// <summary>The fields that a step's form asks for.</summary>
    public IEnumerable<FieldControl> Controls(StepDefinition step) =>
        step.Requires.Where(key => key != Requirements.Assignee && !Requirements.OnlyByForm(key)).Select(Studio.Workflow.Field).OfType<FieldDefinition>().Select(field => new FieldControl($"{step.Key}-{field.Key}", field, null, null) { IsRequired = true });

    /// <summary>Approvals that wait for somebody.</summary>
    public IEnumerable<ApprovalDefinition> Asked => Studio.Definition.Approvals.Where(approval => Case.Case.Approvals.TryGetValue(approval.Key, out var state) && state.Status == ApprovalStatus.Asked);

    /// <summary>Whether a survey is out.</summary>
    public bool CanRate => Case.Played.Any(act => act.Effects.Any(effect => effect is Effect.Survey)) && State is { Phase: < Phase.Closed };

    /// <summary>What it is filed with, and what can be changed on the way.</summary>
    public IEnumerable<FieldDefinition> Fields => Studio.Definition.Fields;
}
