using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Web.Mailroom.Fetching;
using HelpDesk.Web.SignIn;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Web.Wiring;

/// <summary>
/// Puts everything in its place while the server listens already, so that it answers /health/live during a long migration.
/// The host counts as started, and jobs begin, only when this is done.
/// </summary>
internal sealed class Opening(IServiceProvider house, Readiness readiness) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var settings = house.GetRequiredService<Settings>();
        var isDemo = settings.IsDemo(house.GetRequiredService<IHostEnvironment>());
        await PrepareAsync(house, cancellationToken);
        Failpoint.Reach(Failpoint.OpenPlanted);
        await FirstMailbox.PlantAsync(settings, house.GetRequiredService<MailboxCommands>(), cancellationToken);
        await Setup.OfferAsync(house, cancellationToken);
        if (isDemo) await house.GetRequiredService<Demo>().PlantAsync(PasswordOf(settings), settings.SampleTickets, cancellationToken);
        Failpoint.Reach(Failpoint.OpenReady);
        readiness.Open();
    }

    /// <summary>Brings the database to this program's version, with what every installation starts with.</summary>
    /// <exception cref="StartRefusedException">The database cannot be used.</exception>
    public static async Task PrepareAsync(IServiceProvider house, CancellationToken ct)
    {
        var directories = house.GetRequiredService<DataDirectories>();
        var clock = house.GetRequiredService<TimeProvider>();
        house.GetRequiredService<Backups.DataInUse>().Hold();
        try
        {
            await using (var scope = house.CreateAsyncScope())
                await Migrator.MigrateAsync(scope.ServiceProvider.GetRequiredService<HelpDeskDb>(), directories.MigrationLock, ct);
            Failpoint.Reach(Failpoint.OpenMigrated);
            var isDemo = house.GetRequiredService<Settings>().IsDemo(house.GetRequiredService<IHostEnvironment>());
            await FirstData.PlantAsync(house.GetRequiredService<Writes>(), isDemo ? Demo.Before(clock) : clock, ct);
        }
        catch (SqliteException wrong)
        {
            throw StartChecks.Refused(wrong, directories);
        }
        catch (DatabaseIsNewerException newer)
        {
            throw StartChecks.Refused(newer);
        }
    }

    public static string PasswordOf(Settings settings) => settings.DemoPassword.Length > 0 ? settings.DemoPassword : DemoCast.DefaultPassword;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
