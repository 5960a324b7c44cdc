using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow.Checks;

public class ProvingDefinitions
{
    private static Finding Only(string code, string json, Stock? stock = null) =>
        Assert.Single(Proof.Of(Compile(json).Definition, stock), finding => finding.Code == code);

    [Fact]
    public void The_shipped_workflow_comes_out_without_a_finding() => Assert.Empty(Proof.Of(StandardWorkflow.Read()));

    [Fact]
    public void A_way_around_an_approval_is_given_step_by_step()
    {
        var bypass = Only("approval-bypass", """
            { "workflow": "w", "name": "W", "letters": ["l"], "approvals": { "refund": { "by": "manager", "protects": ["paid"] } },
              "fields": { "small": { "name": "Small", "type": "flag", "setBy": ["agent"] } },
              "states": { "open": { "name": "O", "phase": "open" }, "wait": { "name": "W", "phase": "onHold" }, "paid": { "name": "P", "phase": "closed" } },
              "steps": { "start": { "name": "S", "on": "created", "to": "open" },
                "ask": { "name": "A", "by": ["agent"], "from": ["open"], "to": "wait", "effects": [ { "approval": "refund" } ] },
                "yes": { "name": "Y", "on": { "approval-granted": "refund" }, "from": ["wait"], "to": "paid", "effects": [ { "mail": "l", "to": "customer" } ] },
                "no": { "name": "N", "on": { "approval-denied": "refund" }, "from": ["wait"], "to": "open" },
                "just-pay": { "name": "Just pay", "by": ["agent"], "from": ["open"], "to": "paid", "requires": ["reply"], "when": { "field": "small", "is": true } } } }
            """);
        Assert.Equal(["start", "ask", "no", "just-pay"], bypass.Path);
        Assert.Equal(Severity.Error, bypass.Severity);
    }

    [Fact]
    public void A_trap_that_depends_on_values_names_them_and_the_way_there()
    {
        const string json = """
            { "workflow": "w", "name": "W", "fields": { "lane": { "name": "Lane", "type": "choice", "choices": ["fast", "slow"] } },
              "states": { "open": { "name": "O", "phase": "open" }, "work": { "name": "W", "phase": "onHold" }, "done": { "name": "D", "phase": "closed" } },
              "steps": { "start": { "name": "S", "on": "created", "to": "open" },
                "fast": { "name": "F", "by": ["agent"], "from": ["open"], "to": "work", "effects": [ { "set": { "lane": "fast" } } ] },
                "slow": { "name": "S", "by": ["agent"], "from": ["open"], "to": "work", "effects": [ { "set": { "lane": "slow" } } ] },
                "end": { "name": "E", "by": ["agent"], "from": ["work"], "to": "done", "requires": ["reply"], "when": { "field": "lane", "is": "fast" } } } }
            """;
        var trap = Only("trap", json);
        Assert.Equal(["start", "slow"], trap.Path);
        Assert.Equal("in work: lane slow", trap.Witness!.ToString());
        Assert.DoesNotContain(Compile(json).Steps(trap.Witness.Case, Roles.Agent | Roles.Manager | Roles.Customer), step => step.Available);
    }

    [Fact]
    public void A_witness_of_two_steps_is_a_case_to_which_both_apply()
    {
        const string json = """
            { "workflow": "w", "name": "W", "fields": { "sum": { "name": "Sum", "type": "number", "setBy": ["agent"] } },
              "states": { "open": { "name": "O", "phase": "open" }, "a": { "name": "A", "phase": "closed" }, "b": { "name": "B", "phase": "closed" } },
              "steps": { "start": { "name": "S", "on": "created", "to": "open" },
                "one": { "name": "One", "on": "customer-replied", "from": ["open"], "to": "a", "when": { "field": "sum", "atLeast": 10 } },
                "two": { "name": "Two", "on": "customer-replied", "from": ["open"], "to": "b", "when": { "field": "sum", "less": 20 } },
                "end": { "name": "End", "by": ["agent"], "from": ["open"], "to": "a", "requires": ["reply"] } } }
            """;
        var witness = Only("ambiguous", json).Witness!;
        Assert.InRange(witness.Fields["sum"].Number!.Value, 10m, 19.99m);
        Assert.Equal("one", Compile(json).Chosen(witness.Case, new(TriggerKind.CustomerReplied))!.Key);
        Assert.Equal("two", Compile(json.Replace("\"atLeast\": 10", "\"atLeast\": 9999", StringComparison.Ordinal)).Chosen(witness.Case, new(TriggerKind.CustomerReplied))!.Key);
    }

    [Fact]
    public void What_the_product_does_not_have_is_named()
    {
        var none = new Stock([], [], [], [], []);
        var codes = Proof.Of(StandardWorkflow.Read(), none).Select(finding => (finding.Code, finding.Place)).ToList();
        Assert.Contains(("no-letter", "$.letters[0]"), codes);
        Assert.Contains(("no-survey", "$.surveys[0]"), codes);
        Assert.Contains(("no-calendar", "$.calendars[0]"), codes);
        Assert.Equal(10, codes.Count);
    }

    [Fact]
    public void Errors_come_before_warnings_and_each_in_the_order_of_the_file()
    {
        var findings = Proof.Of(Drafts.RandomDefinitions.Sized(3, 12, 40));
        Assert.Equal(findings.Select(finding => finding.Severity).Order(), findings.Select(finding => finding.Severity));
        Assert.True(findings.Length > 5);
    }

    [Fact]
    public void A_condition_that_is_too_large_is_said_to_be_and_nothing_more_is_claimed()
    {
        var parts = string.Join(", ", Enumerable.Range(0, 9).Select(at => $$"""{ "any": [ { "field": "f{{at}}", "is": "a" }, { "field": "g{{at}}", "is": "a" } ] }"""));
        var fields = string.Join(", ", Enumerable.Range(0, 9).SelectMany(at => new[] { $"f{at}", $"g{at}" }).Select(key => $$""" "{{key}}": { "name": "F", "type": "choice", "choices": ["a", "b"], "setBy": ["agent"] }"""));
        var findings = Proof.Of(Compile($$"""
            { "workflow": "w", "name": "W", "fields": { {{fields}} }, "states": { "open": { "name": "O", "phase": "open" }, "end": { "name": "E", "phase": "closed" } },
              "steps": { "start": { "name": "S", "on": "created", "to": "open" }, "end": { "name": "E", "by": ["agent"], "from": ["open"], "to": "end", "requires": ["reply"], "when": { "all": [ {{parts}} ] } } } }
            """).Definition);
        Assert.Equal(["condition-too-large"], findings.Select(finding => finding.Code));
    }

    /// <summary>Sixty steps of two hundred alternatives each on one happening: whoever writes it gets warnings, and an answer.</summary>
    [Fact]
    public async Task Conditions_without_end_are_cut_short_and_said_to_be()
    {
        var dice = new Random(5);
        var fields = string.Join(", ", Enumerable.Range(0, 40).Select(at => $$""" "f{{at}}": { "name": "F", "type": "flag", "setBy": ["agent"] }"""));
        var steps = string.Join(", ", Enumerable.Range(0, 60).Select(step => $$""" "t{{step}}": { "name": "T", "on": "customer-replied", "from": ["open"], "to": "open", "order": {{step}}, "when": { "any": [ {{string.Join(", ", Enumerable.Range(0, 66).Select(_ => Cube()))}} ] } }"""));
        var definition = Compile($$"""
            { "workflow": "w", "name": "W", "fields": { {{fields}} }, "states": { "open": { "name": "O", "phase": "open" }, "end": { "name": "E", "phase": "closed" } },
              "steps": { "start": { "name": "S", "on": "created", "to": "open" }, "end": { "name": "E", "by": ["agent"], "from": ["open"], "to": "end", "requires": ["reply"] }, {{steps}} } }
            """).Definition;
        var findings = await Task.Run(() => Proof.Of(definition), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains(findings, finding => finding.Code == "condition-too-large");

        string Cube() => $$"""{ "all": [ {{string.Join(", ", Enumerable.Range(0, 3).Select(_ => $$"""{ "field": "f{{dice.Next(40)}}", "is": {{(dice.Next(2) == 0 ? "true" : "false")}} }"""))}} ] }""";
    }
}
