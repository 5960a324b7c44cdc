using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What follows from a step, an entered state or a timer, as data: a closed union, so that it can be analysed.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Sends a letter. Nobody is mailed about their own act.</summary>
    /// <param name="Letter">The letter's key.</param>
    /// <param name="To">Who gets it.</param>
    public sealed record Mail(string Letter, Recipient To) : Effect;

    /// <summary>Asks the customer by a survey.</summary>
    /// <param name="Key">The survey's key.</param>
    public sealed record Survey(string Key) : Effect;

    /// <summary>Sets fields; <see cref="FieldValue.None"/> clears one.</summary>
    /// <param name="Values">Field key to value.</param>
    public sealed record Set(ImmutableSortedDictionary<string, FieldValue> Values) : Effect;

    /// <summary>Names the agent who works on it: the first candidate of the strategy; without one the assignee stays.</summary>
    /// <param name="Strategy">How candidates are put in order.</param>
    public sealed record Assign(AssignStrategy Strategy) : Effect;

    /// <summary>Acts on a service-level clock.</summary>
    /// <param name="Key">The clock's key.</param>
    /// <param name="Act">What is done to it.</param>
    public sealed record Clock(string Key, ClockAct Act) : Effect;

    /// <summary>Writes an internal note.</summary>
    /// <param name="Words">The note.</param>
    public sealed record Note(Text Words) : Effect;

    /// <summary>Asks for an approval. Asked again, it starts over.</summary>
    /// <param name="Key">The approval's key.</param>
    public sealed record Approval(string Key) : Effect;

    /// <summary>Starts a linked case of another workflow for the same customer.</summary>
    /// <param name="Workflow">The other workflow's key.</param>
    /// <param name="Subject">Its subject, or null for this case's.</param>
    public sealed record Case(string Workflow, string? Subject) : Effect;

    /// <summary>Tells another program by calling an address.</summary>
    /// <param name="Key">The webhook's key.</param>
    public sealed record Webhook(string Key) : Effect;

    /// <summary>Has another program do some work.</summary>
    /// <param name="Key">The task's key.</param>
    public sealed record Task(string Key) : Effect;
}
