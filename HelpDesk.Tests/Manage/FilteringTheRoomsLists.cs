using HelpDesk.Domain.Post;
using HelpDesk.Web.Manage.Post;
using HelpDesk.Web.Manage.Surveys;
using Xunit;

namespace HelpDesk.Tests.Manage;

public sealed class FilteringTheRoomsLists
{
    [Theory]
    [InlineData("sent", MailFate.Sent)]
    [InlineData("pending", MailFate.Pending)]
    public void A_fate_by_its_name(string show, MailFate fate) => Assert.Equal([fate], new PostFilter(show, null).Fates);

    [Fact]
    public void Attention_means_refused_and_parked() => Assert.Equal([MailFate.Failed, MailFate.Parked], new PostFilter("attention", null).Fates);

    [Theory]
    [InlineData(null)]
    [InlineData("2")]
    [InlineData("SENT'--")]
    public void Anything_else_means_every_mail(string? show) => Assert.Empty(new PostFilter(show, null).Fates);

    [Theory]
    [InlineData(null, null, 30, null)]
    [InlineData(90, 5, 90, 5)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(-1, 0, 30, null)]
    [InlineData(int.MaxValue, 6, 30, null)]
    public void A_survey_filter_takes_known_spans_and_stars_only(int? days, int? score, int knownDays, int? knownScore)
    {
        var filter = new SurveyFilter(days, score, null);
        Assert.Equal((knownDays, knownScore), (filter.KnownDays, filter.KnownScore));
    }
}
