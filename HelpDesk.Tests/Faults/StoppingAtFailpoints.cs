using System.Diagnostics;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using HelpDesk.Tests.Manage.Studio;
using HelpDesk.Tests.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>F03: the process is killed at named moments, and each time everything is as before or as after. A moment that is never reached fails.</summary>
[Collection("faults")]
[Trait("Suite", "faults")]
public sealed class StoppingAtFailpoints(ITestOutputHelper output)
{
    private const int Times = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // What a request, with a file or without, and the mail that follows come to.
    private static readonly string[] OnRequests =
    [
        Failpoint.WriteBegun, Failpoint.WriteDecided, Failpoint.WriteSaved, Failpoint.WriteCommitted, Failpoint.WriteTold, Failpoint.CommandLoaded, Failpoint.CommandFollowed,
        Failpoint.FileBegun, Failpoint.FileFlushed, Failpoint.FileKept,
        Failpoint.MailTaken, Failpoint.MailComposed, Failpoint.MailHanding, Failpoint.MailHanded, Failpoint.MailMarked, Failpoint.MailPostponed,
    ];

    // What is due at the start of the desk that is prepared here.
    private static readonly string[] Jobs = ["DueTimers", "DueStarts", "DueMigrations", "DueTallies", "DueChains"];

    private static readonly string[] OnStart =
    [
        Failpoint.OpenMigrated, Failpoint.OpenPlanted, Failpoint.OpenReady,
        .. Jobs.SelectMany(job => new[] { Failpoint.DueBy(job, isDone: false), Failpoint.DueBy(job, isDone: true) }),
    ];

    private static readonly string[] OnBackup = [Failpoint.BackupDatabase, Failpoint.BackupEntry, Failpoint.BackupWritten];
    // On PostgreSQL what was restored takes its place in one transaction: there is no mark, and there are no files.
    private static readonly string[] OnRestore = TestDatabase.IsPostgreSql
        ? [Failpoint.RestoreUnpacked, Failpoint.RestoreAside]
        : [Failpoint.RestoreUnpacked, Failpoint.RestoreMarked, Failpoint.RestoreAside, Failpoint.RestoreFiles];

    [Fact]
    public Task F03_a_kill_at_some_moments_leaves_before_or_after() =>
        KilledAsync([Failpoint.WriteSaved, Failpoint.MailHanded], [], [Failpoint.RestoreAside], 1);

    [Fact(Explicit = true)]
    public Task F03_five_kills_at_each_moment_of_a_request_and_its_mail_leave_before_or_after() => KilledAsync(OnRequests, [], [], Times);

    [Fact(Explicit = true)]
    public Task F03_five_kills_at_each_moment_of_a_start_leave_before_or_after() => KilledAsync(OnStart, [], [], Times);

    [Fact(Explicit = true)]
    public Task F03_five_kills_at_each_moment_of_a_backup_and_a_restore_leave_before_or_after() => KilledAsync([], OnBackup, OnRestore, Times);

    private async Task KilledAsync(string[] serving, string[] saving, string[] restoring, int times)
    {
        using var place = new TempDirectory();
        var prepared = Path.Combine(place.Path, "prepared");
        await PrepareAsync(prepared);
        await using var sink = await MailSink.StartAsync();
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var time = 1; time <= times; time++)
        {
            foreach (var point in serving) await WhileServingAsync(place.Path, prepared, point, OnStart.Contains(point) ? 1 : random.Next(1, 4), sink, random.Next(), waits: times > 1 && time == times);
            foreach (var point in saving) await WhileSavingAsync(place.Path, prepared, point);
            foreach (var point in restoring) await WhileRestoringAsync(place.Path, prepared, point);
        }
        var points = serving.Length + saving.Length + restoring.Length;
        Figures.Tell(output, "F03", $"{points} moments × {times}: {points * times} kills, each as before or as after, 0 acknowledged lost");
    }

    /// <param name="waits">For the leases of the killed process, three quarters of a minute; else they lapse at once.</param>
    private static async Task WhileServingAsync(string place, string prepared, string point, int nth, MailSink sink, int seed, bool waits)
    {
        var directory = Copied(place, prepared);
        var port = Ports.Free();
        // Mail is postponed where no server answers.
        var settings = KillingTheProcess.Settings(point == Failpoint.MailPostponed ? Ports.Free() : sink.Port, port);
        var ledger = new Ledger();
        await using (var desk = DeskProcess.Begin(directory, port, new(settings) { ["HelpDesk:Failpoint"] = $"{point}:{nth}" }))
        {
            if (OnRequests.Contains(point) && await desk.IsReadyAsync()) await UseAsync(desk, ledger, seed);
            Assert.True(await desk.EndedAsync(Patience) == DeskProcess.Killed, $"{point} was not reached {nth} times. {desk.Said}");
        }
        await Judge.NothingIsLostAsync(directory, ledger, unchained: true);

        if (!waits) await Judge.LapseAsync(directory);
        await using (var again = await DeskProcess.StartAsync(directory, port, KillingTheProcess.Settings(sink.Port, port)))
        {
            await DoneAsync(directory, again);
            await again.KillAsync();
        }
        await Judge.NothingIsLostAsync(directory, ledger);
        Drop(directory);
    }

    /// <summary>Carl files requests with a file until the desk is gone.</summary>
    private static async Task UseAsync(DeskProcess desk, Ledger ledger, int seed)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = desk.Address, Timeout = TimeSpan.FromSeconds(30) };
        var carl = new Visitor(http);
        try
        {
            await (await carl.GetAsync("/signin")).Form("/signin").Fill("Email", Cast.Carl).Fill("Password", Cast.Password).SubmitAsync();
            for (var i = 0; !desk.HasEnded && i < 200; i++)
            {
                var text = $"text-{seed}-{i}-{Guid.NewGuid():N}";
                var page = await (await carl.GetAsync("/portal/tickets/new")).Form("/portal/tickets").Fill("subject", "At a failpoint").Fill("body", text).Attach("files", $"{i}.txt", Guid.NewGuid().ToByteArray()).SubmitAsync();
                if (page.IsRedirect) ledger.Acknowledged(text);
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException or IOException or System.Net.Sockets.SocketException)
        {
            // It is dead: this was not acknowledged.
        }
    }

    private static async Task WhileSavingAsync(string place, string prepared, string point)
    {
        var directory = Copied(place, prepared);
        var file = Path.Combine(place, $"{Guid.NewGuid():N}.zip");
        Assert.Equal(DeskProcess.Killed, (await Ran.ProgramAsync(directory, ["backup", file], new() { ["HelpDesk:Failpoint"] = point })).Status);
        Assert.False(File.Exists(file));
        Assert.Equal(0, (await Ran.ProgramAsync(directory, ["backup", file])).Status);
        var home = Path.Combine(place, $"{Guid.NewGuid():N}");
        TestDatabase.PlaceEmpty(home);
        Assert.Equal(0, (await Ran.ProgramAsync(home, ["restore", file])).Status);
        await Judge.NothingIsWrongAsync(home, unchained: true);
        foreach (var gone in (string[])[directory, home]) Drop(gone);
    }

    /// <summary>After it, the directory holds the old data, or says that the restore has to be finished, which it then is.</summary>
    private static async Task WhileRestoringAsync(string place, string prepared, string point)
    {
        var directory = Copied(place, prepared);
        var file = Path.Combine(place, $"{Guid.NewGuid():N}.zip");
        Assert.Equal(0, (await Ran.ProgramAsync(directory, ["backup", file])).Status);
        Assert.Equal(DeskProcess.Killed, (await Ran.ProgramAsync(directory, ["restore", file, "--force"], new() { ["HelpDesk:Failpoint"] = point })).Status);
        var looked = await Ran.ProgramAsync(directory, ["verify"]);
        if (point == Failpoint.RestoreUnpacked || TestDatabase.IsPostgreSql) await Judge.NothingIsWrongAsync(directory, unchained: true);
        else Assert.Equal((2, true), (looked.Status, looked.Error.Contains("broke off in the middle", StringComparison.Ordinal)));
        Assert.Equal(0, (await Ran.ProgramAsync(directory, ["restore", file, "--force"])).Status);
        await Judge.NothingIsWrongAsync(directory, unchained: true);
        Drop(directory);
    }

    /// <summary>A desk of five days ago, for which everything is due by now: timers, a schedule, a migration, tallies, hashes.</summary>
    private static async Task PrepareAsync(string directory)
    {
        var untilClosed = TimeSpan.FromDays(7);
        await using var house = new TestHouse(directory: directory) { Clock = new(DateTimeOffset.UtcNow.AddDays(-5) - untilClosed) };
        // Nothing but the job that chains old events touches a closed ticket: the others' next event chains them, too.
        var closed = await house.ResolvedTicketAsync(await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        await house.PassAsync(untilClosed);
        Assert.Equal(Phase.Closed, (await house.TicketAsync(closed)).Phase);
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        await house.PublishJsonAsync(StartingOnSchedule.Rounds);
        await house.PendingTicketAsync(carl, sasha);
        await house.ResolvedTicketAsync(carl, sasha);
        await MigratingTickets.RenamePendingAsync(mia);
        var published = await (await mia.GetAsync("/manage/workflows/support/publication")).Form("/manage/workflows/support/publication")
            .Fill("reason", "Clearer words.").Tick("way", "Adopt").Fill("map[pending]", "waiting-for-customer").SubmitAsync();
        Assert.Contains("/migrations/", published.Location);
        await carl.FilesAsync();
        await house.ReadAsync(db => db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.Fate, MailFate.Sent)));
        await house.ReadAsync(db => db.TicketEvents.ExecuteUpdateAsync(set => set.SetProperty(e => e.Hash, (byte[]?)null)));
        await house.ReadAsync(db => db.Tickets.ExecuteUpdateAsync(set => set.SetProperty(t => t.LastHash, (byte[]?)null)));
    }

    /// <summary>Waits until nothing is due any more.</summary>
    private static async Task DoneAsync(string directory, DeskProcess desk)
    {
        var due = "";
        for (var time = Stopwatch.StartNew(); time.Elapsed < Patience; await Task.Delay(250))
        {
            due = await DueAsync(directory);
            if (due.Length == 0) return;
        }
        Assert.Fail($"Still due after two minutes: {due}. {desk.Said}");
    }

    /// <summary>What is due; nothing, if nothing is.</summary>
    private static async Task<string> DueAsync(string directory)
    {
        await using var db = TestDatabase.Open(directory);
        var due = new List<string>();
        foreach (var mail in await db.Outbox.AsNoTracking().Where(m => m.Fate == MailFate.Pending || m.Fate == MailFate.Deferred).ToListAsync())
            due.Add($"mail {mail.Letter} {mail.Fate}, {mail.Attempts} tries, due {mail.DueAt:T}, leased until {mail.LeasedUntil:T} {mail.LastError}");
        if (await db.Tickets.AnyAsync(t => t.LastHash == null)) due.Add("hashes");
        if (await db.Tickets.AnyAsync(t => t.LastSequence > t.CountedSequence)) due.Add("tallies");
        if (await db.DueTimers(DateTimeOffset.UtcNow).AnyAsync()) due.Add("timers");
        if (await db.WorkflowMigrations.AnyAsync(m => m.FinishedAt == null && m.Way == Domain.Workflows.Migrating.MigrationWay.Adopt)) due.Add("a migration");
        return string.Join("; ", due);
    }

    private static string Copied(string place, string from)
    {
        var to = Path.Combine(place, $"{Guid.NewGuid():N}");
        TestDatabase.Copy(from, to);
        return to;
    }

    private static void Drop(string directory)
    {
        TestDatabase.Drop(directory);
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }
}
