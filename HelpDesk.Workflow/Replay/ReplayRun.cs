using System.Collections.Immutable;

namespace HelpDesk.Workflow;

/// <summary>Plays past cases on a draft, one after the other, by the decision that the desk uses.</summary>
internal sealed class ReplayRun(CaseLog log, CompiledWorkflow draft, Surroundings surroundings, long until)
{
    private readonly Track track = new();
    private readonly List<(long Due, string Timer, int Occurrence)> armed = [];
    private CaseSnapshot subject = CaseSnapshot.New(ImmutableSortedDictionary<string, FieldValue>.Empty);

    /// <summary>What was refused of the last case played, or null.</summary>
    public ReplayRefusal? Refusal { get; private set; }

    /// <summary>The way of a case on the draft; it is good until the next one is played.</summary>
    public Track Play(LoggedCase one)
    {
        track.Clear();
        armed.Clear();
        Refusal = null;
        foreach (ref readonly var happened in log.EventsOf(one))
        {
            if (happened.Kind == CaseEventKind.Filed)
                subject = CaseSnapshot.New(draft.Bind(log.Given(happened)));
            RunTimers(happened.Ticks);
            // The product keeps the score before the workflow hears of it.
            if (happened.Kind == CaseEventKind.SurveyAnswered && log.Given(happened) is { IsEmpty: false } score)
                subject = subject with { Fields = ((CaseFields)subject.Fields).With(score) };
            if (Command(happened) is { } command && !Do(command, happened.Kind, StepOf(happened)))
                return Refused(happened, command);
        }
        RunTimers(until);
        CountMissed();
        return track;
    }

    private string StepOf(in CaseEvent happened) => happened.Step >= 0 ? log.Steps[happened.Step] : happened.Kind.ToString();

    private Command? Command(in CaseEvent happened) => happened.Kind switch
    {
        CaseEventKind.Filed => Happened(happened, happened.Subject >= 0 ? new(TriggerKind.Schedule, log.Subjects[happened.Subject]) : new(TriggerKind.Created)),
        CaseEventKind.StepTaken => new Command.Take(happened.By, happened.At, log.Steps[happened.Step], FormOf(happened)) { Actor = ActorOf(happened) },
        CaseEventKind.CustomerReplied => Happened(happened, new(TriggerKind.CustomerReplied)),
        CaseEventKind.AgentReplied => Happened(happened, new(TriggerKind.AgentReplied)),
        CaseEventKind.SurveyAnswered => Happened(happened, new(TriggerKind.SurveyAnswered)),
        CaseEventKind.CaseClosed => Happened(happened, new(TriggerKind.CaseClosed)),
        CaseEventKind.TaskDone => Happened(happened, new(TriggerKind.TaskDone, log.Subjects[happened.Subject])),
        CaseEventKind.TaskFailed => Happened(happened, new(TriggerKind.TaskFailed, log.Subjects[happened.Subject])),
        CaseEventKind.Edited => new Command.Edit(happened.By, happened.At, log.Given(happened)) { Actor = ActorOf(happened) },
        CaseEventKind.ApprovalDecided => Approve(happened),
        // A person brought a timer forward; one that came due by itself is made anew.
        CaseEventKind.TimerFired when happened.By != Roles.None => Forward(happened),
        _ => null,
    };

    private Command.Fire? Forward(in CaseEvent happened)
    {
        var key = log.Subjects[happened.Subject];
        var first = armed.FindIndex(timer => timer.Timer == key);
        if (first < 0)
            return null;
        armed.RemoveAt(first);
        return new(happened.By, happened.At, key, subject.Entry);
    }

    private static Command.Happened Happened(in CaseEvent happened, Trigger trigger) => new(happened.By, happened.At, trigger);

    private string? ActorOf(in CaseEvent happened) => happened.Actor >= 0 ? log.Actors[happened.Actor] : null;

    private StepForm FormOf(in CaseEvent happened)
    {
        if (happened.Form == EventForm.None && log.Given(happened).IsEmpty)
            return StepForm.Empty;
        var given = log.Given(happened);
        return new(
            happened.Form.HasFlag(EventForm.Reply),
            happened.Form.HasFlag(EventForm.Note),
            given.TryGetValue(BuiltInFields.Assignee, out var assignee) ? assignee.Text : null,
            given.Remove(BuiltInFields.Assignee));
    }

    /// <summary>The round is the one that is asked on the draft; where nothing is asked the answer meets nobody.</summary>
    private Command.Approve? Approve(in CaseEvent happened)
    {
        var key = log.Subjects[happened.Subject];
        return subject.Approvals.TryGetValue(key, out var asked) && asked.Status == ApprovalStatus.Asked
            ? new(happened.By, happened.At, key, asked.Round, happened.Form.HasFlag(EventForm.Granted)) { Actor = ActorOf(happened) ?? "somebody" }
            : null;
    }

    /// <summary>Timers and approvals that are due by a time, in the order in which they are.</summary>
    private void RunTimers(long by)
    {
        while (NextDue() is { } next && next.Due <= by)
        {
            var at = new DateTimeOffset(next.Due, TimeSpan.Zero);
            if (next.Timer is { } timer)
            {
                armed.RemoveAll(one => one.Timer == timer && one.Occurrence == next.Occurrence);
                Do(new Command.Fire(Roles.None, at, timer, subject.Entry), CaseEventKind.TimerFired, timer);
            }
            else
                Do(new Command.Lapse(at, next.Approval!, subject.Approvals[next.Approval!].Round), CaseEventKind.ApprovalLapsed, next.Approval!);
        }
    }

    private (long Due, string? Timer, int Occurrence, string? Approval)? NextDue()
    {
        (long Due, string? Timer, int Occurrence, string? Approval)? next = null;
        foreach (var (due, timer, occurrence) in armed)
            if (next is null || due < next.Value.Due)
                next = (due, timer, occurrence, null);
        if (!subject.Approvals.IsEmpty)
            foreach (var (key, approval) in subject.Approvals)
                if (approval is { Status: ApprovalStatus.Asked, DueAt: { } lapses } && (next is null || lapses.UtcTicks < next.Value.Due))
                    next = (lapses.UtcTicks, null, 0, key);
        return next;
    }

    private bool Do(Command command, CaseEventKind kind, string step)
    {
        switch (draft.Decide(subject, command, surroundings))
        {
            case Decision.Moved moved:
                Follow(moved.Path, command, kind);
                subject = Changed(moved.Changes, moved.Clocks, moved.Approvals, command, kind) with { State = moved.State, Entry = moved.Entry };
                armed.Clear();
                Arm(moved.Timers);
                return true;
            case Decision.Stayed stayed:
                Follow(stayed.Path, command, kind);
                track.Follow(EffectSum.Of(stayed.Effects));
                subject = Changed(stayed.Changes, stayed.Clocks, stayed.Approvals, command, kind);
                if (!stayed.Timers.IsEmpty)
                    armed.RemoveAll(one => stayed.Timers.Any(timer => timer.Timer == one.Timer));
                Arm(stayed.Timers);
                return true;
            // A timer whose step is off by now does nothing, on the desk as here.
            case Decision.Refused refused when kind.IsGiven():
                Refusal = new(command.At, command.By, step, refused.Reasons);
                return false;
            default:
                return true;
        }
    }

    private void Arm(ImmutableArray<ArmedTimer> timers)
    {
        foreach (var timer in timers)
            armed.Add((timer.DueAt.UtcTicks, timer.Timer, timer.Occurrence));
    }

    private void Follow(ImmutableArray<StepTaken> path, Command command, CaseEventKind kind)
    {
        for (var at = 0; at < path.Length; at++)
        {
            var step = path[at];
            track.Follow(EffectSum.Of(step.Effects));
            if (step.To is { } to)
                track.Enter(to, step.Step, command.At.UtcTicks, (at > 0 || !kind.IsGiven()) && draft.State(to)!.Phase == Phase.Closed);
        }
    }

    private CaseSnapshot Changed(
        ImmutableSortedDictionary<string, FieldValue> changes,
        ImmutableSortedDictionary<string, ClockState> clocks,
        ImmutableSortedDictionary<string, ApprovalState> approvals,
        Command command, CaseEventKind kind)
    {
        var next = subject;
        if (!changes.IsEmpty)
            next = next with { Fields = ((CaseFields)next.Fields).With(changes) };
        if (!clocks.IsEmpty)
            next = next with { Clocks = next.Clocks.SetItems(clocks) };
        if (!approvals.IsEmpty)
            next = next with { Approvals = next.Approvals.SetItems(approvals) };
        return Spoken(command, kind) switch
        {
            TriggerKind.CustomerReplied => next with { LastCustomerMessage = command.At },
            TriggerKind.AgentReplied => next with { LastAgentMessage = command.At },
            _ => next,
        };
    }

    private static TriggerKind? Spoken(Command command, CaseEventKind kind) => kind switch
    {
        CaseEventKind.Filed or CaseEventKind.CustomerReplied => TriggerKind.CustomerReplied,
        CaseEventKind.AgentReplied => TriggerKind.AgentReplied,
        CaseEventKind.StepTaken when command is Command.Take { Form.HasReply: true } => command.By.Speaks(),
        _ => null,
    };

    private Track Refused(in CaseEvent happened, Command command)
    {
        track.IsRefused = true;
        Refusal ??= new(happened.At, command.By, StepOf(happened), []);
        CountMissed();
        return track;
    }

    private void CountMissed()
    {
        if (subject.Clocks.IsEmpty)
            return;
        var end = new DateTimeOffset(until, TimeSpan.Zero);
        track.Miss(subject.Clocks.Values.Count(clock => clock.IsMissed(end)));
    }
}
