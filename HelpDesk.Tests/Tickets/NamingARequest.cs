using HelpDesk.Domain.Tickets;
using Xunit;

namespace HelpDesk.Tests.Tickets;

public sealed class NamingARequest
{
    [Theory]
    [InlineData("Stripes", "Hello", "Stripes")]
    [InlineData(" two\r\n lines ", "", "two lines")]
    [InlineData("turned\u202Eexe.fdp", "", "turned exe.fdp")]
    [InlineData(null, "The printer prints stripes.", "The printer prints stripes.")]
    [InlineData("  ", "The printer\nprints stripes.", "The printer prints stripes.")]
    [InlineData("", "Hello,\n\nthe printer prints stripes.", "the printer prints stripes.")]
    [InlineData("", "Hello Sasha, the printer prints stripes.", "the printer prints stripes.")]
    [InlineData("", "Hallo!\nDer Drucker streift.", "Der Drucker streift.")]
    [InlineData("", "\n\n  Sehr geehrte Damen und Herren,\nder Drucker streift.", "der Drucker streift.")]
    [InlineData("", "Guten Tag\n\nIch brauche Hilfe", "Ich brauche Hilfe")]
    [InlineData("", "Bonjour,\r\nune question", "une question")]
    [InlineData("", "Hello,", "Hello,")]
    [InlineData("", "Hello World printer prints stripes", "Hello World printer prints stripes")]
    [InlineData("", "Hidden costs, and more", "Hidden costs, and more")]
    [InlineData("", "  \n -- \n", "(no subject)")]
    [InlineData(null, "", "(no subject)")]
    public void It_is_called_by_its_first_words(string? subject, string body, string name) => Assert.Equal(name, Subjects.From(subject, body));

    [Fact]
    public void A_long_one_ends_at_a_word()
    {
        var name = Subjects.From(null, string.Join(' ', Enumerable.Repeat("stripes", 30)));
        Assert.Equal(string.Join(' ', Enumerable.Repeat("stripes", 10)) + "…", name);
    }

    [Fact]
    public void A_word_without_an_end_is_cut_between_characters()
    {
        var name = Subjects.From("", string.Concat(Enumerable.Repeat("e\u0301\u0323", 60)));
        Assert.True(name.Length <= 81);
        Assert.Equal(0, (name.Length - 1) % 3);
    }

    [Fact]
    public void A_large_body_takes_no_time() => Assert.True(Subjects.From("", "Hello " + new string('a', 5_000_000)).Length <= 81);
}
