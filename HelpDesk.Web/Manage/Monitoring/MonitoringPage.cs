using System.Collections.Immutable;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Monitoring;

/// <summary>A version to choose.</summary>
/// <param name="IsTrial">Whether one team alone tries it.</param>
public sealed record MonitoredVersion(WorkflowVersionId Id, int Number, DateTimeOffset At, bool IsTrial);

/// <summary>A step between two states in the span.</summary>
/// <param name="From">The state before; null for filing.</param>
/// <param name="To">The state entered; null where the ticket stayed.</param>
/// <param name="Taken">How often it was taken.</param>
/// <param name="Returns">How often a ticket came back by it from waiting for the customer.</param>
/// <param name="Ratings">How many survey answers came from tickets that had gone this way.</param>
/// <param name="Stars">The sum of their scores.</param>
public sealed record StepFigures(string? From, string Step, string? To, int Taken, int Returns, int Ratings, int Stars)
{
    public double? Rating => Ratings == 0 ? null : (double)Stars / Ratings;
}

/// <summary>A state, in the span and now.</summary>
/// <param name="Stays">The stays that ended in the span.</param>
/// <param name="Missed">Deadlines that were missed here in the span.</param>
/// <param name="Load">Tickets that stand here now.</param>
/// <param name="Oldest">Since when the one stands here that has stood here longest; null while nobody does, and for closed states.</param>
public sealed record StateFigures(string State, DwellHistogram Stays, int Missed, int Load, DateTimeOffset? Oldest);

/// <summary>How a workflow runs.</summary>
/// <param name="Workflow">The version whose picture is shown.</param>
/// <param name="From">The first day of the span, in UTC; the last is today.</param>
/// <param name="IsCounting">Whether something happened that is not counted yet.</param>
public sealed record MonitoringPage(PublishedWorkflow Workflow, MonitoringFilter Filter, IReadOnlyList<MonitoredVersion> Versions, ImmutableArray<StepFigures> Steps, ImmutableArray<StateFigures> States, DateOnly From, DateTimeOffset Now, bool IsCounting)
{
    public string Key => Workflow.Definition.Key;
    public string Path => $"/manage/workflows/{Uri.EscapeDataString(Key)}/monitoring";

    /// <summary>The number of the version that is shown, or <see cref="MonitoringFilter.AllVersions"/>.</summary>
    public int Shown => Filter.Version == MonitoringFilter.AllVersions ? MonitoringFilter.AllVersions : Workflow.Number;

    public int Filed => Steps.Where(step => step.From is null).Sum(step => step.Taken);
    public int Closed => Steps.Where(step => step.To is { } to && PhaseOf(to) == Phase.Closed && (step.From is null || PhaseOf(step.From) != Phase.Closed)).Sum(step => step.Taken);
    public int Live => States.Where(state => PhaseOf(state.State) != Phase.Closed).Sum(state => state.Load);
    public int Missed => States.Sum(state => state.Missed);
    public int Returns => Steps.Sum(step => step.Returns);

    /// <summary>The time of all stays that ended, in states that are not closed.</summary>
    public TimeSpan TimeSpent => new(States.Where(state => PhaseOf(state.State) != Phase.Closed).Sum(state => state.Stays.Total.Ticks));

    public Phase? PhaseOf(string state) => Workflow.Compiled.State(state)?.Phase;

    /// <summary>The time that the colour tells; null where no stay ended or none is looked at.</summary>
    public TimeSpan? Dwell(StateFigures state) => state.Stays.Count == 0 || PhaseOf(state.State) == Phase.Closed ? null : state.Stays.Quantile(Filter.Colour == DwellColour.P90 ? 0.9 : 0.5);

    /// <summary>The list behind a number.</summary>
    public string TicketsOf(string query) => $"{Path}/tickets?{query}&version={Shown}&days={Filter.KnownDays}";
}
