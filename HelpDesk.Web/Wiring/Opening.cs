using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Web.Mailroom.Fetching;
using HelpDesk.Web.SignIn;
using HelpDesk.Web.Timetable;
using Microsoft.AspNetCore.DataProtection;

namespace HelpDesk.Web.Wiring;

/// <summary>
/// Puts everything in its place while the server listens already, so that it answers /health/live during a long migration.
/// The host counts as started, and jobs begin, only when this is done.
/// </summary>
internal sealed class Opening(IServiceProvider house, Readiness readiness) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken) => AloneAsync(house, async () =>
    {
        house.GetService<OneServer>()?.Hold();
        var settings = house.GetRequiredService<Settings>();
        var isDemo = settings.IsDemo(house.GetRequiredService<IHostEnvironment>());
        await PrepareDatabaseAsync(house, cancellationToken);
        Failpoint.Reach(Failpoint.OpenPlanted);
        await FirstMailbox.PlantAsync(settings, house.GetRequiredService<MailboxCommands>(), cancellationToken);
        await Setup.OfferAsync(house, cancellationToken);
        if (isDemo) await house.GetRequiredService<Demo>().PlantAsync(PasswordOf(settings), settings.SampleTickets, cancellationToken);
        Failpoint.Reach(Failpoint.OpenReady);
        readiness.Open();
    }, cancellationToken);

    /// <summary>Brings the database to this program's version, with what every installation starts with.</summary>
    /// <exception cref="StartRefusedException">The database cannot be used.</exception>
    public static Task PrepareAsync(IServiceProvider house, CancellationToken ct) => AloneAsync(house, () => PrepareDatabaseAsync(house, ct), ct);

    private static async Task PrepareDatabaseAsync(IServiceProvider house, CancellationToken ct)
    {
        var clock = house.GetRequiredService<TimeProvider>();
        await using (var scope = house.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
            await PostgresChecks.CheckDurabilityAsync(db, ct);
            await Migrator.MigrateAsync(db, ct);
            await db.RefreshStatisticsAsync(ct);
        }
        Failpoint.Reach(Failpoint.OpenMigrated);
        JobsStorage.Prepare(house);
        // The first key is made here and not by the first form, so that no two nodes make one each.
        house.GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(Opening)).Protect([]);
        var isDemo = house.GetRequiredService<Settings>().IsDemo(house.GetRequiredService<IHostEnvironment>());
        await FirstData.PlantAsync(house.GetRequiredService<Writes>(), isDemo ? Demo.Before(clock) : clock, ct);
    }

    // One process at a time, of all that share the database: none finds half of what another plants.
    private static async Task AloneAsync(IServiceProvider house, Func<Task> prepare, CancellationToken ct)
    {
        var directories = house.GetRequiredService<DataDirectories>();
        try
        {
            house.GetRequiredService<Backups.DataInUse>().Hold();
            await using var alone = await house.GetRequiredService<IPreparing>().HoldAsync(ct);
            await NothingHalfDoneAsync(SqliteFile.Of(house), prepare, directories);
        }
        catch (Exception wrong) when (StartChecks.Refused(wrong, directories) is { } refused)
        {
            throw refused;
        }
    }

    // A database that this start began and could not finish is gone again.
    private static async Task NothingHalfDoneAsync(SqliteFile? file, Func<Task> prepare, DataDirectories directories)
    {
        var isNew = file is { Exists: false };
        try
        {
            await prepare();
        }
        catch (Exception wrong) when (isNew && StartChecks.Refused(wrong, directories) is not null)
        {
            file!.Delete();
            throw;
        }
    }

    public static string PasswordOf(Settings settings) => settings.DemoPassword.Length > 0 ? settings.DemoPassword : DemoCast.DefaultPassword;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
