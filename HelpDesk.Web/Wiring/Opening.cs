using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Seeds;
using HelpDesk.Web.Mailroom.Fetching;
using HelpDesk.Web.SignIn;

namespace HelpDesk.Web.Wiring;

/// <summary>
/// Puts everything in its place while the server listens already, so that it answers /health/live during a long migration.
/// The host counts as started, and jobs begin, only when this is done.
/// </summary>
internal sealed class Opening(IServiceProvider house, Readiness readiness) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken) => TryAsync(house, async () =>
    {
        var settings = house.GetRequiredService<Settings>();
        var isDemo = settings.IsDemo(house.GetRequiredService<IHostEnvironment>());
        await FillAsync(house, cancellationToken);
        await FirstMailbox.PlantAsync(settings, house.GetRequiredService<MailboxCommands>(), cancellationToken);
        await Setup.OfferAsync(house, cancellationToken);
        if (isDemo) await house.GetRequiredService<Demo>().PlantAsync(PasswordOf(settings), settings.SampleTickets, cancellationToken);
        readiness.Open();
    });

    /// <summary>Brings the database to this program's version, with what every installation starts with.</summary>
    /// <exception cref="StartRefusedException">The database cannot be used.</exception>
    public static Task PrepareAsync(IServiceProvider house, CancellationToken ct) => TryAsync(house, () => FillAsync(house, ct));

    private static async Task FillAsync(IServiceProvider house, CancellationToken ct)
    {
        var clock = house.GetRequiredService<TimeProvider>();
        await using (var scope = house.CreateAsyncScope())
            await Migrator.MigrateAsync(scope.ServiceProvider.GetRequiredService<HelpDeskDb>(), house.GetRequiredService<DataDirectories>().MigrationLock, ct);
        var isDemo = house.GetRequiredService<Settings>().IsDemo(house.GetRequiredService<IHostEnvironment>());
        await FirstData.PlantAsync(house.GetRequiredService<Writes>(), isDemo ? Demo.Before(clock) : clock, ct);
    }

    // What cannot be opened is left as it was found: a database that this start began and could not finish is gone again.
    private static async Task TryAsync(IServiceProvider house, Func<Task> open)
    {
        var directories = house.GetRequiredService<DataDirectories>();
        var file = SqliteFile.Of(house);
        var isNew = file is { Exists: false };
        try
        {
            await open();
        }
        catch (Exception failure) when (StartChecks.Refused(failure, directories) is { } refused)
        {
            if (isNew) file!.Delete();
            throw refused;
        }
    }

    public static string PasswordOf(Settings settings) => settings.DemoPassword.Length > 0 ? settings.DemoPassword : DemoCast.DefaultPassword;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
