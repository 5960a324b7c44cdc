using System.Net;
using Hangfire;
using HelpDesk.Tests.House;
using HelpDesk.Web.Timetable;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Timetable;

public sealed class TheJobsPage
{
    [Fact]
    public async Task Managers_and_administrators_open_it_and_nobody_else()
    {
        await using var house = new TestHouse();
        foreach (var email in new[] { Cast.Mia, Cast.Ada })
        {
            var page = await (await house.SignedInAsync(email)).GetAsync("/manage/jobs");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("script-src 'self'; style-src 'self' 'unsafe-inline';", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
        foreach (var email in new[] { Cast.Sasha, Cast.Tom, Cast.Carl })
            foreach (var path in new[] { "/manage/jobs", "/manage/jobs/recurring", "/manage/jobs/stats" })
                Assert.Equal(HttpStatusCode.NotFound, (await (await house.SignedInAsync(email)).GetAsync(path)).Status);
        Assert.StartsWith("/signin", (await house.Stranger().GetAsync("/manage/jobs")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_buttons_work_with_their_token_and_not_without()
    {
        await using var house = new TestHouse();
        house.Services.GetRequiredService<IRecurringJobManager>().AddOrUpdate<Housekeeping>("housekeeping", job => job.RunAsync(CancellationToken.None), Cron.Never);
        var mia = await house.SignedInAsync(Cast.Mia);
        var page = await mia.GetAsync("/manage/jobs/recurring");
        string Meta(string name) => page.Document.QuerySelector($"meta[name={name}]")!.GetAttribute("content")!;
        using var bare = new HttpRequestMessage(HttpMethod.Post, "/manage/jobs/recurring/trigger") { Content = Jobs() };
        Assert.Equal(HttpStatusCode.Forbidden, (await mia.SendAsync(bare)).Status);

        using var full = new HttpRequestMessage(HttpMethod.Post, "/manage/jobs/recurring/trigger") { Content = Jobs() };
        full.Headers.Add(Meta("csrf-header"), Meta("csrf-token"));
        Assert.Equal(HttpStatusCode.NoContent, (await mia.SendAsync(full)).Status);
    }

    private static FormUrlEncodedContent Jobs() => new([new("jobs[]", "housekeeping")]);
}
