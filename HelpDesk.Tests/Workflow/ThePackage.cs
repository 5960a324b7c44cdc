using System.Collections.Immutable;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using PublicApiGenerator;
using Xunit;

namespace HelpDesk.Tests.Workflow;

/// <summary>What others get who take the core as a library.</summary>
public class ThePackage
{
    private static readonly string Folder = Path.Combine(Sources.Root, "HelpDesk.Workflow");

    /// <summary>Its public API changes only on purpose: HELPDESK_ACCEPT=1 writes the list anew, and the diff is read.</summary>
    [Fact]
    public void Its_public_api_is_the_one_that_is_written_down()
    {
        var path = Path.Combine(Folder, "PublicApi.txt");
        var api = typeof(CompiledWorkflow).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("HELPDESK_ACCEPT") == "1")
            File.WriteAllText(path, api);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), api);
    }

    /// <summary>The lines between the marks stand in the README, and do what it says.</summary>
    [Fact]
    public void The_example_of_its_readme_runs()
    {
        // <readme>
        var (definition, faults) = DefinitionReader.Read("""
            { "workflow": "loan", "name": "Loan",
              "fields": { "sum": { "name": "Sum", "type": "number", "setBy": ["customer", "agent"] } },
              "states": {
                "asked":  { "name": "Asked",  "phase": "open" },
                "lent":   { "name": "Lent",   "phase": "resolved", "timers": { "over": { "after": "4w", "step": "end" } } },
                "closed": { "name": "Closed", "phase": "closed" } },
              "steps": {
                "ask":    { "name": "Ask",    "on": "created", "to": "asked" },
                "lend":   { "name": "Lend",   "from": ["asked"], "to": "lent",   "by": ["agent"], "requires": ["reply"], "when": { "field": "sum", "atMost": 100 } },
                "refuse": { "name": "Refuse", "from": ["asked"], "to": "closed", "by": ["agent"], "requires": ["reply"] },
                "again":  { "name": "Again",  "from": ["lent"],  "to": "asked",  "on": "customer-replied" },
                "end":    { "name": "End",    "from": ["lent"],  "to": "closed", "on": "timer" } } }
            """);

        var workflow = CompiledWorkflow.Compile(definition!);
        var asked = new CaseSnapshot("asked", 1, new Dictionary<string, FieldValue> { ["sum"] = FieldValue.Of(80m) });
        var reply = new StepForm(HasReply: true, HasNote: false, Assignee: null, StepForm.Empty.Fields);
        var lend = new Command.Take(Roles.Agent, DateTimeOffset.UtcNow, "lend", reply);
        var world = new Surroundings(ImmutableDictionary<string, WorkingCalendar>.Empty);

        var decision = workflow.Decide(asked, lend, world);
        // Moved to lent, with the timer "over" in four weeks. With a sum of 200: Refused, "Only when: Sum is at most 100."

        var findings = Proof.Of(definition!);
        // None. Take "end" away and the proof says: From “Lent” agents and time alone never come to a closed state.
        // </readme>
        Assert.Empty(faults);
        Assert.Empty(findings);
        var moved = decision.Moved();
        Assert.Equal(("lent", "over", lend.At.AddDays(28)), (moved.State, moved.Timers[0].Timer, moved.Timers[0].DueAt));
        var tooMuch = asked with { Fields = new Dictionary<string, FieldValue> { ["sum"] = FieldValue.Of(200m) } };
        Assert.Equal("Only when: Sum is at most 100.", workflow.Decide(tooMuch, lend, world).RefusedOnce().ToString());
        var endless = definition! with { Steps = definition.Steps.RemoveAll(step => step.Key == "end"), States = [.. definition.States.Select(state => state with { Timers = [] })] };
        Assert.Contains(Proof.Of(endless), finding => finding.Message.StartsWith("From “Lent” agents and time alone never come to a closed state", StringComparison.Ordinal));
        Assert.Equal(Lines(File.ReadAllText(Path.Combine(Folder, "README.md")), "```csharp", "```"), Lines(File.ReadAllText(Path.Combine(Sources.Tests, "Workflow", "ThePackage.cs")), "// <readme>", "// </readme>"));
    }

    private static string[] Lines(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        var block = text[start..text.IndexOf(to, start, StringComparison.Ordinal)].Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => line.Length == 0).ToList();
        var indent = block.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return [.. block.Select(line => line.Length > indent ? line[indent..] : "").Reverse().SkipWhile(line => line.Length == 0).Reverse()];
    }
}
