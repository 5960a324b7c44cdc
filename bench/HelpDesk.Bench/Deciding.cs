using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using HelpDesk.Workflow;
using Stateless;

namespace HelpDesk.Bench;

/// <summary>One step with a role, a condition of three parts and its edge: ours against Stateless.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class Deciding
{
    private const string Json = """
        { "workflow": "w", "name": "W",
          "fields": { "vip": { "name": "VIP", "type": "flag" }, "size": { "name": "Size", "type": "choice", "choices": ["s", "m", "l"] } },
          "states": { "a": { "name": "A", "phase": "open" }, "b": { "name": "B", "phase": "assigned" } },
          "steps": { "start": { "name": "S", "on": "created", "to": "a" },
            "go": { "name": "G", "by": ["agent"], "from": ["a"], "to": "b", "when": { "all": [ { "field": "priority", "atLeast": "high" }, { "field": "vip", "is": true }, { "field": "size", "in": ["m", "l"] } ] } },
            "back": { "name": "B", "on": "customer-replied", "from": ["b"], "to": "a", "when": { "all": [ { "field": "priority", "atLeast": "high" }, { "field": "vip", "is": true }, { "field": "size", "in": ["m", "l"] } ] } } } }
        """;

    private readonly CompiledWorkflow workflow = CompiledWorkflow.Compile(DefinitionReader.Read(Json).Definition!);
    private readonly Surroundings world = new(ImmutableDictionary<string, WorkingCalendar>.Empty);
    private readonly Command.Take take = new(Roles.Agent, DateTimeOffset.UnixEpoch, "go", StepForm.Empty);
    private readonly StateMachine<string, string> machine;
    private readonly CaseSnapshot subject;
    private CaseSnapshot[] queue = [];
    private string state = "a";
    private readonly string priority = "urgent";
    private readonly string size = "l";
    private readonly bool vip = true;
    private readonly Roles by = Roles.Agent;

    public Deciding()
    {
        subject = new("a", 1, workflow.Bind(new Dictionary<string, FieldValue> { ["priority"] = FieldValue.Of("urgent"), ["vip"] = FieldValue.Of(true), ["size"] = FieldValue.Of("l") }));
        machine = new(() => state, next => state = next);
        machine.Configure("a").PermitIf("go", "b", () => (by & Roles.Agent) != 0 && priority is "high" or "urgent" && vip && size is "m" or "l");
        machine.Configure("b").PermitIf("back", "a", () => (by & Roles.Agent) != 0 && priority is "high" or "urgent" && vip && size is "m" or "l");
    }

    [GlobalSetup]
    public void Fill() => queue = [.. Enumerable.Range(0, 50).Select(_ => subject)];

    [Benchmark(Description = "role, three-part condition, edge")]
    public bool CanTake() => workflow.CanTake(subject, Roles.Agent, "go");

    [Benchmark(Baseline = true, Description = "Stateless: CanFire")]
    public bool StatelessCanFire() => machine.CanFire("go");

    [Benchmark(Description = "decide")]
    public Decision Decide() => workflow.Decide(subject, take, world);

    [Benchmark(Description = "Stateless: Fire, there and back", OperationsPerInvoke = 2)]
    public string StatelessFire()
    {
        machine.Fire("go");
        machine.Fire("back");
        return state;
    }

    [Benchmark(Description = "all buttons of 50 rows")]
    public int Buttons()
    {
        var offered = 0;
        foreach (var row in queue)
            offered += workflow.Steps(row, Roles.Agent).Length;
        return offered;
    }
}
