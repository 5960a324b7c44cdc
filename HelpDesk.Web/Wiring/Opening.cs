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
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var settings = house.GetRequiredService<Settings>();
        var isDemo = settings.IsDemo(house.GetRequiredService<IHostEnvironment>());
        // One process at a time, of all that share the database: none finds half of what another plants.
        await using var alone = await HoldAsync(house, cancellationToken);
        await PrepareDatabaseAsync(house, cancellationToken);
        await FirstMailbox.PlantAsync(settings, house.GetRequiredService<MailboxCommands>(), cancellationToken);
        await Setup.OfferAsync(house, cancellationToken);
        if (isDemo) await house.GetRequiredService<Demo>().PlantAsync(PasswordOf(settings), settings.SampleTickets, cancellationToken);
        readiness.Open();
    }

    /// <summary>Brings the database to this program's version, with what every installation starts with.</summary>
    /// <exception cref="StartRefusedException">The database cannot be used.</exception>
    public static async Task PrepareAsync(IServiceProvider house, CancellationToken ct)
    {
        await using var alone = await HoldAsync(house, ct);
        await PrepareDatabaseAsync(house, ct);
    }

    private static Task<IAsyncDisposable> HoldAsync(IServiceProvider house, CancellationToken ct) =>
        RefusingAsync(house, () => house.GetRequiredService<IPreparing>().HoldAsync(ct));

    private static Task<bool> PrepareDatabaseAsync(IServiceProvider house, CancellationToken ct) => RefusingAsync(house, async () =>
    {
        var clock = house.GetRequiredService<TimeProvider>();
        await using (var scope = house.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
            await Migrator.MigrateAsync(db, ct);
            await db.RefreshStatisticsAsync(ct);
        }
        var isDemo = house.GetRequiredService<Settings>().IsDemo(house.GetRequiredService<IHostEnvironment>());
        await FirstData.PlantAsync(house.GetRequiredService<Writes>(), isDemo ? Demo.Before(clock) : clock, ct);
        return true;
    });

    private static async Task<T> RefusingAsync<T>(IServiceProvider house, Func<Task<T>> preparing)
    {
        try
        {
            return await preparing();
        }
        catch (Exception wrong) when (StartChecks.Refused(wrong, house.GetRequiredService<DataDirectories>()) is { } refused)
        {
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
