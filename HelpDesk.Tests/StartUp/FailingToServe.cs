using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HelpDesk.Tests.StartUp;

/// <summary>What nobody foresaw ends with a status that is not 0, so that a supervisor starts the program again; that it was told to stop does not.</summary>
public sealed class FailingToServe
{
    private static readonly ArgumentOutOfRangeException Unforeseen = new("port", 99999, "This is no port.");

    [Fact]
    public async Task An_opening_that_fails_is_status_1() => Assert.Equal(1, await ServeAsync(new AtStart(_ => throw Unforeseen)));

    [Fact]
    public async Task A_service_that_dies_during_the_opening_is_status_1() =>
        Assert.Equal(1, await ServeAsync(new Service((_, _) => throw Unforeseen), new AtStart(ct => Task.Delay(Timeout.Infinite, ct))));

    [Fact]
    public async Task A_service_that_gives_up_waiting_during_the_opening_is_status_1() =>
        Assert.Equal(1, await ServeAsync(new Service((_, _) => throw new TaskCanceledException("No answer in time.")), new AtStart(ct => Task.Delay(Timeout.Infinite, ct))));

    [Fact]
    public async Task A_service_that_dies_later_is_status_1() => Assert.Equal(1, await ServeAsync(new Service((_, _) => throw Unforeseen, isLate: true)));

    [Fact]
    public async Task A_service_that_gives_up_waiting_later_is_status_1() =>
        Assert.Equal(1, await ServeAsync(new Service((_, _) => throw new TaskCanceledException("No answer in time."), isLate: true)));

    [Fact]
    public async Task That_it_is_told_to_stop_is_status_0_whatever_breaks_by_that() => Assert.Equal(0, await ServeAsync(
        new Service((life, _) => { life.StopApplication(); return Task.CompletedTask; }, isLate: true),
        new Service(async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct).ContinueWith(_ => { }, TaskScheduler.Default);
            throw Unforeseen;
        })));

    [Fact]
    public async Task That_it_is_told_to_stop_the_moment_it_opens_is_status_0()
    {
        var waits = new TaskCompletionSource();
        Assert.Equal(0, await ServeAsync(
            new Service(async (_, ct) =>
            {
                // Whoever looks what died after this was given up finds it given up for sure.
                ct.Register(() => Thread.Sleep(200));
                waits.SetResult();
                await Task.Delay(Timeout.Infinite, ct);
            }),
            new Opening(waits.Task)));
    }

    private static async Task<int> ServeAsync(params IHostedService[] services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var readiness = new Readiness();
        builder.Services.AddSingleton(readiness);
        DeathWatch.Begin(builder.Services);
        foreach (var service in services) builder.Services.AddSingleton(service);
        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(readiness.Open);
        foreach (var service in services.OfType<Service>()) (service.Life, service.Readiness) = (app.Lifetime, readiness);
        foreach (var opening in services.OfType<Opening>()) (opening.Life, opening.Readiness) = (app.Lifetime, readiness);
        return await app.OpenAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    private sealed class Service(Func<IHostApplicationLifetime, CancellationToken, Task> run, bool isLate = false) : BackgroundService
    {
        public IHostApplicationLifetime Life { get; set; } = null!;
        public Readiness Readiness { get; set; } = null!;

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            while (isLate && !Readiness.IsOpen) await Task.Delay(20, stoppingToken);
            await run(Life, stoppingToken);
        }
    }

    /// <summary>Opens the house, and is told to stop before the host is done with starting.</summary>
    private sealed class Opening(Task others) : AtStart(_ => Task.CompletedTask)
    {
        public IHostApplicationLifetime Life { get; set; } = null!;
        public Readiness Readiness { get; set; } = null!;

        public override async Task StartedAsync(CancellationToken cancellationToken)
        {
            await others;
            Readiness.Open();
            Life.StopApplication();
        }
    }

    private class AtStart(Func<CancellationToken, Task> open) : IHostedLifecycleService
    {
        public virtual Task StartedAsync(CancellationToken cancellationToken) => open(cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
