using System.Threading.Channels;
using HelpDesk.Domain.Storage;
using Microsoft.AspNetCore.SignalR;

namespace HelpDesk.Web.Live;

/// <summary>What a page hears.</summary>
/// <param name="Scope">The topic.</param>
/// <param name="Number">The ticket; null at the desk, where not everybody may know of every ticket.</param>
internal sealed record Change(string Scope, long? Number, int? Revision);

/// <summary>Tells the pages after a commit, several commits at once where they come quickly. Losing a word costs only freshness.</summary>
internal sealed class LiveNews(IHubContext<LiveHub> hub) : BackgroundService, ICommitListener
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<(long Number, int Revision)> changes =
        Channel.CreateBounded<(long, int)>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Told(Committed commit)
    {
        foreach (var change in commit.Tickets) changes.Writer.TryWrite(change);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await changes.Reader.WaitToReadAsync(stoppingToken))
        {
            await TellAsync(Gather(), stoppingToken);
            // About the wire, not about the desk's time: so by the real clock.
            await Task.Delay(Pause, stoppingToken);
        }
    }

    private Dictionary<long, int> Gather()
    {
        var newest = new Dictionary<long, int>();
        while (changes.Reader.TryRead(out var change))
            newest[change.Number] = Math.Max(change.Revision, newest.GetValueOrDefault(change.Number));
        return newest;
    }

    private async Task TellAsync(Dictionary<long, int> newest, CancellationToken ct)
    {
        foreach (var (number, revision) in newest)
            await SendAsync(new(LiveHub.TopicOf(number), number, revision), ct);
        await SendAsync(new(LiveHub.Desk, null, null), ct);
    }

    private Task SendAsync(Change change, CancellationToken ct) => hub.Clients.Group(change.Scope).SendAsync("changed", change, ct);
}
