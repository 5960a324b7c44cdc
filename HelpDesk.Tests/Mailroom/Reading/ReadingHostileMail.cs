using HelpDesk.Web.Mailroom.Reading;
using HelpDesk.Web.Mailroom.Reading.Replies;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

/// <summary>The work grows with the size, whatever the mail is made of.</summary>
public sealed class ReadingHostileMail
{
    public static TheoryData<string> Pieces =>
    [
        "> quoted\n", "On 3 Mar 2026, at 16:05\n", "From: x\nTo: y\n", "On 3 Mar 2026, Sasha <sasha@desk.example> wrote:\n> a\nb\n\n", "-- \n", "__\nsent from my iPhone\n", "\n", "Sasha <\n", "> a\nb\n", "Date: 3\n\n", "wrote:\n",
    ];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Twice_the_mail_is_at_most_twice_the_lines_looked_at(string piece)
    {
        var (once, twice) = (Visits(piece, 10_000), Visits(piece, 20_000));
        Assert.True(twice <= once * 2 + 1_000, $"{once} became {twice}");
        Assert.True(once <= 10_000 * 60, $"{once} for 10,000 pieces");
    }

    private static long Visits(string piece, int times)
    {
        var lines = Lines.Of("Hello\n\n" + string.Concat(Enumerable.Repeat(piece, times)));
        ReplyCut.Of(lines);
        return lines.Visits;
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<blockquote>a")]
    [InlineData("<ol><li>a")]
    [InlineData("<span></b></div>")]
    [InlineData("<!--")]
    [InlineData("<a b=\"")]
    [InlineData("<")]
    [InlineData("<div class=gmail_quote>a")]
    public void Html_of_one_piece_over_and_over_is_read(string piece) =>
        Assert.NotNull(VisibleReplies.Of(null, "Hello" + string.Concat(Enumerable.Repeat(piece, 100_000))).Visible);

    [Theory]
    [InlineData('x')]
    [InlineData('>')]
    [InlineData(':')]
    [InlineData('-')]
    public void A_line_of_five_million_characters_is_read(char character) =>
        Assert.Equal(5_000_000, VisibleReplies.Of(new string(character, 5_000_000), null).Visible.Length);
}
