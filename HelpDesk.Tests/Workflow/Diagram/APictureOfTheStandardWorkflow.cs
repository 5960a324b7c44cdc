using System.Xml.Linq;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Diagram;

public class APictureOfTheStandardWorkflow
{
    private readonly DrawnPicture picture = new(SupportByHand.Definition, new("en", new Dictionary<string, int> { ["pending"] = 12 }, Here: "pending"));

    [Fact]
    public void It_names_every_state_and_every_step()
    {
        Assert.Equal(["Open", "Assigned", "Pending", "Resolved", "Closed"], picture.With("wf-name").Select(name => name.Value));
        var steps = picture.With("wf-step").Select(step => (string?)step.Attribute("data-step")).ToHashSet();
        Assert.All(SupportByHand.Definition.Steps, step => Assert.Contains(step.Key, steps));
        var labels = picture.With("wf-label").Select(label => label.Value).ToHashSet();
        Assert.All(SupportByHand.Definition.Steps, step => Assert.Contains(step.Name.ToString(), labels));
    }

    [Fact]
    public void It_says_aloud_what_a_state_is_and_what_leads_out_of_it() => Assert.Equal(
        "Pending, phase Pending, 12 live, The case is here; steps out: Answer to Assigned, Resolve to Resolved, Resolve unanswered to Resolved, I no longer need this to Closed; steps that stay: Reassign; timers: 2 d: Remind ×2, 7 d: Resolve unanswered",
        DrawnPicture.Spoken(picture.State("pending")));

    [Fact]
    public void It_has_a_title_and_a_description()
    {
        var ids = picture.Root.Elements().Where(part => part.Attribute("id") is not null).ToDictionary(part => part.Attribute("id")!.Value, part => part.Value);
        Assert.Equal("Workflow Support", ids[(string)picture.Root.Attribute("aria-labelledby")!]);
        Assert.Equal("States: 5. Steps: 11. Starts in: Open. Ends in: Closed.", ids[(string)picture.Root.Attribute("aria-describedby")!]);
    }

    [Fact]
    public void Its_states_and_steps_can_be_focused_and_none_stands_within_another()
    {
        var stops = picture.Root.Descendants().Where(element => element.Attribute("tabindex") is not null).ToArray();
        Assert.Equal(picture.With("wf-state").Count() + picture.With("wf-step").Count() + 1, stops.Length);
        Assert.All(stops, stop => Assert.NotEmpty(DrawnPicture.Spoken(stop)));
        Assert.All(stops, stop => Assert.DoesNotContain(stop.Ancestors(), above => above.Attribute("tabindex") is not null));
    }

    [Fact]
    public void It_shows_how_many_cases_stand_in_a_state_and_where_this_one_does()
    {
        Assert.Equal("12 live", Assert.Single(picture.With("wf-count")).Value);
        Assert.Equal("pending", (string?)Assert.Single(picture.With("wf-here")).Attribute("data-state"));
        Assert.Equal("The case is here", Assert.Single(picture.With("wf-phase-name")).Value);
    }

    [Fact]
    public void It_tells_steps_of_the_system_by_dashes_and_by_words()
    {
        Assert.All(picture.With("wf-bundle"), bundle =>
            Assert.Equal(((string)bundle.Attribute("class")!).Contains("wf-by-system"), bundle.Elements().First().Attribute("stroke-dasharray") is not null));
        Assert.Contains("after 7 d", picture.With("wf-cue").Select(cue => cue.Value));
        Assert.Contains("survey answered, after 5 d", picture.With("wf-cue").Select(cue => cue.Value));
    }

    [Fact]
    public void It_bundles_steps_between_the_same_two_states_into_one_line()
    {
        var both = picture.With("wf-bundle").Single(bundle => bundle.Value.Contains("Resolve unanswered"));
        Assert.Equal(["resolve", "resolve-unanswered"], both.Elements().Select(part => (string?)part.Attribute("data-step")).OfType<string>());
    }

    [Fact]
    public void It_runs_the_lines_of_a_step_from_many_states_together_to_one_label()
    {
        var together = picture.With("wf-bundle").Single(bundle => bundle.Value.Contains("I no longer need this"));
        Assert.Equal("I no longer need this, from Open, Assigned, Pending to Closed, by hand: Customer", DrawnPicture.Spoken(together.Elements().Single(part => part.Attribute("data-step") is not null)));
        // A piece from each state, and the line that they share, from where each runs into it.
        Assert.Equal(3 + 3, together.Elements().Count(part => (string?)part.Attribute("class") == "wf-line"));
        Assert.Single(together.Elements(), part => (string?)part.Attribute("class") == "wf-arrow");
    }

    [Fact]
    public void It_marks_the_start_and_draws_a_closed_state_with_a_double_border()
    {
        Assert.Single(picture.With("wf-start"));
        Assert.Same(picture.State("closed"), Assert.Single(picture.With("wf-box-inner")).Parent);
    }

    [Fact]
    public void It_is_allowed_by_a_policy_without_inline_styles_and_scripts()
    {
        Assert.DoesNotContain(picture.Root.DescendantsAndSelf(), element => element.Name.LocalName is "style" or "script" or "foreignObject" or "a");
        Assert.DoesNotContain(picture.Root.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName == "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_the_same_each_time() => Assert.Equal(picture.Svg, WorkflowPicture.Svg(SupportByHand.Definition, new("en", new Dictionary<string, int> { ["pending"] = 12 }, Here: "pending")));

    [Fact]
    public void It_speaks_the_readers_language()
    {
        var german = new DrawnPicture(SupportByHand.Definition, new("de", new Dictionary<string, int> { ["open"] = 3 }, count => $"{count} Fälle", Words: new() { Title = "Ablauf {0}", Days = "{0} T" }));
        Assert.Equal("Ablauf Support", german.Root.Elements().First().Value);
        Assert.Equal("3 Fälle", Assert.Single(german.With("wf-count")).Value);
        Assert.Contains("2 T: Remind ×2", DrawnPicture.Spoken(german.State("pending")));
    }
}
