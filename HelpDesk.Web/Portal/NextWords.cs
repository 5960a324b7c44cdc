using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Portal;

/// <summary>A request's present stay: all that its customer is told of the time to come is read from here.</summary>
/// <param name="Workflow">The version that the request is decided by.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Timers">What is still to fire in this stay.</param>
/// <param name="Assignee">The name of whoever works on it, or null.</param>
public sealed record Stay(WorkflowDefinition Workflow, StateDefinition State, ImmutableArray<DueTimer> Timers, string? Assignee);

/// <summary>A timer by its key in the definition, and when it fires.</summary>
public readonly record struct DueTimer(string Key, DateTimeOffset At);

/// <summary>What happens next, as sentences.</summary>
/// <param name="NeedsYou">Nothing goes on before the customer answers.</param>
/// <param name="Now">How it stands, and what to do.</param>
/// <param name="Later">What time brings, first come first.</param>
public sealed record Next(string Heading, bool NeedsYou, ImmutableArray<string> Now, ImmutableArray<string> Later);

/// <summary>Says to a customer what happens next and when, from the definition, the timers of the stay and the clock alone.</summary>
public sealed class NextWords(Words words)
{
    private readonly Moments moments = new(words);

    public Next Of(Stay stay, DateTimeOffset now, TimeZoneInfo zone)
    {
        var needsYou = stay.State.Phase == Phase.Pending;
        return new(
            needsYou ? words["We need something from you"] : words["What happens next"],
            needsYou,
            [.. Now(stay)],
            [.. Later(stay, at => moments.Of(at, now, zone))]);
    }

    private IEnumerable<string> Now(Stay stay) => stay.State.Phase switch
    {
        Phase.Open => [stay.Assignee is { } name ? words["{0} reads it next.", name] : words["Somebody of our team reads it and takes it on."], Writes(), NothingToDo()],
        Phase.Assigned => [stay.Assignee is { } name ? words["{0} is on it.", name] : words["Our team is on it."], Writes(), NothingToDo()],
        Phase.Pending => [stay.Assignee is { } name ? words["{0} waits for your answer.", name] : words["We wait for your answer."], GoesOn(stay)],
        Phase.OnHold => [words["We wait for somebody else before we can go on."], Writes(), NothingToDo()],
        Phase.Resolved => [words["We think that this is solved."], GoesOn(stay)],
        Phase.Closed => [words["This request is finished. If it comes up again, write below: that opens a new request, linked to this one."]],
        _ => throw new InvalidOperationException($"Nothing to say of phase {stay.State.Phase}."),
    };

    private string Writes() => words["You read the answer here, and we mail it to you."];

    private string NothingToDo() => words["You need to do nothing."];

    /// <summary>What the customer's words do here: a step may wait for them; without one they are read all the same.</summary>
    private string GoesOn(Stay stay)
    {
        var resumes = stay.Workflow.Steps.Any(step => step.On.Contains(new(TriggerKind.CustomerReplied)) && step.From.Includes(stay.State));
        return (stay.State.Phase, resumes) switch
        {
            (Phase.Pending, true) => words["Write it below, and we go on at once."],
            (Phase.Pending, false) => words["Write it below, and we read it."],
            (_, true) => words["If it is not, write below, and we go on with it."],
            _ => words["If something is missing, write below, and we read it."],
        };
    }

    private IEnumerable<string> Later(Stay stay, Func<DateTimeOffset, string> when) => stay.Timers
        .OrderBy(timer => timer.At)
        .GroupBy(timer => timer.Key)
        .Select(same => (Timer: stay.State.Timers.FirstOrDefault(timer => timer.Key == same.Key), Times: same.Select(timer => when(timer.At)).ToList()))
        .Select(due => due.Timer is { } timer ? Of(timer, due.Times, stay) : null)
        .OfType<string>();

    private string? Of(TimerDefinition timer, List<string> times, Stay stay)
    {
        if (timer.Step is { } step) return Of(stay.Workflow.Steps.FirstOrDefault(s => s.Key == step), times[0], stay);
        if (timer.Effects.OfType<Effect.Survey>().Any()) return words["Expect a short mail {0} that asks how we did.", times[0]];
        if (timer.Effects.Any(effect => effect is Effect.Mail { To: Recipient.Customer })) return Reminder(times, stay.State.Phase);
        // Staff are warned: a promise to the customer only while nobody has taken it.
        return stay.State.Phase == Phase.Open ? words["Should it still wait {0}, our team is told to hurry.", times[0]] : null;
    }

    private string Reminder(List<string> times, Phase phase) => (phase, times.Count) switch
    {
        (Phase.Pending, 2) => words["We remind you {0}, and once more {1}.", times[0], times[1]],
        (Phase.Pending, _) => words["We remind you {0}.", times[0]],
        _ => words["We write to you {0}.", times[0]],
    };

    private string? Of(StepDefinition? step, string time, Stay stay)
    {
        if (stay.Workflow.States.FirstOrDefault(state => state.Key == step?.To) is not { } to) return null;
        return (stay.State.Phase, to.Phase) switch
        {
            (Phase.Pending, Phase.Resolved) => words["If we hear nothing, we take it as solved {0}. You can still come back to it after that.", time],
            (_, Phase.Resolved) => words["We take it as solved {0}.", time],
            (Phase.Resolved, Phase.Closed) => words["If it is solved, you need to do nothing: we close it {0}.", time],
            (_, Phase.Closed) => words["If we hear nothing, we close it {0}.", time],
            _ => words["It changes to “{0}” {1}.", to.CustomerSees.In(CultureInfo.CurrentUICulture.Name), time],
        };
    }
}
