using HelpDesk.Web.Mailroom.Outgoing;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

public sealed class FlowingText
{
    [Fact]
    public void Lines_are_short_links_are_whole_and_nothing_is_lost()
    {
        var link = "https://help.acme.test/portal/tickets/1042?" + new string('x', 100);
        var text = string.Join(' ', Enumerable.Repeat("word", 100)) + "\n\n" + link + "\n\n> " + string.Join(' ', Enumerable.Repeat("quoted", 40)) + "\n  1. turn it off\nFrom here on";
        var flowed = FlowedText.Of(text);

        Assert.All(flowed.Split('\n'), line => Assert.True(line.Length <= 78 || line == link, line));
        Assert.Contains("\n" + link + "\n", flowed, StringComparison.Ordinal);
        Assert.All(flowed.Split('\n').Where(line => line.Contains("quoted", StringComparison.Ordinal)), line => Assert.StartsWith("> ", line, StringComparison.Ordinal));
        Assert.Contains("\n   1. turn it off\n From here on", flowed, StringComparison.Ordinal);
        Assert.Equal(100, flowed.Split("word").Length - 1);
        Assert.Equal(40, flowed.Split("quoted").Length - 1);
    }
}
