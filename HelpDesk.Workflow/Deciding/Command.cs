using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What somebody, or time, wants of a case.</summary>
/// <param name="By">The roles of whoever wants it; <see cref="Roles.None"/> for the system.</param>
/// <param name="At">When, in UTC.</param>
public abstract record Command(Roles By, DateTimeOffset At)
{
    /// <summary>The id of the person who wants it, or null for the system. Only approvals look at it.</summary>
    public string? Actor { get; init; }

    /// <summary>A person takes a step by hand.</summary>
    /// <param name="By">The person's roles.</param>
    /// <param name="At">When.</param>
    /// <param name="Step">The step's key.</param>
    /// <param name="Form">What its form contained.</param>
    public sealed record Take(Roles By, DateTimeOffset At, string Step, StepForm Form) : Command(By, At);

    /// <summary>Something happened that a step may be on: filed, replied, survey answered, a linked case closed, a task done.</summary>
    /// <param name="By">The roles of whoever did it.</param>
    /// <param name="At">When.</param>
    /// <param name="Trigger">What happened; never a timer, an automatic step, or the outcome of an approval: those have commands of their own or come by themselves.</param>
    public sealed record Happened(Roles By, DateTimeOffset At, Trigger Trigger) : Command(By, At);

    /// <summary>A timer is due.</summary>
    /// <param name="By">The roles of the person who brought it forward; <see cref="Roles.None"/> when it came due.</param>
    /// <param name="At">When it acts.</param>
    /// <param name="Timer">The timer's key.</param>
    /// <param name="Entry">The entry that armed it.</param>
    public sealed record Fire(Roles By, DateTimeOffset At, string Timer, int Entry) : Command(By, At);

    /// <summary>A person edits fields without a step.</summary>
    /// <param name="By">The person's roles.</param>
    /// <param name="At">When.</param>
    /// <param name="Fields">Field key to new value.</param>
    public sealed record Edit(Roles By, DateTimeOffset At, ImmutableSortedDictionary<string, FieldValue> Fields) : Command(By, At);

    /// <summary>A person (<see cref="Actor"/>) consents to an approval or denies it.</summary>
    /// <param name="By">The person's roles.</param>
    /// <param name="At">When.</param>
    /// <param name="Approval">The approval's key.</param>
    /// <param name="Round">The round in which the person was asked.</param>
    /// <param name="Granted">Whether the person consents.</param>
    public sealed record Approve(Roles By, DateTimeOffset At, string Approval, int Round, bool Granted) : Command(By, At);

    /// <summary>The time that people had for an approval is over.</summary>
    /// <param name="At">When it acts.</param>
    /// <param name="Approval">The approval's key.</param>
    /// <param name="Round">The round whose time is over.</param>
    public sealed record Lapse(DateTimeOffset At, string Approval, int Round) : Command(Roles.None, At);
}

/// <summary>What a step's form contained.</summary>
/// <param name="HasReply">Whether a message to the customer is in it.</param>
/// <param name="HasNote">Whether an internal note is in it.</param>
/// <param name="Assignee">The id of the agent it names, or null.</param>
/// <param name="Fields">The fields it sets.</param>
public sealed record StepForm(bool HasReply, bool HasNote, string? Assignee, ImmutableSortedDictionary<string, FieldValue> Fields)
{
    /// <summary>An empty form.</summary>
    public static StepForm Empty { get; } = new(false, false, null, ImmutableSortedDictionary<string, FieldValue>.Empty);
}
