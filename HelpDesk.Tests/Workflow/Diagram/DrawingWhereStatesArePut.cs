using System.Globalization;
using System.Xml.Linq;
using HelpDesk.Tests.Workflow.Drafts;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow.Diagram;

/// <summary>A picture whose states somebody has moved.</summary>
public sealed class DrawingWhereStatesArePut
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Each_box_is_where_it_was_put_each_arrow_ends_at_its_box_and_nothing_is_left_out()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var definition = RandomDefinitions.Realistic(seed, 3 + seed % 20, 8 + seed % 50);
            var chance = new Random(seed);
            var places = definition.States.ToDictionary(state => state.Key, _ => new PicturePoint(chance.Next(2000), chance.Next(2000)));
            var picture = XDocument.Parse(WorkflowPicture.Svg(definition, new PictureOptions("en") { Positions = places }));
            var boxes = picture.Descendants(Svg + "g").Where(part => part.Attribute("data-state") is not null).ToDictionary(part => part.Attribute("data-state")!.Value, part => part.Elements(Svg + "rect").First());
            Assert.Equal(definition.States.Length, boxes.Count);
            // Moved together, so that nothing is cut off at the left or above; each as far as the others.
            var shifts = boxes.Select(box => (X: Number(box.Value, "x") + Number(box.Value, "width") / 2 - places[box.Key].X, Y: Number(box.Value, "y") + Number(box.Value, "height") / 2 - places[box.Key].Y)).ToList();
            Assert.All(shifts, shift => Assert.InRange(Math.Abs(shift.X - shifts[0].X) + Math.Abs(shift.Y - shifts[0].Y), 0, 3));

            var (width, height) = (Number(picture.Root!, "width"), Number(picture.Root!, "height"));
            Assert.All(picture.Descendants(Svg + "rect"), box => Assert.True(Number(box, "x") >= 0 && Number(box, "y") >= 0 && Number(box, "x") + Number(box, "width") <= width && Number(box, "y") + Number(box, "height") <= height));
            foreach (var bundle in picture.Descendants(Svg + "g").Where(part => part.Attribute("class")!.Value.Contains("wf-bundle", StringComparison.Ordinal)))
            {
                var label = bundle.Elements(Svg + "g").First(part => part.Attribute("data-to") is not null);
                var tip = bundle.Elements(Svg + "path").Last().Attribute("d")!.Value[1..].Split(' ', 'l').Take(2).Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
                var to = boxes[label.Attribute("data-to")!.Value];
                Assert.InRange(tip[0], Number(to, "x") - 2, Number(to, "x") + Number(to, "width") + 2);
                Assert.InRange(tip[1], Number(to, "y") - 2, Number(to, "y") + Number(to, "height") + 2);
            }
            var told = XDocument.Parse(WorkflowPicture.Svg(definition, new PictureOptions("en"))).Descendants(Svg + "g").Select(part => part.Attribute("data-step")?.Value).OfType<string>().ToHashSet();
            Assert.Equal(told, [.. picture.Descendants(Svg + "g").Select(part => part.Attribute("data-step")?.Value).OfType<string>()]);
        }
    }

    [Fact]
    public void A_new_state_stands_beside_the_others_and_unknown_places_are_left_out()
    {
        var definition = RandomDefinitions.Realistic(3, 5, 11);
        var put = definition.States.Skip(1).ToDictionary(state => state.Key, _ => new PicturePoint(200, 200));
        put["no-such-state"] = new(-9999, 0);
        var picture = XDocument.Parse(WorkflowPicture.Svg(definition, new PictureOptions("en") { Positions = put }));
        var states = picture.Descendants(Svg + "g").Where(part => part.Attribute("data-state") is not null).ToList();
        Assert.Equal(5, states.Count);
        var (young, old) = (states[0].Elements(Svg + "rect").First(), states[1].Elements(Svg + "rect").First());
        Assert.True(Number(young, "x") > Number(old, "x") + Number(old, "width") / 2);
    }

    private static double Number(XElement part, string name) => double.Parse(part.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
