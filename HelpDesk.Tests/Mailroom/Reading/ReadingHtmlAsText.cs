using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

/// <summary>HTML that programs send, as text.</summary>
public sealed class ReadingHtmlAsText
{
    [Theory]
    [InlineData("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree")]
    [InlineData("<ul><li>ink<li>paper</ul><ol><li>first</li><li>second</li></ol>", "- ink\n- paper\n\n1. first\n2. second")]
    [InlineData("<a href=\"https://a.example/\">a.example</a> and <a href='https://b.example/x'>here</a>", "a.example and here (https://b.example/x)")]
    [InlineData("<a href=\"mailto:bob@desk.example\">bob@desk.example</a>", "bob@desk.example")]
    [InlineData("Hello<blockquote>one<blockquote>two</blockquote></blockquote>", "Hello\n\n> one\n> >\n> > two")]
    [InlineData("<table><tr><td>Ink<td>10</tr><tr><td>Paper</td><td>5</td></tr></table>", "Ink\t10\nPaper\t5")]
    [InlineData("1 &lt; 2 &amp; 3&nbsp;&euro; <3", "1 < 2 & 3 € <3")]
    [InlineData("<pre>if x:\n    y</pre>", "if x:\n    y")]
    [InlineData("<head><title>no</title><style>p{}</style></head><body>yes<script>if (a<b) no</script><div style=\"display: none\">no<div>no</div></div><p hidden>no</p>!", "yes\n\n!")]
    [InlineData("a <!-- no --> b <!-- open c", "a b")]
    public void It_reads_well(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Fact]
    public void Html_beyond_the_limit_is_not_read() => Assert.DoesNotContain("end", HtmlText.Of(new string('a', 2_000_000) + "end"), StringComparison.Ordinal);
}
