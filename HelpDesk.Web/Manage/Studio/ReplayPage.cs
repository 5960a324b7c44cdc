using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Workflows.Replaying;
using HelpDesk.Web.Manage.Studio.Inputs;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>Past tickets on a draft.</summary>
/// <param name="Replay">The newest replay; null where there was none.</param>
/// <param name="IsOutdated">Whether the draft was changed since.</param>
public sealed record ReplayPage(StudioPage Studio, WorkflowReplay? Replay, bool IsOutdated, CompiledWorkflow Played, ImmutableArray<ReplayOutcomeLine> Outcomes, ImmutableArray<ReplayPartingLine> Partings, ImmutableArray<(string What, int Before, int After)> Sums)
{
    public const int Usual = 200;

    public string Path => $"{Studio.Path}/replay";

    /// <summary>Where tickets left the way that they had taken, on the picture: how many at each step.</summary>
    public PictureOverlay Overlay => new()
    {
        Steps = Partings.GroupBy(parting => parting.Step).Where(same => Played.Step(same.Key) is not null).ToImmutableDictionary(same => new PictureEdge(same.Key), Mark),
        States = Partings.Where(parting => parting.State is not null).GroupBy(parting => parting.State!).ToImmutableDictionary(same => same.Key, Mark),
    };

    private static PictureMark Mark(IEnumerable<ReplayPartingLine> partings) =>
        new() { Classes = ["has-warning"], Badge = partings.Sum(parting => parting.Count).ToString(CultureInfo.CurrentCulture), Title = string.Join(' ', partings.Select(parting => parting.Words + ".")) };
}

/// <summary>Tickets that came out in one way.</summary>
/// <param name="Shown">Some of them, the newest first, each with the reason where it was refused.</param>
public sealed record ReplayOutcomeLine(ReplayOutcome Outcome, string Words, int Count, ImmutableArray<(long Number, string? Why)> Shown);

/// <summary>A place where tickets parted.</summary>
public sealed record ReplayPartingLine(string? State, string Step, string Words, int Count, ImmutableArray<long> Shown);

/// <summary>The outcomes of a replay in words.</summary>
public sealed class ReplayWords(Words words, ReasonSentences reasons)
{
    /// <param name="text">The number of the draft's present text.</param>
    public ReplayPage Page(StudioPage studio, WorkflowReplay? replay, int text)
    {
        if (replay is null) return new(studio, null, false, studio.Workflow, [], [], []);
        var played = replay.Text == text || DefinitionReader.Read(replay.Json).Definition is not { } definition ? studio.Workflow : CompiledWorkflow.Compile(definition);
        var figures = replay.Figures;
        return new(studio, replay, replay.Text != text, played,
            [.. figures.Outcomes.Select(one => new ReplayOutcomeLine(one.Outcome, Of(one.Outcome), one.Count, [.. one.Shown.Select(ticket => (ticket.Number, Why(ticket, played)))]))],
            [.. figures.Partings.Select(one => new ReplayPartingLine(one.State, one.Step, words["{0}: {1} in {2}", played.Step(one.Step)?.Name.Shown() ?? one.Step, one.Count, StateName(one.State, played)], one.Count, one.Shown))],
            [.. Sums(figures)]);
    }

    private IEnumerable<(string, int, int)> Sums(ReplayFigures figures) =>
    [
        (words["Mails"], figures.Before.Mails, figures.After.Mails), (words["Surveys"], figures.Before.Surveys, figures.After.Surveys),
        (words["Closed by themselves"], figures.Before.AutomaticClosures, figures.After.AutomaticClosures), (words["Missed deadlines"], figures.Before.MissedDeadlines, figures.After.MissedDeadlines),
    ];

    private string StateName(string? state, CompiledWorkflow played) => state is null ? words["nowhere"] : played.State(state)?.Name.Shown() ?? state;

    private string Of(ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.Same => words["The same"],
        ReplayOutcome.Timing => words["The same, at other times"],
        ReplayOutcome.DifferentEffects => words["The same way, with other mails or surveys"],
        ReplayOutcome.OtherPath => words["The same end by another way"],
        ReplayOutcome.DifferentEnd => words["Another end"],
        _ => words["Something that somebody did would be refused"],
    };

    private string? Why(ReplayedTicket one, CompiledWorkflow played) => one.Refused is { } step
        ? words["{0}: {1}", played.Step(step)?.Name.Shown() ?? step, string.Join(' ', one.Reasons.Select(reason => reasons.Of(reason.In(played), played)))]
        : one.End is { } end ? words["it would stand in {0}", played.State(end)?.Name.Shown() ?? end] : null;
}
