using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

/// <summary>What became of a command on a ticket.</summary>
public abstract record Answer
{
    private Answer() { }

    /// <summary>It is done and on the disk; also the answer to its repeat.</summary>
    /// <param name="Number">The ticket that it ended at: another one when a closed ticket was answered.</param>
    public sealed record Done(long Number) : Answer;

    /// <summary>The workflow refused it; nothing changed.</summary>
    public sealed record Refused(long Number, ImmutableArray<Reason> Reasons) : Answer;

    /// <summary>The form was shown an older ticket; nothing changed.</summary>
    public sealed record Stale(long Number) : Answer;

    /// <summary>No such thing, or not this caller's to see.</summary>
    public sealed record NotFound : Answer;
}
