using System.Net;
using HelpDesk.Tests.House;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HelpDesk.Tests.StartUp;

public sealed class TheGate
{
    [Fact]
    public async Task Until_the_database_is_ready_only_the_health_checks_are_answered()
    {
        using var directory = new TempDirectory();
        await using var house = ShutHouse(directory.Path);
        await house.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(house.Urls.Single()) };

        Assert.Equal((HttpStatusCode.OK, "{\"status\":\"live\"}"), await AnswerAsync(http, "/health/live"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "{\"status\":\"starting\"}"), await AnswerAsync(http, "/health/ready"));
        using var sent = await http.GetAsync("/portal", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, sent.StatusCode);
        Assert.NotNull(sent.Headers.RetryAfter);

        // Who waits at the door is let in when it opens.
        var waiting = http.GetAsync("/portal", TestContext.Current.CancellationToken);
        house.Services.GetRequiredService<Readiness>().Open();
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
    }

    [Fact]
    public async Task An_open_house_is_ready_and_tells_anybody_so()
    {
        await using var house = new TestHouse();
        using var http = house.CreateClient();
        Assert.Equal((HttpStatusCode.OK, "{\"status\":\"ready\"}"), await AnswerAsync(http, "/health/ready"));
        Assert.Equal((HttpStatusCode.OK, "{\"status\":\"live\"}"), await AnswerAsync(http, "/health/live"));
    }

    private static WebApplication ShutHouse(string directory)
    {
        var builder = Web.Wiring.StartUp.Builder([$"--HelpDesk:DataDirectory={directory}", "--environment=Production", "--urls=http://127.0.0.1:0"], verb: null);
        builder.AddStorage();
        builder.Services.AddControllersWithViews().AddLanguages();
        builder.Services.RemoveAll<IHostedService>();
        var house = builder.Build();
        house.UseGate();
        house.MapHealth();
        house.MapGet("/portal", () => "in");
        return house;
    }

    private static async Task<(HttpStatusCode, string)> AnswerAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
