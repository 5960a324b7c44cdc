using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Stories made from a definition: each plays on it, and breaks where a change takes away what it shows.</summary>
/// <param name="Ways">A shortest way to each state.</param>
/// <param name="Cover">A few stories that, with the ways, take every step.</param>
/// <param name="Refusals">For each state a story in which everybody tries every step that is not theirs, or not from there, and is refused.</param>
/// <param name="Untold">States and steps for which no story was found, with why.</param>
public sealed record Walkthroughs(ImmutableArray<Scenario> Ways, ImmutableArray<Scenario> Cover, ImmutableArray<Scenario> Refusals, ImmutableArray<string> Untold)
{
    /// <summary>All of them.</summary>
    public IEnumerable<Scenario> All => Ways.Concat(Cover).Concat(Refusals);

    /// <summary>Makes the stories of a definition that the reader found without fault.</summary>
    public static Walkthroughs Of(WorkflowDefinition definition)
    {
        var guide = new Guide(new Ground(definition, null, null));
        return guide.Tell();
    }
}
