using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

/// <summary>To lose what a customer wrote is worse than to show a quote.</summary>
public sealed class KeepingTheAuthorsWords
{
    private const string Attribution = "On 3 Mar 2026, at 16:05, Sasha <sasha@desk.example> wrote:";

    [Theory]
    [InlineData("On 3 March your colleague wrote: it is mended. It is not.\n\nPlease send somebody.")]
    [InlineData("The manual is odd. As Bob wrote:\n\nit needs oil.\n\nI gave it oil.")]
    [InlineData("Please ask Bob <bob@desk.example>, as I wrote:\n\nhe knows it.")]
    [InlineData("Needed:\n- ink\n- paper\n-- A4\n-- A3\n\nThanks")]
    [InlineData("The page says\n\n> Load paper.\n\nbut there is paper.")]
    [InlineData("The page says\n\n> Load paper.\n> Then press OK.\n> Wait.\n\nbut there is paper.")]
    [InlineData("I typed\n\n>>> import printer\n>>> printer.start()\n>>> printer.stop()")]
    [InlineData("I typed\n> dir")]
    [InlineData("My journey\n\nFrom: Berlin\nTo: Paris\nDate: 12 May 2026\n\nCan I have a ticket?")]
    [InlineData("Item  Price\n-----------\nInk   10\n\nIs that right?")]
    [InlineData("I got mail\nsent from my address to yours, see below.\n\nCan you help?")]
    [InlineData("Regards to Sasha.\n\nBest regards,\nCarl")]
    [InlineData("Am 3. März schrieb ich schon einmal. Bitte helfen Sie.\n\nCarl")]
    [InlineData("FYI\n\n---------- Forwarded message ----------\nFrom: Bob <bob@desk.example>\nDate: Tue, Mar 3, 2026\nSubject: Ink\n\nWe have ink.")]
    [InlineData("Siehe unten.\n\nAnfang der weitergeleiteten Nachricht:\n\nVon: Bob <bob@desk.example>\nBetreff: Tinte\n\nWir haben Tinte.")]
    public void Prose_lists_code_and_forwards_stay_whole(string mail) => Assert.Equal(mail, VisibleReplies.Of(mail, null).Visible);

    [Fact]
    public void Answers_between_quotes_stay_with_what_they_answer()
    {
        var visible = VisibleReplies.Of($"{Attribution}\n> Which lamp?\n\nThe red one.\n\n> Since when?\n\nSince Monday.\n\n> Sasha\n> of the desk\n", null).Visible;
        Assert.Contains("The red one.", visible, StringComparison.Ordinal);
        Assert.EndsWith("> Since when?\n\nSince Monday.", visible, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_between_quotes_stay_without_blank_lines_too() =>
        Assert.Contains("\nRed\n> Since when?\nMonday", VisibleReplies.Of($"{Attribution}\n> Which lamp?\nRed\n> Since when?\nMonday\n", null).Visible, StringComparison.Ordinal);

    [Fact]
    public void Answers_inside_the_quotes_of_Gmail_stay()
    {
        var visible = VisibleReplies.Of(null, "Hello<div class=\"gmail_quote\"><div class=\"gmail_attr\">Sasha:</div><blockquote class=\"gmail_quote\">Which lamp?</blockquote><div>The red one.</div><blockquote class=\"gmail_quote\">Sasha</blockquote></div>").Visible;
        Assert.Contains("The red one.", visible, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Attribution}\n> Which lamp?")]
    [InlineData("From: Bob <bob@desk.example>\nSent: Tuesday, March 3, 2026\nTo: Carl\nSubject: Ink\n\nWe have ink.")]
    [InlineData("Sent from my iPhone")]
    [InlineData("> Which lamp?\n> Sasha\n> of the desk")]
    public void A_mail_that_is_only_a_quote_is_shown_whole(string mail) => Assert.Equal(new VisibleReply(mail, ""), VisibleReplies.Of(mail, null));

    [Fact]
    public void No_body_shows_nothing() => Assert.Equal(new VisibleReply("", ""), VisibleReplies.Of(null, null));
}
