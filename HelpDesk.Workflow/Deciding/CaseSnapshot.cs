using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>What a decision needs to know of a case.</summary>
/// <param name="State">The state it stands in, or null for a case that is being filed.</param>
/// <param name="Entry">How many states it has entered; a timer of an earlier entry does nothing.</param>
/// <param name="Fields">The values of its fields, built-in ones included; a field without an entry is empty.</param>
public sealed record CaseSnapshot(string? State, int Entry, IReadOnlyDictionary<string, FieldValue> Fields)
{
    /// <summary>Its service-level clocks that have been started, by key.</summary>
    public ImmutableSortedDictionary<string, ClockState> Clocks { get; init; } = ClockState.NoClocks;

    /// <summary>The approvals that were asked for, by key.</summary>
    public ImmutableSortedDictionary<string, ApprovalState> Approvals { get; init; } = ApprovalState.NoApprovals;

    /// <summary>When the customer last wrote, in UTC; null for never.</summary>
    public DateTimeOffset? LastCustomerMessage { get; init; }

    /// <summary>When an agent last wrote to the customer, in UTC; null for never.</summary>
    public DateTimeOffset? LastAgentMessage { get; init; }

    /// <summary>A case that is being filed.</summary>
    public static CaseSnapshot New(IReadOnlyDictionary<string, FieldValue> fields) => new(null, 0, fields);
}

/// <summary>What a decision needs to know of the world besides the case: nothing else is looked up.</summary>
/// <param name="Calendars">Working calendars by key; every calendar that the workflow names is there.</param>
public sealed record Surroundings(ImmutableDictionary<string, WorkingCalendar> Calendars)
{
    /// <summary>For a strategy the agents' ids, the best first. Without any the assignee stays as it is.</summary>
    public ImmutableDictionary<AssignStrategy, ImmutableArray<string>> Candidates { get; init; } =
        ImmutableDictionary<AssignStrategy, ImmutableArray<string>>.Empty;
}
