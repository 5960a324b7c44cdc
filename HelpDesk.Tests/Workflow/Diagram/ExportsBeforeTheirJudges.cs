using System.Xml.Linq;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Diagram;

public class ExportsBeforeTheirJudges
{
    private static readonly WorkflowDefinition[] Drafts = [StandardWorkflow.Read(), .. Enumerable.Range(0, 250).Select(seed => RandomDrafts.One(seed, 1 + seed * 7 % 30, seed * 3 % 60))];

    [Fact]
    public void Graphviz_lays_out_every_state_and_step_of_the_standard_workflow_and_of_250_drafts()
    {
        var graphs = Judges.Dot(Drafts);
        Assert.Equal(Drafts.Length, graphs.Count);
        Assert.All(Drafts.Zip(graphs), pair => SameShape(pair.First, pair.Second));
    }

    [Fact]
    public void Mermaids_own_parser_reads_every_state_and_step_of_the_standard_workflow_and_of_250_drafts()
    {
        var graphs = Judges.Mermaid(Drafts);
        Assert.Equal(Drafts.Length, graphs.Count);
        Assert.All(Drafts.Zip(graphs), pair => SameShape(pair.First, pair.Second));
    }

    [Fact]
    public void Graphviz_draws_every_hostile_name_as_nothing_but_its_words()
    {
        var drawn = Judges.DotDrawn(HostileNames.All.Select(HostileNames.Workflow));
        Assert.Equal(HostileNames.All.Length, drawn.Count);
        Assert.Empty(HostileNames.All.Zip(drawn, Complaint).OfType<string>());

        static string? Complaint(string name, XElement svg)
        {
            var texts = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value.Replace('\u00A0', ' ')).ToArray();
            var parts = svg.Descendants().Select(element => element.Name.LocalName).Except(["g", "title", "polygon", "path", "text", "ellipse", "polyline"]).ToArray();
            return parts.Length == 0 && HostileNames.Shown(name).All(texts.Contains) ? null : $"{name} is drawn as {string.Join(" | ", texts)} with {string.Join(", ", parts)}";
        }
    }

    [Fact]
    public void Mermaid_reads_every_hostile_name_as_nothing_but_its_words()
    {
        var graphs = Judges.Mermaid(HostileNames.All.Select(HostileNames.Workflow));
        Assert.Equal(HostileNames.All.Length, graphs.Count);
        Assert.Empty(HostileNames.All.Zip(graphs, Complaint).OfType<string>());

        static string? Complaint(string name, JudgedGraph graph)
        {
            if (graph.Wrong is { } wrong)
                return $"{name} is refused: {wrong}";
            var ids = graph.Nodes.Select(node => node.Id).ToArray();
            var texts = graph.Nodes.Select(node => node.Text).Concat(graph.Lines.Select(line => line.Text)).ToArray();
            return ids is ["start", "s_one", "s_two"] && graph.Lines.Count == 3 && HostileNames.Shown(name).All(texts.Contains) ? null : $"{name} is read as {string.Join(" | ", texts)}";
        }
    }

    [Fact]
    public void Steps_that_stay_in_a_state_are_one_line_with_the_words_of_all()
    {
        var standard = Judges.Mermaid([StandardWorkflow.Read()])[0];
        Assert.Equal(["Reassign, Escalate"], standard.Lines.Where(line => line is { From: "s_assigned", To: "s_assigned" }).Select(line => line.Text));
        Assert.Contains(new JudgedLine("s_pending", "s_resolved", "Resolve unanswered (after 7 d)"), standard.Lines);
    }

    [Fact]
    public void The_judges_refuse_a_text_that_is_broken()
    {
        Assert.NotNull(Assert.Single(Judges.MermaidOf(["flowchart TD\n  a -->\n"])).Wrong);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Judges.DotOf("digraph { a -> }"));
    }

    private static void SameShape(WorkflowDefinition definition, JudgedGraph graph)
    {
        Assert.Null(graph.Wrong);
        Assert.Equal(definition.States.Select(state => Id(state.Key)).Append("start").Order(StringComparer.Ordinal), graph.Nodes.Select(node => node.Id).Distinct().Order(StringComparer.Ordinal));
        var expected = definition.Steps.SelectMany(step => Sources(step, definition).Select(from => (from, step.To is null ? from : Id(step.To)))).ToArray().AsEnumerable();
        // What stays in a state is one line.
        expected = expected.Where(line => line.from != line.Item2).Concat(expected.Where(line => line.from == line.Item2).Distinct());
        Assert.Equal(expected.Order(), graph.Lines.Select(line => (line.From, line.To)).Order());
    }

    private static IEnumerable<string> Sources(StepDefinition step, WorkflowDefinition definition) => step.From is Source.Nowhere
        ? ["start"]
        : definition.States.Where(step.From.Includes).Select(state => Id(state.Key));

    private static string Id(string key) => "s_" + key.Replace('-', '_');
}
