namespace HelpDesk.Web.Wiring;

/// <summary>
/// Looks what died when the house is told to stop, before anything is given up because of that. The host stops for a service that died, and
/// ends as if it had been told to.
/// </summary>
internal sealed class DeathWatch(IServiceProvider house, IHostApplicationLifetime life) : IHostedLifecycleService, IDisposable
{
    private CancellationTokenRegistration watching;
    private volatile Exception? death;

    public static void Begin(IServiceCollection services)
    {
        services.AddSingleton<DeathWatch>();
        services.AddHostedService(house => house.GetRequiredService<DeathWatch>());
    }

    /// <summary>What a service of the house died of; null if all lived.</summary>
    public Exception? Death => death;

    // What was registered last is called first: before the host's own token, which is made just before this and gives up the services with the start.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        BackgroundService[] services = [.. house.GetServices<IHostedService>().OfType<BackgroundService>()];
        watching = life.ApplicationStopping.Register(() => death = DeathOf(services));
        return Task.CompletedTask;
    }

    private static Exception? DeathOf(BackgroundService[] services)
    {
        var dead = services.Select(service => service.ExecuteTask).FirstOrDefault(run => run is { IsFaulted: true } or { IsCanceled: true });
        return dead is null ? null : dead.Exception?.GetBaseException() ?? new TaskCanceledException(dead);
    }

    public void Dispose() => watching.Dispose();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
