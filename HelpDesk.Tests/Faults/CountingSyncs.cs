using System.Text.RegularExpressions;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>A kill cannot see a missing sync; counting can. Needs strace, which CI installs.</summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class CountingSyncs(ITestOutputHelper output)
{
    private const int Writes = 200;

    [Fact]
    public async Task F04_each_acknowledged_write_was_flushed_to_the_disk()
    {
        Needs.Program("strace", "the sync count");
        var directory = System.IO.Directory.CreateTempSubdirectory("helpdesk-sync-").FullName;
        var trace = Path.Combine(directory, "trace.txt");
        string[] strace = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "--seccomp-bpf", "-o", trace];
        // On PostgreSQL it is the server that syncs.
        if (TestDatabase.IsPostgreSql) PostgresProcess.IsNeeded("the sync count");
        using var server = TestDatabase.IsPostgreSql ? PostgresProcess.Start(under: strace) : null;
        if (server is not null) TestDatabase.Place(directory, server.Empty("helpdesk"));
        await using (var house = new TestHouse(directory: directory)) await house.GetCastAsync();
        var port = Ports.Free();
        await using (var desk = await DeskProcess.StartAsync(directory, port, new() { ["HelpDesk:Demo"] = "true", ["HelpDesk:SampleTickets"] = "0", ["HelpDesk:Jobs"] = "false" }, server is null ? strace : null))
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = desk.Address };
            var carl = new Visitor(http);
            Assert.True((await (await carl.GetAsync("/signin")).Form("/signin").Fill("Email", Cast.Carl).Fill("Password", Cast.Password).SubmitAsync()).IsRedirect);
            var number = await carl.FilesAsync();
            var shown = await carl.GetAsync($"/portal/tickets/{number}");
            var before = Syncs(trace);
            for (var i = 0; i < Writes; i++)
            {
                var reply = await shown.Form($"/portal/tickets/{number}/replies").Fill("body", $"word {i}").Forge("command", CommandId.New().ToString()).SubmitAsync();
                Assert.True(reply.IsRedirect, reply.Text);
            }
            var syncs = Syncs(trace) - before;
            Assert.InRange(syncs, Writes, int.MaxValue);
            Figures.Tell(output, "F04", $"{Writes} acknowledged replies, {syncs} syncs of the write-ahead log");
        }
        TestDatabase.Drop(directory);
        System.IO.Directory.Delete(directory, recursive: true);
    }

    private static int Syncs(string trace)
    {
        using var reader = new StreamReader(new FileStream(trace, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return Regex.Count(reader.ReadToEnd(), @"f(data)?sync\(\d+<[^>]*(helpdesk\.db-wal|/pg_wal/[0-9A-F]+)>");
    }
}
