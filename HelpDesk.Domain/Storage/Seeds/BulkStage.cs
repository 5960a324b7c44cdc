using System.Threading.Channels;
using HelpDesk.Domain.Search;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>Plays in memory on one thread while what was played before is written on another.</summary>
internal sealed class BulkStage : IPlayedStage
{
    // So many stretches may wait to be written: memory has an end.
    private const int Ahead = 4;

    // So many share a commit. What happens to the tickets of some weeks touches the same pages again and again: each commit writes all of them.
    private const int Together = 100;

    private readonly Writes writes;
    private readonly BulkDesk desk;
    private readonly Channel<BulkRows> played = Channel.CreateBounded<BulkRows>(Ahead);
    private readonly Task writing;

    public BulkStage(Writes writes, BulkDesk desk)
    {
        (this.writes, this.desk) = (writes, desk);
        var known = desk.LastNumber;
        writing = Task.Run(() => WriteAsync(known));
    }

    public int Happenings => 4000;

    public async Task StretchAsync(Func<IPlayedDesk, Task> play, CancellationToken ct)
    {
        await play(desk);
        await GiveAsync(desk.TakeRows(), ct);
    }

    public async Task EndAsync(CancellationToken ct)
    {
        await GiveAsync(desk.TakeUnfinished(), ct);
        played.Writer.Complete();
        await writing;
    }

    private async Task GiveAsync(BulkRows rows, CancellationToken ct)
    {
        // A writer that failed takes no more: its trouble is ours.
        if (writing.IsFaulted) await writing;
        await played.Writer.WriteAsync(rows, ct);
    }

    private async Task WriteAsync(long known)
    {
        try
        {
            while (await played.Reader.WaitToReadAsync())
                await writes.GroupAsync(async (group, ct) =>
                {
                    for (var stretch = 0; stretch < Together && await played.Reader.WaitToReadAsync(ct); stretch++)
                        known = await WriteAsync(await played.Reader.ReadAsync(ct), known, group, ct);
                }, CancellationToken.None);
        }
        catch (Exception trouble)
        {
            played.Writer.TryComplete(trouble);
            throw;
        }
    }

    private static Task<long> WriteAsync(BulkRows rows, long known, Writes group, CancellationToken ct) => group.DoAsync(async (db, cancel) =>
    {
        await db.PrepareForBulkAsync(cancel);
        await rows.WriteAsync(db, cancel);
        await IndexCommands.LetWaitAsync(db, known, cancel);
        await db.NumberedUpToAsync(rows.LastNumber, cancel);
        return rows.LastNumber;
    }, OnConflict.Refuse, ct);
}
