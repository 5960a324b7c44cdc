using HelpDesk.Domain.Search;
using Xunit;

namespace HelpDesk.Tests.Search;

public sealed class CuttingTextsIntoWords
{
    [Theory]
    [InlineData("The Printer, again!", "the printer again")]
    [InlineData("Größe Straße ŒUVRE Ångström Łódź İstanbul ǅ", "grosse strasse oeuvre angstrom lodz istanbul dz")]
    [InlineData("café cafe\u0301 CAFÉ", "cafe cafe cafe")]
    [InlineData("Καλημέρα Σοφός", "καλημερα σοφοσ")]
    [InlineData("Ёлка Київ", "елка киів")]
    [InlineData("carl@example.com INV-2026_0042 #1042 3.14", "carl example com inv 2026 0042 1042 3 14")]
    [InlineData("don't O’Brien", "don t o brien")]
    [InlineData("Drucker\u00ADpatrone zero\u200Bwidth", "druckerpatrone zerowidth")]
    [InlineData("ﬁle ＡＢＣ１２３", "file abc123")]
    [InlineData("打印机不工作 v2", "打 印 机 不 工 作 v2")]
    [InlineData("プリンター", "プ リ ン タ ー")]
    [InlineData("프린터가 고장", "프린터가 고장")]
    [InlineData("مُحَمَّد שָׁלוֹם", "محمد שלום")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("ไทย", "ไ ท ย")]
    [InlineData("😀🎉 \0 \u0001 --- \" ' * : ^ ( )", "")]
    [InlineData("ok\0end \ud800 broken \udc00", "ok end broken")]
    public void They_are_folded_and_parted_by_what_is_no_letter_and_no_digit(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Tokens.Of(text).Select(token => token.Folded)));

    [Fact]
    public void Each_says_where_it_stood()
    {
        const string text = "Die „Größe“, bitte: 打印";
        Assert.Equal(["Die", "Größe", "bitte", "打", "印"], Tokens.Of(text).Select(token => text[token.Start..token.End]));
    }

    [Fact]
    public void A_word_without_an_end_is_known_by_its_beginning()
    {
        Assert.Equal(new string('a', Tokens.Longest), Tokens.Of(new string('A', 10_000)).Single().Folded);
        Assert.All(Tokens.Of(string.Concat(Enumerable.Repeat("𝒜", 100))), token => Assert.Equal(token.Folded, token.Folded.Normalize()));
    }

    [Fact]
    public void Whatever_is_thrown_at_it_every_word_can_stand_in_both_databases()
    {
        var random = new Random(20261127);
        for (var round = 0; round < 300; round++)
        {
            var text = new string([.. Enumerable.Range(0, 200).Select(_ => (char)random.Next(char.MaxValue + 1))]);
            foreach (var token in Tokens.Of(text))
            {
                Assert.InRange(token.Folded.Length, 1, Tokens.Longest + 1);
                Assert.DoesNotContain(token.Folded, c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\'' or '"' or '\\' or ':' or '@' or '·');
                Assert.True(token.Start < token.End && token.End <= text.Length);
            }
        }
    }
}
