using HelpDesk.Domain.Search;
using Xunit;

namespace HelpDesk.Tests.Search;

public sealed class ReadingWhatIsTyped
{
    [Theory]
    [InlineData("printer stripes", "printer|stripes")]
    [InlineData("\"grey stripes\" Printer", "grey stripes|printer")]
    [InlineData("print* -toner", "print*|-toner")]
    [InlineData("-\"out of toner\" printer", "printer|-out of toner")]
    [InlineData("carl@example.com", "carl example com")]
    [InlineData("“Größe” „klein“", "grosse|klein")]
    [InlineData("\"never closed", "never closed")]
    [InlineData("\"print\"*", "print*")]
    [InlineData("e-mail -e-mail", "e mail|-e mail")]
    [InlineData("a \" b", "a|b")]
    [InlineData("printer printer PRINTER", "printer")]
    [InlineData("NEAR(a b, 2) AND NOT OR", "near a|b|2|and|not|or")]
    [InlineData("subject:x {a}:b ^c d:*", "subject x|a b|c|d")]
    [InlineData("打印*", "打 印")]
    [InlineData("- printer", "printer")]
    [InlineData("#1042 stripes", "1042|stripes")]
    public void Words_phrases_beginnings_and_what_to_leave_out(string typed, string read)
    {
        var (query, fault) = SearchQuery.Read(typed);
        Assert.Null(fault);
        Assert.Equal(read, string.Join('|', query!.Wanted.Select(Written).Concat(query.Excluded.Select(term => "-" + Written(term)))));
    }

    [Theory]
    [InlineData(null, SearchFault.NoWord)]
    [InlineData("", SearchFault.NoWord)]
    [InlineData(" \t ", SearchFault.NoWord)]
    [InlineData("\"\" * - -* \"*\" 😀", SearchFault.NoWord)]
    [InlineData("-printer", SearchFault.OnlyExcluded)]
    [InlineData("pr*", SearchFault.ShortPrefix)]
    [InlineData("printer -x*", SearchFault.ShortPrefix)]
    [InlineData("a b c d e f g h i j k l m n o p q r s t u", SearchFault.TooManyTerms)]
    public void What_cannot_be_looked_for_is_told_in_one_word(string? typed, SearchFault fault) => Assert.Equal((null, fault), SearchQuery.Read(typed));

    [Fact]
    public void What_is_too_long_is_not_read_at_all()
    {
        Assert.Equal(SearchFault.TooLong, SearchQuery.Read(new string('a', 10_000)).Fault);
        Assert.Null(SearchQuery.Read(new string('a', SearchQuery.LongestText)).Fault);
    }

    [Theory]
    [InlineData("1042", 1042L)]
    [InlineData(" #1042 ", 1042L)]
    [InlineData("printer", null)]
    [InlineData("-1", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData(null, null)]
    public void A_number_and_nothing_else_is_a_ticket(string? typed, long? number) => Assert.Equal(number, SearchQuery.NumberIn(typed));

    [Theory]
    [InlineData("5-4-3")]
    [InlineData("9223372036854775807-2147483647-1")]
    public void A_place_comes_back_as_it_was_written(string text) => Assert.Equal(text, SearchPlace.Read(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1-2")]
    [InlineData("1-99999999999-3")]
    [InlineData("a-b-c")]
    [InlineData("-1-2-3")]
    public void Anything_else_is_the_beginning(string? text) => Assert.Equal(SearchPlace.Begin, SearchPlace.Read(text));

    private static string Written(SearchTerm term) => string.Join(' ', term.Words) + (term.IsPrefix ? "*" : "");
}
