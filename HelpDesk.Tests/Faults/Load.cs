using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>Load L: four writers, two customers' and two agents', who create, reply, note and take steps all the time.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly List<Writer> writers;
    private readonly CancellationTokenSource stop = new();
    private List<Task> writing = [];

    private Load(Uri address, int seed) =>
        writers = [.. new[] { Cast.Carl, Cast.Carl, Cast.Sasha, Cast.Sasha }.Select((email, i) => new Writer(address, email, Ledger, seed + i))];

    public Ledger Ledger { get; } = new();

    public static async Task<Load> BeginAsync(Uri address, int seed)
    {
        var load = new Load(address, seed);
        foreach (var writer in load.writers) await writer.SignInAsync();
        load.writing = [.. load.writers.Select(writer => Task.Run(() => writer.WriteUntilAsync(load.stop.Token)))];
        return load;
    }

    /// <summary>Waits until something more is acknowledged, a minute at most.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> GoesOnAsync()
    {
        var before = Ledger.Texts.Count;
        for (var wait = 0; wait < 1200 && Ledger.Texts.Count == before; wait++) await Task.Delay(50);
        return Ledger.Texts.Count > before;
    }

    /// <summary>Waits until each writer is through with what it was at; one that is not after two minutes is a failure.</summary>
    public async Task UnderWayEndsAsync()
    {
        var begun = writers.ConvertAll(writer => writer.Begun);
        bool IsUnderWay() => writers.Where((writer, i) => writer.Begun == begun[i]).Any();
        for (var wait = 0; wait < 2400 && IsUnderWay(); wait++) await Task.Delay(50);
        Assert.False(IsUnderWay(), "A writer was at one thing for two minutes.");
    }

    public async Task EndAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(writing);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (var writer in writers) writer.Dispose();
        stop.Dispose();
    }
}
