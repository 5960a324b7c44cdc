using System.Collections.Immutable;
using HelpDesk.Workflow;

namespace HelpDesk.Tests.Workflow.Replay;

/// <summary>Histories of cases that people and mails act on at random, decided as the desk does and logged.</summary>
internal static class PlayedHistories
{
    public static readonly DateTimeOffset Start = new(2030, 1, 7, 8, 0, 0, TimeSpan.Zero);

    /// <summary>When timers stop: later than any case's last act.</summary>
    public static readonly DateTimeOffset End = Start.AddDays(400);

    public static CaseLog Of(CompiledWorkflow workflow, int seed, int cases, Surroundings? world = null)
    {
        var (dice, log) = (new Random(seed), new CaseLogBuilder());
        for (var number = 1; number <= cases; number++)
            new Playing(workflow, world ?? Support.World, dice, log, $"{number}").Play(Start.AddMinutes(dice.Next(100_000)));
        return log.Build();
    }

    private sealed class Playing(CompiledWorkflow workflow, Surroundings world, Random dice, CaseLogBuilder log, string id)
    {
        private readonly List<ArmedTimer> armed = [];
        private CaseSnapshot subject = CaseSnapshot.New(Support.Values());

        public void Play(DateTimeOffset at)
        {
            subject = CaseSnapshot.New(Support.Values((BuiltInFields.Priority, FieldValue.Of(BuiltInFields.Priorities[dice.Next(4)]))));
            Do(new Command.Happened(Roles.Customer, at, new(TriggerKind.Created)));
            for (var act = 0; act < 12 && subject.State is not null; act++)
            {
                at = at.AddMinutes(dice.Next(3) == 0 ? dice.Next(60 * 24 * 4) : dice.Next(600));
                RunTimers(at);
                Act(at);
            }
            RunTimers(End);
        }

        private void Act(DateTimeOffset at)
        {
            switch (dice.Next(7))
            {
                case 0:
                    Do(new Command.Happened(Roles.Customer, at, new(TriggerKind.CustomerReplied)));
                    break;
                case 1:
                    Do(new Command.Happened(Roles.Agent, at, new(TriggerKind.AgentReplied)));
                    break;
                case 2 when workflow.State(subject.State!)!.Phase == Phase.Resolved:
                    subject = subject with { Fields = new Dictionary<string, FieldValue>(subject.Fields) { [BuiltInFields.Satisfaction] = FieldValue.Of(4m) } };
                    Do(new Command.Happened(Roles.Customer, at, new(TriggerKind.SurveyAnswered)), Support.Values((BuiltInFields.Satisfaction, FieldValue.Of(4m))));
                    break;
                case 3:
                    Do(new Command.Edit(Roles.Agent, at, Support.Values((BuiltInFields.Priority, FieldValue.Of(BuiltInFields.Priorities[dice.Next(4)])))));
                    break;
                default:
                    var steps = workflow.Steps(subject, Roles.Agent | Roles.Customer).Where(step => step.Available).Select(step => step.Step).ToList();
                    if (steps.Count > 0 && steps[dice.Next(steps.Count)] is var step)
                        Do(new Command.Take(step.By, at, step.Key, Form(step)));
                    break;
            }
        }

        private static StepForm Form(StepDefinition step) => Support.Form(
            step.Requires.Contains(Requirements.Reply), step.Requires.Contains(Requirements.Note), step.Requires.Contains(Requirements.Assignee) ? "sasha" : null,
            [.. step.Requires.Where(key => key == "resolution").Select(key => (key, FieldValue.Of("fixed")))]);

        private void RunTimers(DateTimeOffset by)
        {
            while (armed.OrderBy(timer => timer.DueAt).FirstOrDefault() is { } next && next.DueAt <= by)
            {
                armed.Remove(next);
                Do(new Command.Fire(Roles.None, next.DueAt, next.Timer, subject.Entry));
            }
        }

        private void Do(Command command, ImmutableSortedDictionary<string, FieldValue>? given = null)
        {
            var decision = workflow.Decide(subject, command, world);
            if (given is not null && decision is not Decision.Refused)
                LogScore(command, decision, given);
            else
                log.Add(id, subject, command, decision);
            switch (decision)
            {
                case Decision.Moved moved:
                    subject = subject with { State = moved.State, Entry = moved.Entry, Fields = With(moved.Changes) };
                    armed.Clear();
                    armed.AddRange(moved.Timers);
                    break;
                case Decision.Stayed stayed:
                    subject = subject with { Fields = With(stayed.Changes) };
                    break;
            }
        }

        private void LogScore(Command command, Decision decision, ImmutableSortedDictionary<string, FieldValue> given)
        {
            var (path, to) = decision is Decision.Moved moved ? (moved.Path[0].Step, moved.State) : (null, null);
            log.Add(id, new LogEntry(command.At, CaseEventKind.SurveyAnswered) { By = command.By, From = subject.State, Step = path, To = to, Given = given });
        }

        private Dictionary<string, FieldValue> With(ImmutableSortedDictionary<string, FieldValue> changes)
        {
            var fields = new Dictionary<string, FieldValue>(subject.Fields);
            foreach (var (key, value) in changes)
                fields[key] = value;
            return fields;
        }
    }
}
