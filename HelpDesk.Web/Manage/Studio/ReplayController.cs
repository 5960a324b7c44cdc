using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Studio;

/// <summary>What the draft would have made of past tickets. Nothing happens to them.</summary>
[Route("/manage/workflows/{key}/draft/replay")]
public sealed class ReplayController(StudioReading reading, WorkflowLibrary library, HelpDeskDb db, TimeProvider clock, ReplayWords words) : ManageController
{
    private const int Usual = 200;

    /// <summary>The most that one page waits for.</summary>
    public const int Most = 2000;

    [HttpGet("")]
    public async Task<IActionResult> Show(string key, [FromQuery] int? last, CancellationToken ct)
    {
        if (await reading.FindAsync(key, null, ct) is not { } studio) return Redirect($"/manage/workflows/{Uri.EscapeDataString(key)}");
        if (studio.Draft.Newest == 0) return View("Replay", new ReplayPage(studio, Usual, null, [], []));
        var (many, now) = (Math.Clamp(last ?? Usual, 1, Most), clock.GetUtcNow());
        var before = (await library.CurrentAsync(db, key, ct)).Compiled;
        var log = await TicketLog.LastAsync(db, before, many, now, ct);
        var report = Replay.Of(log, before, studio.Workflow, library.Surroundings, now, ct);
        return View("Replay", new ReplayPage(studio, many, report, [.. words.Outcomes(report, studio.Workflow)], [.. words.Sums(report)]));
    }
}

/// <summary>Past tickets on a draft.</summary>
/// <param name="Last">How many were asked for.</param>
/// <param name="Report">What came of them; null for a workflow that has none.</param>
public sealed record ReplayPage(StudioPage Studio, int Last, ReplayReport? Report, ImmutableArray<ReplayOutcomeLine> Outcomes, ImmutableArray<(string What, int Before, int After)> Sums)
{
    /// <summary>Where tickets left the way that they had taken, on the picture: how many at each step.</summary>
    public PictureOverlay Overlay => new()
    {
        Steps = (Report?.Divergences ?? []).GroupBy(parting => parting.Step).Where(same => Studio.Workflow.Step(same.Key) is not null)
            .ToImmutableDictionary(same => new PictureEdge(same.Key), same => new PictureMark { Classes = ["has-warning"], Badge = same.Sum(parting => parting.Cases).ToString(CultureInfo.CurrentCulture) }),
        States = (Report?.Divergences ?? []).Where(parting => parting.State is not null).GroupBy(parting => parting.State!)
            .ToImmutableDictionary(same => same.Key, same => new PictureMark { Classes = ["has-warning"], Badge = same.Sum(parting => parting.Cases).ToString(CultureInfo.CurrentCulture) }),
    };
}

/// <summary>Tickets that came out in one way.</summary>
/// <param name="Shown">Some of them, the newest first, each with the reason where it was refused.</param>
public sealed record ReplayOutcomeLine(ReplayOutcome Outcome, string Words, int Count, ImmutableArray<(string Number, string? Why)> Shown);

/// <summary>The outcomes of a replay in words.</summary>
public sealed class ReplayWords(Words words, ReasonSentences reasons)
{
    private const int MostShown = 10;

    /// <summary>Each way in which a ticket came out, the gravest first.</summary>
    public IEnumerable<ReplayOutcomeLine> Outcomes(ReplayReport report, CompiledWorkflow draft) =>
        from one in report.Cases
        group one by one.Outcome into same
        orderby same.Key descending
        select new ReplayOutcomeLine(same.Key, Of(same.Key), same.Count(), same.Key == ReplayOutcome.Same ? [] : [.. same.Reverse().Take(MostShown).Select(one => (one.Id, Why(one, draft)))]);

    public IEnumerable<(string, int, int)> Sums(ReplayReport report) =>
    [
        (words["Mails"], report.Before.Mails, report.After.Mails), (words["Surveys"], report.Before.Surveys, report.After.Surveys),
        (words["Closed by themselves"], report.Before.AutomaticClosures, report.After.AutomaticClosures), (words["Missed deadlines"], report.Before.MissedDeadlines, report.After.MissedDeadlines),
    ];

    private string Of(ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.Same => words["The same"],
        ReplayOutcome.Timing => words["The same, at other times"],
        ReplayOutcome.DifferentEffects => words["The same way, with other mails or surveys"],
        ReplayOutcome.OtherPath => words["The same end by another way"],
        ReplayOutcome.DifferentEnd => words["Another end"],
        _ => words["Something that somebody did would be refused"],
    };

    private string? Why(ReplayedCase one, CompiledWorkflow draft) => one.Refusal is { } refusal
        ? words["{0}: {1}", draft.Step(refusal.Step)?.Name.In(CultureInfo.CurrentUICulture.Name) ?? refusal.Step, string.Join(' ', refusal.Reasons.Select(reason => reasons.Of(reason, draft)))]
        : one.End is { } end ? words["it would stand in {0}", draft.State(end)?.Name.In(CultureInfo.CurrentUICulture.Name) ?? end] : null;
}
