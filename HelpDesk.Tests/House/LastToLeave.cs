using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HelpDesk.Tests.House;

/// <summary>
/// Tells when a house is really gone. The tests' host and the program both close it, and the one that comes second does not wait for the
/// first: files and locks would be held a moment longer than the disposal seems to last.
/// </summary>
internal sealed class LastToLeave
{
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isIn;

    /// <summary>Goes in before all that runs: services are closed in the reverse order of their making. What the program asks for before it starts the host is older, and closed a moment later; it holds no files.</summary>
    public void GoIn(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(_ => new Guest(this)));

    /// <exception cref="TimeoutException">Something does not close.</exception>
    public Task HasLeftAsync() => isIn ? gone.Task.WaitAsync(TimeSpan.FromMinutes(1)) : Task.CompletedTask;

    private sealed class Guest : IHostedService, IDisposable
    {
        private readonly LastToLeave last;

        public Guest(LastToLeave last)
        {
            this.last = last;
            last.isIn = true;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => last.gone.TrySetResult();
    }
}
