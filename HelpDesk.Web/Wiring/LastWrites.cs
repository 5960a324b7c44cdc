using HelpDesk.Domain.Storage.Committing;

namespace HelpDesk.Web.Wiring;

/// <summary>When the server and the jobs have stopped, what they still asked to be written is written before the house is taken down.</summary>
internal sealed class LastWrites(CommitStrategy commits) : IHostedLifecycleService
{
    public Task StoppedAsync(CancellationToken cancellationToken) => commits.CloseAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
