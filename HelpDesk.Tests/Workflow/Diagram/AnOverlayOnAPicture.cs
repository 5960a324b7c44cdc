using System.Collections.Immutable;
using System.Xml.Linq;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Diagram;

public class AnOverlayOnAPicture
{
    private static readonly PictureMark Warm = new() { Badge = "12", Weight = 0.5, Classes = ["slow", "wf-x-1"], Title = "Half of the month's cases." };

    [Fact]
    public void A_state_gets_classes_a_badge_a_width_and_a_sentence()
    {
        var state = Drawn(new() { States = Marks("pending", Warm) }).State("pending");
        Assert.Equal("wf-state wf-phase-pending wf-heat-5 slow wf-x-1", (string?)state.Attribute("class"));
        Assert.Equal("4.5", (string?)Part(state, "wf-box").Attribute("stroke-width"));
        Assert.Equal("12", Part(state, "wf-count").Value);
        Assert.Equal("Half of the month's cases.", state.Elements().First().Value);
        Assert.StartsWith("Pending, phase Pending, 12, Half of the month's cases.; steps out:", DrawnPicture.Spoken(state));
    }

    [Fact]
    public void A_step_gets_them_with_its_line()
    {
        var picture = Drawn(new() { Steps = Marks(new PictureEdge("ask"), Warm) });
        var step = Assert.Single(Steps(picture, "ask"));
        Assert.Equal("wf-step wf-by-hand wf-heat-5 slow wf-x-1", (string?)step.Attribute("class"));
        Assert.Equal("12", Part(step, "wf-badge").Value);
        Assert.EndsWith("by hand: Agent, Manager; 12, Half of the month's cases.", DrawnPicture.Spoken(step));
        var line = Part(step.Parent!, "wf-line");
        Assert.Equal(("wf-line wf-heat-5 slow wf-x-1", "4.5"), ((string?)line.Attribute("class"), (string?)line.Attribute("stroke-width")));
    }

    [Fact]
    public void A_step_that_stays_gets_them_in_its_row() =>
        Assert.Equal("12", Part(Assert.Single(Steps(Drawn(new() { Steps = Marks(new PictureEdge("reassign", "pending"), Warm) }), "reassign"), step => DrawnPicture.Spoken(step).Contains("12")), "wf-badge").Value);

    [Fact]
    public void A_line_that_others_run_into_is_as_wide_as_the_widest_of_them()
    {
        var picture = Drawn(new()
        {
            Steps = ImmutableDictionary<PictureEdge, PictureMark>.Empty
                .Add(new("withdraw", "open"), new() { Badge = "3", Weight = 1 }).Add(new("withdraw", "pending"), new() { Badge = "4", Weight = 0 }),
        });
        var step = Assert.Single(Steps(picture, "withdraw"));
        Assert.Equal("3 + 4", Part(step, "wf-badge").Value);
        Assert.Equal(["7.5", "1.5", "1.5", "7.5", "7.5", "7.5"], step.Parent!.Elements().Where(part => DrawnPicture.Has(part, "wf-line")).Select(line => (string?)line.Attribute("stroke-width")));
    }

    [Fact]
    public void A_path_is_numbered_and_highlights_only_the_line_that_was_taken()
    {
        var picture = Drawn(new() { Path = [new("start"), new("assign"), new("ask"), new("answer"), new("ask"), new("withdraw", "pending")] });
        Assert.Equal("3, 5", Part(Assert.Single(Steps(picture, "ask")), "wf-badge").Value);
        Assert.Contains("; taken as number 3, 5", DrawnPicture.Spoken(Assert.Single(Steps(picture, "ask"))));
        Assert.Equal([false, false, true, false, false, true], Assert.Single(Steps(picture, "withdraw")).Parent!.Elements().Where(part => DrawnPicture.Has(part, "wf-line")).Select(line => DrawnPicture.Has(line, "wf-path")));
        Assert.DoesNotContain(Steps(picture, "reopen"), step => DrawnPicture.Has(step, "wf-path"));
        Assert.EndsWith("Path taken: Start, Assign, Ask the customer, Answer, Ask the customer, I no longer need this.", Description(picture));
    }

    [Fact]
    public void A_difference_is_told_by_words_and_by_more_than_a_colour()
    {
        var picture = Drawn(new()
        {
            States = Marks("pending", new PictureMark { Change = PictureChange.Changed }),
            Steps = Marks(new PictureEdge("reopen"), new PictureMark { Change = PictureChange.Removed }).Add(new("withdraw"), new() { Change = PictureChange.Added }),
        });
        Assert.Equal(["changed", "removed", "added"], new[] { picture.State("pending"), Steps(picture, "reopen").Single(), Steps(picture, "withdraw").Single() }.Select(part => part.Elements().Last(inner => DrawnPicture.Has(inner, "wf-badge") || DrawnPicture.Has(inner, "wf-count")).Value));
        Assert.Equal("line-through", (string?)Part(Steps(picture, "reopen").Single(), "wf-label").Attribute("text-decoration"));
        Assert.Contains("wf-line wf-removed", Steps(picture, "reopen").Single().Parent!.Elements().Select(part => (string?)part.Attribute("class")));
        Assert.EndsWith("added: I no longer need this. removed: Reopen. changed: Pending.", Description(picture));
    }

    [Fact]
    public void A_line_that_two_steps_share_is_not_removed_when_one_of_them_is()
    {
        var step = Assert.Single(Steps(Drawn(new() { Steps = Marks(new PictureEdge("resolve-unanswered"), new PictureMark { Change = PictureChange.Removed }) }), "resolve-unanswered"));
        Assert.True(DrawnPicture.Has(step, "wf-removed"));
        Assert.False(DrawnPicture.Has(Part(step.Parent!, "wf-line"), "wf-removed"));
    }

    [Fact]
    public void Its_title_stands_above_the_picture_and_in_the_description()
    {
        var picture = Drawn(new() { Title = "October" });
        Assert.Equal("October", Assert.Single(picture.With("wf-caption")).Value);
        Assert.Equal("States: 5. Steps: 11. Starts in: Open. Ends in: Closed. October", Description(picture));
        Assert.True(picture.Boxes.Min(box => box.Top) > new DrawnPicture(SupportByHand.Definition).Boxes.Min(box => box.Top));
    }

    [Fact]
    public void Its_words_stay_text_and_it_needs_no_style()
    {
        const string markup = "<script>alert(1)</script>\"'&";
        var picture = Drawn(new() { Title = markup, States = Marks("open", new PictureMark { Badge = markup, Title = markup }), Steps = Marks(new PictureEdge("ask"), new PictureMark { Badge = markup, Title = markup }) });
        Assert.DoesNotContain(picture.Root.DescendantsAndSelf(), element => element.Name.LocalName is "style" or "script" or "foreignObject" or "a");
        Assert.DoesNotContain(picture.Root.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName == "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Contains(markup, DrawnPicture.Spoken(picture.State("open")));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a\"onclick=\"x")]
    [InlineData("Upper")]
    [InlineData("")]
    [InlineData("<b>")]
    public void A_class_that_is_no_plain_word_is_refused(string name) => Assert.Throws<ArgumentException>(() => new PictureMark { Classes = [name] });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_weight_outside_of_0_to_1_is_refused(double weight) => Assert.Throws<ArgumentOutOfRangeException>(() => new PictureMark { Weight = weight });

    [Fact]
    public void What_the_workflow_does_not_have_is_left_out() => Assert.Equal(
        WorkflowPicture.Svg(SupportByHand.Definition, new("en")),
        WorkflowPicture.Svg(SupportByHand.Definition, new("en", Overlay: new() { States = Marks("nowhere", Warm), Steps = Marks(new PictureEdge("nothing"), Warm) })));

    [Fact]
    public void Badges_lie_on_nothing_else()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var draft = RandomDrafts.One(seed, 12, 30);
            var picture = new DrawnPicture(draft, new("en", Overlay: new()
            {
                States = draft.States.ToImmutableDictionary(state => state.Key, _ => Warm),
                Steps = draft.Steps.ToImmutableDictionary(step => new PictureEdge(step.Key), _ => Warm),
            }));
            var areas = picture.Boxes.Concat(picture.Labels).ToArray();
            Assert.All(picture.With("wf-badge").Concat(picture.With("wf-count")).Select(pill => Area.Of(pill.Elements().First())), pill => Assert.Equal(1, areas.Count(area => area.Overlaps(pill))));
        }
    }

    private static DrawnPicture Drawn(PictureOverlay overlay) => new(SupportByHand.Definition, new("en", Overlay: overlay));

    private static ImmutableDictionary<T, PictureMark> Marks<T>(T key, PictureMark mark) where T : notnull => ImmutableDictionary<T, PictureMark>.Empty.Add(key, mark);

    private static IEnumerable<XElement> Steps(DrawnPicture picture, string key) => picture.With("wf-step").Where(step => (string?)step.Attribute("data-step") == key);

    private static XElement Part(XElement of, string name) => of.Elements().First(part => DrawnPicture.Has(part, name));

    private static string Description(DrawnPicture picture) => picture.Root.Elements().Single(part => part.Name.LocalName == "desc").Value;
}
