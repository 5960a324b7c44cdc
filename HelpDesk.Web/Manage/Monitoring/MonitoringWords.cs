using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Web.Manage.Studio.Inputs;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage.Monitoring;

/// <summary>Figures in words, and laid over the picture.</summary>
public sealed class MonitoringWords(Words words)
{
    /// <summary>A length of time in its two largest units: "2 d 3 h".</summary>
    public string Length(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => words["< 1 min"],
        { TotalHours: < 1 } => words["{0} min", time.Minutes],
        { TotalDays: < 1 } => Two(words["{0} h", time.Hours], time.Minutes, words["{0} min", time.Minutes]),
        _ => Two(words["{0} d", time.Days], time.Hours, words["{0} h", time.Hours]),
    };

    public string Rating(StepFigures step) => step.Rating is { } rating ? rating.ToString("0.0", CultureInfo.CurrentCulture) : "–";

    public string StateName(string? state, CompiledWorkflow workflow) => state is null ? words["nowhere"] : workflow.State(state)?.Name.Shown() ?? state;

    public string StepName(string step, CompiledWorkflow workflow) => workflow.Step(step)?.Name.Shown() ?? step;

    /// <summary>The picture with the figures: lines as wide as they were often taken, states as red as tickets stayed long.</summary>
    public string Picture(MonitoringPage page)
    {
        var most = (double)Math.Max(1, page.Steps.Select(step => step.Taken).DefaultIfEmpty().Max());
        var longest = page.States.Select(page.Dwell).Max() is { Ticks: > 0 } most90 ? most90.TotalSeconds : 1;
        var overlay = new PictureOverlay
        {
            Steps = page.Steps.Where(step => step.Taken > 0).GroupBy(step => new PictureEdge(step.Step, step.From)).ToImmutableDictionary(same => same.Key, same => Mark([.. same], most)),
            States = page.States.Where(state => page.PhaseOf(state.State) is not null).ToImmutableDictionary(state => state.State, state => Mark(page, state, longest)),
        };
        return WorkflowPicture.Svg(page.Workflow.Definition, new PictureOptions(CultureInfo.CurrentUICulture.Name, page.States.Where(state => page.PhaseOf(state.State) != Phase.Closed).ToDictionary(state => state.State, state => state.Load), Words: PictureTexts.In(words), Overlay: overlay) { Positions = page.Workflow.Layout });
    }

    private string Two(string large, int small, string smallWords) => small == 0 ? large : words["{0} {1}", large, smallWords];

    private PictureMark Mark(StepFigures[] same, double most)
    {
        var (taken, returns, ratings, stars) = (same.Sum(step => step.Taken), same.Sum(step => step.Returns), same.Sum(step => step.Ratings), same.Sum(step => step.Stars));
        var sentences = new List<string> { taken == 1 ? words["Taken once."] : words["Taken {0} times.", taken] };
        if (returns > 0) sentences.Add(returns == 1 ? words["1 ticket came back from waiting for the customer."] : words["{0} tickets came back from waiting for the customer.", returns]);
        if (ratings > 0) sentences.Add(words["Rated {0} of 5 by {1}.", ((double)stars / ratings).ToString("0.0", CultureInfo.CurrentCulture), ratings]);
        return new() { Weight = taken / most, Badge = taken.ToString(CultureInfo.CurrentCulture), Title = string.Join(' ', sentences) };
    }

    private PictureMark Mark(MonitoringPage page, StateFigures state, double longest)
    {
        if (page.Dwell(state) is not { } dwell) return new();
        return new()
        {
            // By the root: one state in which tickets wait for weeks must not make all others look alike.
            Weight = Math.Min(1, Math.Sqrt(dwell.TotalSeconds / longest)),
            Badge = Length(dwell),
            Title = words["Half of the stays took no longer than {0}, nine of ten no longer than {1}.", Length(state.Stays.Quantile(0.5)), Length(state.Stays.Quantile(0.9))],
        };
    }
}
