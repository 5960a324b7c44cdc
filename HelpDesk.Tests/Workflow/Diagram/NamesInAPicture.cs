using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Diagram;

public class NamesInAPicture
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"/><a onclick='x'>&amp;&lt;")]
    [InlineData("]]><style>*{}</style>")]
    public void Markup_in_a_name_stays_text(string name)
    {
        var picture = Named(name, name);
        Assert.DoesNotContain(picture.Root.Descendants(), element => element.Name.LocalName is "script" or "a" or "style");
        Assert.Contains(name, DrawnPicture.Spoken(picture.With("wf-state").First()));
    }

    [Fact]
    public void What_xml_cannot_hold_is_dropped() =>
        Assert.Equal("ab c", Named("a\0\u0008b\uD800\n\uFFFFc", "x").With("wf-name").First().Value);

    [Fact]
    public void A_long_name_is_cut_and_told_in_full()
    {
        var name = string.Concat(Enumerable.Repeat("Ünïcode 🎈 ", 18)).Trim();
        var text = Named(name, name).With("wf-name").First();
        Assert.Equal(name, text.Elements().Single().Value);
        Assert.EndsWith("…", text.LastNode!.ToString());
        Assert.True(text.LastNode.ToString().Length < 40);
    }

    [Fact]
    public void Braces_in_a_name_are_no_placeholders() =>
        Assert.StartsWith("{0} {1}, phase Open", DrawnPicture.Spoken(Named("{0} {1}", "{2}").With("wf-state").First()));

    private static DrawnPicture Named(string state, string step) => new(SupportByHand.Workflow(state,
        [SupportByHand.State("one", state, Phase.Open), SupportByHand.State("two", state + "2", Phase.Closed)],
        [SupportByHand.Step("go", step, SupportByHand.From("one"), "two"), SupportByHand.Step("stay", step, SupportByHand.From("one"), null)]));
}
