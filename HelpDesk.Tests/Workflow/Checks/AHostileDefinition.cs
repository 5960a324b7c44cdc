using HelpDesk.Workflow;
using Xunit;
using static HelpDesk.Tests.Workflow.Support;

namespace HelpDesk.Tests.Workflow.Checks;

/// <summary>What is too hard to decide is left open, and costs no more for it.</summary>
public class AHostileDefinition
{
    [Fact]
    public void A_field_with_more_cuts_than_a_mask_has_bits_is_judged_by_no_check()
    {
        var steps = string.Join(", ", Enumerable.Range(0, 40).Select(at =>
            $$"""  "s{{at}}": { "name": "S", "on": "customer-replied", "from": ["open"], "when": { "field": "sum", "is": {{at}} } }"""));
        var findings = Proof.Of(Compile($$"""
            { "workflow": "w", "name": "W", "fields": { "sum": { "name": "Sum", "type": "number" } },
              "states": { "open": { "name": "Open", "phase": "open" } },
              "steps": { "start": { "name": "Start", "on": "created", "to": "open" }, {{steps}} } }
            """).Definition);
        Assert.Equal(40, findings.Count(finding => finding.Code == "condition-too-large"));
        Assert.DoesNotContain(findings, finding => finding.Code is "ambiguous" or "guard-never-true" or "shadowed");
    }
}
