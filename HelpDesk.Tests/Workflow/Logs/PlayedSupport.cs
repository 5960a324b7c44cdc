using HelpDesk.Workflow;

namespace HelpDesk.Tests.Workflow.Logs;

/// <summary>Plays cases of the shipped workflow at random on a virtual clock, and logs what was decided.</summary>
internal static class PlayedSupport
{
    public static CaseLog Log(int cases, int seed)
    {
        var (random, log) = (new Random(seed), new CaseLogBuilder());
        for (var i = 0; i < cases; i++)
            new Game(random, log, "T-" + (1000 + i), Support.Monday.AddMinutes(i * 37)).Play();
        return log.Build();
    }

    private sealed class Game(Random random, CaseLogBuilder log, string id, DateTimeOffset start)
    {
        private readonly string agent = random.Next(2) == 0 ? "sasha" : "tom";
        private readonly List<ArmedTimer> timers = [];
        private readonly Played played = new(Support.Shipped, CaseSnapshot.New(Support.Values(
            ("subject", Support.Of("Printer")), ("priority", Support.Of(random.Next(3) == 0 ? "urgent" : "normal")), ("customer", Support.Of("carl")))));
        private DateTimeOffset now = start;

        public void Play()
        {
            Do(new Command.Happened(Roles.Customer, now, new(TriggerKind.Created)) { Actor = "carl" });
            for (var i = 0; i < 40 && Subject.State != "closed"; i++)
                Next();
        }

        /// <summary>Somebody acts after a while, unless a timer is due before.</summary>
        private void Next()
        {
            var patience = Subject.State is "pending" or "resolved" ? 10.0 : 1.0;
            var act = now + TimeSpan.FromDays(0.01 + (random.NextDouble() * random.NextDouble() * patience));
            var due = timers.Where(timer => timer.DueAt <= act).OrderBy(timer => timer.DueAt).FirstOrDefault();
            if (due is not null)
            {
                timers.Remove(due);
                now = due.DueAt;
                Do(new Command.Fire(Roles.None, now, due.Timer, Subject.Entry));
                return;
            }
            now = act;
            if (Subject.State is "pending" or "resolved" && random.Next(3) > 0)
                Do(new Command.Happened(Roles.Customer, now, new(TriggerKind.CustomerReplied)) { Actor = "carl" });
            else if (Subject.State == "resolved" && random.Next(2) == 0)
                Do(new Command.Happened(Roles.Customer, now, new(TriggerKind.SurveyAnswered)) { Actor = "carl" });
            else
                TakeAny();
        }

        private void TakeAny()
        {
            var role = random.Next(12) == 0 ? Roles.Customer : Roles.Agent;
            var offered = Support.Shipped.Steps(Subject, role).Where(step => step.Available).ToArray();
            if (offered.Length == 0)
                return;
            var step = offered[random.Next(offered.Length)].Step;
            var form = new StepForm(
                step.Requires.Contains("reply"), step.Requires.Contains("note"), step.Requires.Contains("assignee") ? agent : null,
                step.Requires.Contains("resolution") ? Support.Values(("resolution", Support.Of("fixed"))) : Support.Values());
            Do(new Command.Take(role, now, step.Key, form) { Actor = role == Roles.Customer ? "carl" : agent });
        }

        private void Do(Command command)
        {
            var before = Subject;
            log.Add(id, before, command, played.Do(command).Last);
            if (played.Last is not Decision.Moved moved)
                return;
            timers.Clear();
            timers.AddRange(moved.Timers);
        }

        private CaseSnapshot Subject => played.Case;
    }
}
