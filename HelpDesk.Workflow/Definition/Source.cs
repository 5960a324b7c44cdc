using System.Collections.Immutable;

namespace HelpDesk.Workflow;

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

    /// <summary>A case that does not exist yet: the source of a step on <c>created</c> or on a schedule.</summary>
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
