using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Diagram;

public class APictureOfAnyDraft
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 50)];

    [Theory, MemberData(nameof(Seeds))]
    public void Nothing_lies_on_anything_else(int seed)
    {
        var picture = new DrawnPicture(RandomDrafts.One(seed, 1 + seed * 7 % 30, seed * 3 % 60));
        var areas = picture.Boxes.Concat(picture.Labels).ToArray();
        for (var one = 0; one < areas.Length; one++)
            for (var other = one + 1; other < areas.Length; other++)
                Assert.False(areas[one].Overlaps(areas[other]), $"{areas[one]} lies on {areas[other]}.");
        Assert.All(areas, area => Assert.True(area.Left >= 0 && area.Top >= 0 && area.Right <= (int)picture.Root.Attribute("width")! && area.Bottom <= (int)picture.Root.Attribute("height")!));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void No_line_runs_through_a_state_or_a_label(int seed)
    {
        var picture = new DrawnPicture(RandomDrafts.One(seed, 1 + seed * 7 % 30, seed * 3 % 60));
        var areas = picture.Boxes.Concat(picture.Labels).ToArray();
        foreach (var point in picture.PointsOnLines())
            Assert.DoesNotContain(areas, area => area.Holds(point));
    }

    [Fact]
    public void Every_state_and_step_of_it_is_there()
    {
        var draft = RandomDrafts.One(7, 30, 60);
        var picture = new DrawnPicture(draft);
        Assert.Equal(30, picture.Boxes.Count);
        var steps = picture.With("wf-step").Select(step => (string?)step.Attribute("data-step")).ToHashSet();
        Assert.All(draft.Steps.Where(step => step.From is not Source.InPhase), step => Assert.Contains(step.Key, steps));
    }

    [Fact]
    public void Every_and_a_phase_stand_for_their_states()
    {
        var picture = new DrawnPicture(SupportByHand.Definition with
        {
            Steps = [SupportByHand.Step("drop", "Drop", new Source.Every(), "closed"), SupportByHand.Step("wake", "Wake", new Source.InPhase(Phase.Pending), "open")],
        });
        Assert.Equal(["Drop, from Open, Assigned, Pending, Resolved to Closed, by hand: Agent, Manager"], picture.With("wf-step").Where(step => (string?)step.Attribute("data-step") == "drop").Select(DrawnPicture.Spoken));
        Assert.Contains("Wake to Open", DrawnPicture.Spoken(picture.State("pending")));
    }

    [Fact]
    public void A_step_to_a_state_that_does_not_exist_is_left_out() => Assert.Empty(new DrawnPicture(SupportByHand.Definition with
    {
        Steps = [SupportByHand.Step("lost", "Lost", SupportByHand.From("open", "nowhere"), "nowhere")],
    }).With("wf-step"));

    [Fact]
    public void A_workflow_without_states_is_an_empty_picture() => Assert.Empty(new DrawnPicture(SupportByHand.Definition with { States = [], Steps = [] }).Boxes);
}
