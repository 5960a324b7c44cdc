using System.Diagnostics;
using System.Net;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>
/// F41 with two programs that there really were: a newer one is started beside an older one, on its database and behind the same nginx, while Carl writes.
/// The older one is built by hand, from a commit before the newest migration: HELPDESK_OLDER_PROGRAM is the path of its HelpDesk.Web.dll.
/// </summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class RollingUpgrade(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task F41_who_works_through_nginx_does_not_notice_that_a_newer_program_takes_over()
    {
        TestDatabase.OnlyOn(DatabaseKind.PostgreSql, "SQLite has one node.");
        PostgresServer.IsNeeded("a rolling upgrade");
        if (!File.Exists("/usr/sbin/nginx")) Needs.Program("nginx", "a rolling upgrade");
        if (Environment.GetEnvironmentVariable("HELPDESK_OLDER_PROGRAM") is not { Length: > 0 } older) { Needs.Missing("a rolling upgrade needs HELPDESK_OLDER_PROGRAM, which names no older program"); return; }

        var database = TestDatabase.Empty();
        await using var sink = await MailSink.StartAsync();
        var (first, second, front) = (Ports.Free(), Ports.Free(), Ports.Free());
        using var directory = new TempDirectory();
        var settings = NodesBehindNginx.Settings(database, sink.Port, front, demo: true);
        await using var old = DeskProcess.Begin(directory.Path, first, settings, program: older);
        Assert.True(await old.IsReadyAsync(), old.Said);
        await using var nginx = await NginxProcess.StartAsync(front, first, second);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = nginx.Address };
        var carl = await NodesBehindNginx.CarlAsync(http);
        var number = await carl.FilesAsync();
        var (said, writing) = (0, new CancellationTokenSource());
        var words = Task.Run(async () =>
        {
            while (!writing.IsCancellationRequested)
            {
                await carl.RepliesAsync(number, $"Words {said}.");
                Assert.Equal(HttpStatusCode.OK, (await carl.GetAsync($"/portal/tickets/{number}")).Status);
                said++;
            }
        });

        await UntilAsync(() => said >= 20, words);
        var since = Stopwatch.StartNew();
        await using var young = DeskProcess.Begin(directory.Path, second, settings);
        Assert.True(await young.IsReadyAsync(), young.Said);
        var ready = since.Elapsed;
        Assert.Equal(2, await old.EndedAsync(TimeSpan.FromMinutes(1)));
        var over = since.Elapsed;
        Assert.Contains("newer", old.Said, StringComparison.Ordinal);
        var during = said;
        await UntilAsync(() => said >= during + 20, words);
        await writing.CancelAsync();
        await words;

        await using var db = NodesBehindNginx.Open(database);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(said + 1, await db.TicketMessages.Where(m => db.Tickets.Any(t => t.Id == m.TicketId && t.Number == number)).Select(m => m.Body).Distinct().CountAsync());
        Figures.Tell(output, "F41", $"{said} of {said} forms and as many pages; the newer program was ready {ready.TotalSeconds:0.0} s after its start, the older one had ended with status 2 after {over.TotalSeconds:0.0} s");
    }

    private static async Task UntilAsync(Func<bool> holds, Task meanwhile)
    {
        for (var patience = Stopwatch.StartNew(); !holds(); await Task.Delay(50))
        {
            if (meanwhile.IsCompleted) await meanwhile;
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), "Nobody writes any more.");
        }
    }
}
