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
}

/// <summary>Who gets a letter.</summary>
public enum Recipient
{
    /// <summary>The customer of the case.</summary>
    Customer,
    /// <summary>Those who follow the case.</summary>
    Followers,
    /// <summary>The assignee, else the team.</summary>
    Assignee,
    /// <summary>Everybody in the team.</summary>
    Team,
    /// <summary>All managers.</summary>
    Managers,
}
