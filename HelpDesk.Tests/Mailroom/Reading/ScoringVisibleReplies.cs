using System.Text.Json;
using HelpDesk.Tests.Verbs;
using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

/// <summary>The aims of mail/README.md, on each corpus.</summary>
public sealed class ScoringVisibleReplies
{
    [Theory]
    [InlineData("crisp_email_reply_parser", 44)]
    [InlineData("github_email_reply_parser", 12)]
    [InlineData("talon_plain", 28)]
    [InlineData("talon_html", 11)]
    public void A_corpus_reaches_the_aims(string corpus, int atLeast)
    {
        var cases = ReplyScores.Cases(Path.Combine(SharedMail.Required(), corpus));
        var score = Assert.Single(ReplyScores.ByCorpus(cases));
        var inexact = string.Join(", ", cases.Where(one => !one.IsExact).Select(one => one.Name));
        Assert.True(score.Cases >= atLeast, $"{corpus} has {score.Cases} cases");
        Assert.True(score is { Exact: >= .8, Kept: >= .995, Leaked: <= .03 }, $"{score}; not exact: {inexact}");
    }

    [Fact]
    public async Task The_verb_prints_a_line_for_each_corpus()
    {
        var ran = await Asked.OfAsync("mail", "score", SharedMail.Required());
        Assert.Equal(0, ran.Status);
        Assert.Contains("talon_html", ran.Output, StringComparison.Ordinal);
        Assert.Contains("exact 1.000", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_prints_json_with_the_cases_that_are_not_exact()
    {
        var ran = await Asked.OfAsync("mail", "score", SharedMail.Required(), "--json", "--cases");
        using var json = JsonDocument.Parse(ran.Output);
        Assert.Equal(4, json.RootElement.GetProperty("corpora").GetArrayLength());
        Assert.All(json.RootElement.GetProperty("cases").EnumerateArray(), one => Assert.False(one.GetProperty("isExact").GetBoolean()));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused() => Assert.Equal(1, (await Asked.OfAsync("mail", "score", "/nowhere/at/all")).Status);
}
