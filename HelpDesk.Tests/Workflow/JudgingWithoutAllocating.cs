using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow;

/// <summary>On values that are bound to the workflow the buttons of a page cost no memory.</summary>
public class JudgingWithoutAllocating
{
    private static readonly CompiledWorkflow Three = Compile("""
        { "workflow": "w", "name": "W",
          "fields": { "vip": { "name": "VIP", "type": "flag" }, "sum": { "name": "Sum", "type": "number" } },
          "states": { "a": { "name": "A", "phase": "open" }, "b": { "name": "B", "phase": "assigned" } },
          "steps": { "start": { "name": "S", "on": "created", "to": "a" },
            "go": { "name": "G", "by": ["agent"], "from": ["a"], "to": "b", "when": { "all": [ { "field": "priority", "atLeast": "high" }, { "field": "vip", "is": true }, { "field": "sum", "more": 10 } ] } },
            "back": { "name": "B", "on": "customer-replied", "from": ["a"], "to": "b", "when": { "field": "sum", "more": 10 } } } }
        """);

    private static CaseSnapshot Bound(bool vip, decimal sum)
    {
        var loose = In("a", ("priority", Of("urgent")), ("vip", FieldValue.Of(vip)), ("sum", FieldValue.Of(sum)), ("gone", Of("x")));
        return loose with { Fields = Three.Bind(loose.Fields) };
    }

    [Fact]
    public void It_says_what_a_decision_says()
    {
        Assert.True(Three.CanTake(Bound(true, 11), Roles.Agent, "go"));
        Assert.False(Three.CanTake(Bound(true, 11), Roles.Customer, "go"));
        Assert.False(Three.CanTake(Bound(false, 11), Roles.Agent, "go"));
        Assert.False(Three.CanTake(Bound(true, 10), Roles.Agent, "go"));
        Assert.False(Three.CanTake(Bound(true, 11) with { State = "b" }, Roles.Agent, "go"));
        Assert.False(Three.CanTake(Bound(true, 11) with { State = "gone" }, Roles.Agent, "go"));
        Assert.False(Three.CanTake(Bound(true, 11), Roles.Agent, "gone"));
        Assert.Equal("back", Three.Chosen(Bound(true, 11), new(TriggerKind.CustomerReplied))!.Key);
        Assert.Null(Three.Chosen(Bound(true, 9), new(TriggerKind.CustomerReplied)));
    }

    [Fact]
    public void Not_a_byte_is_allocated()
    {
        var subject = Bound(true, 11);
        Judge(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var yes = Judge(1000);
        var after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal((2000, 0L), (yes, after - before));

        int Judge(int times)
        {
            var yes = 0;
            for (var i = 0; i < times; i++)
                yes += (Three.CanTake(subject, Roles.Agent, "go") ? 1 : 0) + (Three.Chosen(subject, new(TriggerKind.CustomerReplied)) is null ? 0 : 1);
            return yes;
        }
    }

    [Fact]
    public void A_decision_is_at_most_512_bytes_besides_its_work()
    {
        var subject = Bound(true, 11);
        var command = new Command.Take(Roles.Agent, Monday, "go", StepForm.Empty);
        for (var i = 0; i < 1000; i++)
            Three.Decide(subject, command, World);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Three.Decide(subject, command, World);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
        Assert.InRange(each, 1, 512);
    }

    [Fact]
    public void Bound_values_read_as_the_dictionary_that_they_came_from()
    {
        var fields = Three.Bind(In("a", ("priority", Of("urgent")), ("sum", FieldValue.Of(3m)), ("gone", Of("x"))).Fields);
        Assert.Equal(["priority", "sum"], fields.Keys.Order());
        Assert.Equal((2, true, false, false), (fields.Count, fields.ContainsKey("sum"), fields.ContainsKey("gone"), fields.ContainsKey("vip")));
        Assert.True(fields["vip"].IsEmpty);
        Assert.Same(fields, Three.Bind(fields));
        Assert.NotSame(fields, Shipped.Bind(fields));
    }
}
