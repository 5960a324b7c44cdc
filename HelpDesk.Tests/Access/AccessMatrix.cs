using System.Net;
using System.Text;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows.Drafts;
using HelpDesk.Tests.House;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Access;

/// <summary>
/// Every endpoint of the running product, called by everybody. The committed matrix says what each gets; a route without a row fails.
/// Unsafe calls carry no antiforgery token: 400 is the door open and the form refused.
/// To accept a change: HELPDESK_ACCEPT=1 dotnet test -- --filter-class "*AccessMatrix", then read the diff.
/// </summary>
public sealed class AccessMatrix
{
    private static readonly string[] Callers = ["anonymous", "carl", "carol", "bob", "sasha", "tom", "mia", "ada"];

    [Fact]
    public async Task Each_caller_gets_what_the_matrix_says()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await WithFileAsync(house, carl, sasha);
        var values = await ValuesAsync(house, number);
        await house.Services.GetRequiredService<DraftCommands>().BeginAsync("support", await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Mia).Select(p => p.Id).SingleAsync()), CancellationToken.None);
        await house.Services.GetRequiredService<MailboxCommands>().PlantAsync("help@example.com", new() { Host = "127.0.0.1", Port = Ports.Free(), Security = LineSecurity.None, User = "help" }, "secret", CancellationToken.None);
        var visitors = new List<Visitor> { house.Stranger() };
        values["mailbox"] = (await house.ReadAsync(db => db.Mailboxes.Select(m => m.Id).SingleAsync())).ToString();
        foreach (var name in Callers.Skip(1)) visitors.Add(await house.SignedInAsync(name + "@example.com"));

        var table = new StringBuilder("# METHOD route | " + string.Join(" | ", Callers) + "\n");
        foreach (var (method, route) in Routes(house))
        {
            var path = Fill(route, values);
            var row = new List<string>();
            foreach (var visitor in visitors) row.Add(await CallAsync(visitor, method, path));
            table.Append(method).Append(' ').Append(route).Append(" | ").AppendJoin(" | ", row).Append('\n');
        }

        var file = Path.Combine(Sources.Tests, "Access", "matrix.txt");
        if (Environment.GetEnvironmentVariable("HELPDESK_ACCEPT") == "1") await File.WriteAllTextAsync(file, table.ToString());
        Assert.Equal(await File.ReadAllTextAsync(file), table.ToString());
    }

    [Fact]
    public async Task Somebody_without_a_door_s_role_gets_the_page_of_what_does_not_exist()
    {
        await using var house = new TestHouse();
        foreach (var (email, shut) in new[] { (Cast.Carl, "/desk"), (Cast.Carl, "/manage"), (Cast.Sasha, "/manage"), (Cast.Sasha, "/portal"), (Cast.Sasha, "/manage/jobs"), (Cast.Mia, "/portal") })
        {
            var visitor = await house.SignedInAsync(email);
            var closed = await visitor.GetAsync(shut);
            var absent = await visitor.GetAsync("/no-such-page");
            Assert.Equal((HttpStatusCode.NotFound, absent.Status), (closed.Status, HttpStatusCode.NotFound));
            Assert.Equal(WithoutTokens(absent), WithoutTokens(closed));
        }
    }

    private static string WithoutTokens(Page page)
    {
        foreach (var token in page.Document.QuerySelectorAll("input[name=__RequestVerificationToken]")) token.Remove();
        return page.Document.DocumentElement.OuterHtml;
    }

    private static async Task<long> WithFileAsync(TestHouse house, Visitor carl, Visitor sasha)
    {
        var page = await (await carl.GetAsync("/portal/tickets/new")).Form("/portal/tickets").Fill("subject", "Matrix").Fill("body", "See the file.")
            .Attach("files", "file.txt", "text"u8.ToArray()).SubmitAsync();
        var number = (await house.ReadAsync(db => db.Tickets.SingleAsync())).Number;
        Assert.Contains(number.ToString(), page.Location);
        await sasha.AssignsToSelfAsync(number);
        await house.SettleAsync();
        return number;
    }

    /// <summary>A mail with a file that waits on the ticket.</summary>
    private static async Task<IncomingMailId> WithMailAsync(TestHouse house, long number)
    {
        var id = await house.StoresAsync(await house.OpenMailboxAsync(), MailsIn.Letter("<p>See the file.</p>"));
        return await house.Services.GetRequiredService<Writes>().DoAsync(async (db, ct) =>
        {
            var mail = await db.Inbox.SingleAsync(m => m.Id == id, ct);
            mail.Join(await db.Tickets.Where(t => t.Number == number).Select(t => t.Id).SingleAsync(ct), null);
            mail.Settle(IncomingFate.Held, "Nobody knows its sender.");
            return id;
        }, OnConflict.DecideAnew, CancellationToken.None);
    }

    private static async Task<Dictionary<string, string>> ValuesAsync(TestHouse house, long number) => new()
    {
        ["number"] = number.ToString(),
        ["attachment"] = (await house.ReadAsync(db => db.Attachments.Select(a => a.Id).SingleAsync())).ToString(),
        ["timer"] = (await house.ReadAsync(db => db.TicketTimers.OrderBy(t => t.DueAt).Select(t => t.Id).FirstAsync())).ToString(),
        ["person"] = (await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Carl).Select(p => p.Id).SingleAsync())).ToString(),
        ["team"] = (await house.ReadAsync(db => db.Teams.Where(t => t.IsDefault).Select(t => t.Id).SingleAsync())).ToString(),
        ["organisation"] = (await house.ReadAsync(db => db.Organisations.OrderBy(o => o.Name).Select(o => o.Id).FirstAsync())).ToString(),
        ["incoming"] = (await WithMailAsync(house, number)).ToString(),
        ["mail"] = (await house.ReadAsync(db => db.Outbox.OrderBy(m => m.CreatedAt).Select(m => m.Id).FirstAsync())).ToString(),
    };

    private static IEnumerable<(string Method, string Route)> Routes(TestHouse house) => house.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText is { } raw && !raw.StartsWith("dist/", StringComparison.Ordinal) && e.Metadata.All(m => m.GetType().Name != "StaticAssetDescriptor"))
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).DefaultIfEmpty("GET").Select(method => (method, "/" + e.RoutePattern.RawText!.TrimStart('/'))))
        .Distinct().OrderBy(r => r.Item2, StringComparer.Ordinal).ThenBy(r => r.method, StringComparer.Ordinal);

    private static string Fill(string route, Dictionary<string, string> values) => System.Text.RegularExpressions.Regex.Replace(route, @"\{([^}]*)\}", match =>
    {
        var name = match.Groups[1].Value.TrimStart('*').Split(':', '=', '?')[0];
        return name switch
        {
            "number" when route.Contains("versions") => "1",
            "number" => values["number"],
            "step" => "ask",
            "key" when route.Contains("letters") => "received",
            "key" when route.Contains("calendars") => "business",
            "key" => "support",
            "token" => new string('a', 64),
            "kind" => "states",
            "timer" => "remind",
            "id" when route.Contains("/draft/") => "pending",
            "id" when route.Contains("followers") || route.Contains("approvals") || route.Contains("migrations") || route.Contains("scenarios") => Guid.Empty.ToString(),
            "id" when route.Contains("attachments") => values["attachment"],
            "id" when route.Contains("timers") => values["timer"],
            "id" when route.Contains("people") => values["person"],
            "id" when route.Contains("teams") => values["team"],
            "id" when route.Contains("organisations") => values["organisation"],
            "id" when route.Contains("mailboxes") => values["mailbox"],
            "id" when route.Contains("mails") || route.Contains("inbox") => values["incoming"],
            "index" => "0",
            "id" when route.Contains("post") => values["mail"],
            "form" => "replies",
            "message" => Guid.Empty.ToString(),
            "path" or "rest" => "",
            _ => "x",
        };
    });

    private static async Task<string> CallAsync(Visitor visitor, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET" && method != "HEAD") request.Content = new FormUrlEncodedContent([]);
        using var response = await visitor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var to = response.Headers.Location is { } location ? " " + (location.IsAbsoluteUri ? location.AbsolutePath : location.OriginalString.Split('?')[0]) : "";
        return (int)response.StatusCode + to;
    }
}
