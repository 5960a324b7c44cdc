using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>The steps that the workflow offers somebody now, sorted by where on the page one looks for them. No step is known by its key.</summary>
public sealed record Offers(ImmutableArray<OfferedStep> All, CompiledWorkflow Workflow)
{
    /// <summary>Taken by writing to the customer.</summary>
    public IEnumerable<StepDefinition> ByReply => On.Where(step => Needs(step, Requirements.Reply));

    /// <summary>Taken by writing a note.</summary>
    public IEnumerable<StepDefinition> ByNote => On.Where(step => Needs(step, Requirements.Note) && !Needs(step, Requirements.Reply));

    /// <summary>Taken by naming somebody.</summary>
    public IEnumerable<StepDefinition> ByAssignee => On.Where(step => Needs(step, Requirements.Assignee) && !Needs(step, Requirements.Reply) && !Needs(step, Requirements.Note));

    /// <summary>Taken by filling in fields, and nothing else.</summary>
    public IEnumerable<StepDefinition> ByFields => On.Where(step => !step.Requires.IsEmpty && !step.Requires.Any(Requirements.OnlyByForm));

    /// <summary>Taken by one press.</summary>
    public IEnumerable<StepDefinition> AtOnce => On.Where(step => step.Requires.IsEmpty);

    /// <summary>What cannot be taken now, with the reasons.</summary>
    public IEnumerable<OfferedStep> Off => All.Where(offered => !offered.Available);

    /// <summary>The composer's primary button: the first step in the file that is taken by writing to the customer and nothing besides; else a plain reply.</summary>
    public StepDefinition? Suggested => ByReply.FirstOrDefault(step => step.Requires is [Requirements.Reply]);

    /// <summary>How somebody takes the ticket in one click: the first step that asks for an assignee and nothing besides.</summary>
    public StepDefinition? Assign => On.FirstOrDefault(step => step.Requires is [Requirements.Assignee]);

    /// <summary>The first step that leads into a resolved phase.</summary>
    public StepDefinition? Solves => On.FirstOrDefault(step => step.To is { } to && Workflow.State(to)?.Phase == Phase.Resolved);

    /// <summary>What the steps' forms ask for besides the text itself, each once, with the steps that ask.</summary>
    public static IEnumerable<(string Requirement, ImmutableArray<StepDefinition> Steps)> Asked(IEnumerable<StepDefinition> steps, string besides) =>
        steps.SelectMany(step => step.Requires, (step, requirement) => (step, requirement)).Where(pair => pair.requirement != besides)
            .GroupBy(pair => pair.requirement, pair => pair.step).Select(same => (same.Key, same.ToImmutableArray()));

    private IEnumerable<StepDefinition> On => All.Where(offered => offered.Available).Select(offered => offered.Step);

    private static bool Needs(StepDefinition step, string requirement) => step.Requires.Contains(requirement);
}
