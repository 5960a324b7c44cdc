using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Portal;

/// <summary>How far a stage of the way is.</summary>
public enum StageMark
{
    Done,
    Now,

    /// <summary>Here, and waiting for somebody who is not working on it.</summary>
    Paused,
    Ahead,
}

/// <summary>One stage of the way in the customer's wording.</summary>
/// <param name="Words">What the customer is told of it.</param>
/// <param name="Mark">How far it is.</param>
/// <param name="Here">Whether the request stands here now.</param>
/// <param name="Pause">What it waits for, when it is paused.</param>
public sealed record Stage(string Words, StageMark Mark, bool Here, string? Pause = null);

/// <summary>
/// The way that a request goes, read from its own workflow: a stage for each phase of the main line that the workflow has.
/// Waiting is a pause on a stage, and a stage that was passed over is not shown as if it had happened.
/// </summary>
public static class ProgressLine
{
    private static readonly ImmutableArray<Phase> MainLine = [Phase.Open, Phase.Assigned, Phase.Resolved, Phase.Closed];

    /// <param name="workflow">The version that the request is decided by.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="passed">The phases that it has been in.</param>
    /// <param name="language">The reader's language.</param>
    public static ImmutableArray<Stage> Of(WorkflowDefinition workflow, StateDefinition state, IReadOnlySet<Phase> passed, string language)
    {
        var stages = MainLine.Where(phase => workflow.States.Any(s => s.Phase == phase)).ToImmutableArray();
        var here = IsPause(state.Phase) ? PausedAt(stages, passed) : state.Phase;
        return [.. stages
            .Where(phase => phase >= here || passed.Contains(phase))
            .Select(phase => At(phase, here, workflow, state, language))];
    }

    private static Stage At(Phase phase, Phase? here, WorkflowDefinition workflow, StateDefinition state, string language)
    {
        var words = (phase == state.Phase ? state : workflow.States.First(s => s.Phase == phase)).CustomerSees.In(language);
        if (phase != here) return new(words, phase < here ? StageMark.Done : StageMark.Ahead, Here: false);
        if (IsPause(state.Phase)) return new(words, StageMark.Paused, Here: true, state.CustomerSees.In(language));
        return new(words, phase == Phase.Closed ? StageMark.Done : StageMark.Now, Here: true);
    }

    private static bool IsPause(Phase phase) => phase is Phase.Pending or Phase.OnHold;

    /// <summary>The last stage that it reached before it began to wait.</summary>
    private static Phase? PausedAt(ImmutableArray<Phase> stages, IReadOnlySet<Phase> passed)
    {
        var working = stages.Where(phase => phase < Phase.Resolved).Select(phase => (Phase?)phase).ToList();
        return working.LastOrDefault(phase => passed.Contains(phase!.Value)) ?? working.FirstOrDefault();
    }
}
