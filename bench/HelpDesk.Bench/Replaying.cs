using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using HelpDesk.Workflow;

namespace HelpDesk.Bench;

/// <summary>A million logged events of the standard workflow, replayed on it.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class Replaying
{
    private static readonly DateTimeOffset Start = new(2030, 1, 7, 8, 0, 0, TimeSpan.Zero);

    private readonly CompiledWorkflow workflow = CompiledWorkflow.Compile(StandardWorkflow.Read());
    private readonly Surroundings world = new(ImmutableDictionary<string, WorkingCalendar>.Empty.Add("business", WorkingCalendar.Business(TimeZoneInfo.Utc)));
    private CaseLog log = CaseLog.Empty;

    /// <summary>Each case is filed, assigned, asked, reminded, answered, resolved, asked for a rating and closed by time: eight events.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var simulator = new Simulator(workflow, world);
        var builder = new CaseLogBuilder();
        for (var number = 0; number < 125_000; number++)
            Play(simulator, builder, $"{number}", Start.AddMinutes(number));
        log = builder.Build();
        Console.WriteLine($"// {log.Events.Length} events");
        // What is timed must be the way that holds.
        if (Replay() != log.Cases.Length)
            throw new InvalidOperationException("Some case does not come out the same on its own version.");
    }

    [Benchmark]
    public int Replay() => HelpDesk.Workflow.Replay.Of(log, workflow, workflow, world, Start.AddYears(1)).Count(ReplayOutcome.Same);

    private static void Play(Simulator simulator, CaseLogBuilder builder, string id, DateTimeOffset at)
    {
        var priority = ImmutableSortedDictionary.Create<string, FieldValue>(StringComparer.Ordinal).Add("priority", FieldValue.Of("normal"));
        var (one, before) = (SimulatedCase.New(at, priority), 0);
        foreach (var command in Story(at))
        {
            one = simulator.Advance(one, command.At);
            one = simulator.Do(one, command);
        }
        one = simulator.Advance(one, at.AddDays(60));
        var standing = CaseSnapshot.New(priority);
        foreach (var act in one.Played)
        {
            builder.Add(id, standing with { State = before++ == 0 ? null : act.State }, act.Command, act.Decision);
        }
    }

    private static IEnumerable<Command> Story(DateTimeOffset at)
    {
        var empty = StepForm.Empty.Fields;
        yield return new Command.Happened(Roles.Customer, at, new(TriggerKind.Created));
        yield return new Command.Take(Roles.Agent, at.AddMinutes(20), "assign", new(false, false, "sasha", empty));
        yield return new Command.Take(Roles.Agent, at.AddMinutes(50), "ask", new(true, false, null, empty));
        yield return new Command.Happened(Roles.Customer, at.AddDays(3), new(TriggerKind.CustomerReplied));
        yield return new Command.Take(Roles.Agent, at.AddDays(3).AddHours(2), "resolve", new(true, false, null, empty.Add("resolution", FieldValue.Of("fixed"))));
    }
}
