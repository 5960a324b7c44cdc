using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Desk.Queue;

/// <summary>How many visible tickets each view holds: counted up to <see cref="Most"/> and one more, since counting a hundred thousand takes longer than all else on the page.</summary>
public sealed record QueueCounts(int Mine, int Unassigned, int Waiting, int Overdue, int Resolved, int Consent, int Spam, int All)
{
    public const int Most = 1000;

    /// <summary>A count as people read it: “1000+” where there are more.</summary>
    public static string Shown(int count) => count > Most ? string.Create(CultureInfo.InvariantCulture, $"{Most}+") : count.ToString(CultureInfo.InvariantCulture);

    public int Of(string view) => view switch
    {
        QueueFilter.Mine => Mine,
        QueueFilter.Unassigned => Unassigned,
        QueueFilter.Waiting => Waiting,
        QueueFilter.Overdue => Overdue,
        QueueFilter.Resolved => Resolved,
        QueueFilter.Consent => Consent,
        QueueFilter.Spam => Spam,
        _ => All,
    };
}

/// <summary>One ticket in the queue.</summary>
public sealed record QueueRow(
    long Number, string Subject, string Excerpt, Phase Phase, string State, string Priority, WorkflowVersionId Version,
    string Customer, string? Organisation, string? Assignee, DateTimeOffset ChangedAt, DateTimeOffset? OverdueSince, DateTimeOffset? ClockDueAt, string? NextTimer, DateTimeOffset? NextAt)
{
    /// <summary>The state's name in the version that the ticket is pinned to.</summary>
    public string StateName { get; init; } = "";

    /// <summary>What the next timer does, in a word or two.</summary>
    public string? NextWords { get; init; }
}

/// <summary>Something to narrow by.</summary>
public sealed record FilterOption(string Value, string Name);

/// <summary>The queue as its page shows it.</summary>
public sealed record QueuePage(
    QueueFilter Filter,
    QueueCounts Counts,
    ImmutableArray<QueueRow> Rows,
    Cursor? Newer,
    Cursor? Older,
    ImmutableArray<FilterOption> Kinds,
    ImmutableArray<FilterOption> States,
    ImmutableArray<FilterOption> Teams,
    ImmutableArray<FilterOption> Agents);
