using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>A story about one case, as data: who does what and when, and what is expected then.</summary>
/// <param name="Name">What the story tells.</param>
/// <param name="Workflow">The workflow's key.</param>
/// <param name="At">When it begins, in UTC.</param>
/// <param name="Given">What the case is filed with; keys and values as the document has them, judged when it is played.</param>
/// <param name="Acts">What happens, in order.</param>
public sealed record Scenario(string Name, string Workflow, DateTimeOffset At, ImmutableSortedDictionary<string, FieldValue> Given, ImmutableArray<ScenarioAct> Acts);

/// <summary>One line of a story.</summary>
/// <param name="After">How long after the line before, on the clock; null for at once.</param>
/// <param name="Who">Whose act it is; <see cref="Roles.None"/> where only time passes, or another program acts.</param>
/// <param name="Person">The person's id, where it matters (approvals); null for the role's usual one.</param>
/// <param name="Does">What is done.</param>
/// <param name="Key">The step that is taken, the approval, task or schedule; null where there is none.</param>
/// <param name="With">What the form held, or which fields are edited.</param>
/// <param name="HasReply">Whether a message to the customer is in the form.</param>
/// <param name="HasNote">Whether a note is in the form.</param>
/// <param name="Score">The survey's score, 1 to 5.</param>
/// <param name="Expect">What is expected after it; null for nothing but that it is not refused.</param>
public sealed record ScenarioAct(
    Span? After, Roles Who, string? Person, ScenarioVerb Does, string? Key, ImmutableSortedDictionary<string, FieldValue> With, bool HasReply, bool HasNote, int Score, Expectation? Expect)
{
    /// <summary>Nothing but time.</summary>
    public static ScenarioAct Waits { get; } = new(null, Roles.None, null, ScenarioVerb.Wait, null, ImmutableSortedDictionary<string, FieldValue>.Empty, false, false, 0, null);
}

/// <summary>What can be done in a story.</summary>
public enum ScenarioVerb
{
    /// <summary>Time passes, and what is due fires.</summary>
    Wait,
    /// <summary>The case is filed; by a schedule where one is named.</summary>
    File,
    /// <summary>A step is taken by hand.</summary>
    Take,
    /// <summary>Somebody writes, outside a step.</summary>
    Reply,
    /// <summary>The customer answers a survey.</summary>
    Rate,
    /// <summary>Fields are edited.</summary>
    Edit,
    /// <summary>A person consents to an approval.</summary>
    Approve,
    /// <summary>A person denies an approval.</summary>
    Deny,
    /// <summary>Another program did a task.</summary>
    Finish,
    /// <summary>A task failed for good.</summary>
    Fail,
    /// <summary>A linked case was closed.</summary>
    CloseLinked,
}

/// <summary>What a story expects after a line; a part that is null is not looked at.</summary>
/// <param name="State">The state in which the case stands.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="Effects">All that goes out since the line before, in any order: <c>mail received to customer</c>, <c>survey rating</c>, <c>task load</c>, …</param>
/// <param name="Fields">Values; an empty one is expected to be empty.</param>
/// <param name="Refused">The kinds of reason for which the act is refused, in kebab case; null: it is not refused.</param>
/// <param name="Offered">Steps that whoever acted can take then.</param>
/// <param name="NotOffered">Steps that they cannot.</param>
/// <param name="Timers">The keys of all timers that wait.</param>
/// <param name="Clocks">Clock key to running, paused, stopped, missed or idle.</param>
/// <param name="Approvals">Approval key to asked, granted, denied, withdrawn or none.</param>
public sealed record Expectation(
    string? State = null,
    Phase? Phase = null,
    ImmutableArray<string>? Effects = null,
    ImmutableSortedDictionary<string, FieldValue>? Fields = null,
    ImmutableArray<string>? Refused = null,
    ImmutableArray<string>? Offered = null,
    ImmutableArray<string>? NotOffered = null,
    ImmutableArray<string>? Timers = null,
    ImmutableSortedDictionary<string, string>? Clocks = null,
    ImmutableSortedDictionary<string, string>? Approvals = null);
