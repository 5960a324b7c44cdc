using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Ceiling;

/// <summary>SQLite as the product has it: WAL, a sync at each commit, many readers, one writer that puts what waits into one commit.</summary>
internal sealed class Sqlite : IDatabase
{
    private const int MostInACommit = 256;
    private const string Settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;";

    private readonly string connection;
    private readonly ConcurrentBag<Lane> idle = [];
    private readonly Channel<Waiting> writes = Channel.CreateBounded<Waiting>(MostInACommit);

    public Sqlite(string connection)
    {
        this.connection = connection;
        new Thread(Write) { IsBackground = true, Name = "the one writer" }.Start();
    }

    public string NextNumber => """SELECT MAX("Number") + 1 FROM "Tickets" """;

    public string Search => """SELECT rowid FROM "TicketSearch" WHERE "TicketSearch" MATCH @p0 ORDER BY rowid DESC LIMIT 201""";

    public string Sought(string word) => $"\"{word}\"";

    public object At(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public object NewId() => Guid.CreateVersion7().ToString().ToUpperInvariant();

    public async Task<T> ReadAsync<T>(Func<Lane, Task<T>> read)
    {
        if (!idle.TryTake(out var lane)) lane = Open();
        try
        {
            return await read(lane);
        }
        finally
        {
            idle.Add(lane);
        }
    }

    public async Task<T> WriteAsync<T>(Func<Lane, Task<T>> write)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T written = default!;
        await writes.Writer.WriteAsync(new(async lane => written = await write(lane), () => done.SetResult(written), done.SetException));
        return await done.Task;
    }

    // SQLite's calls are synchronous below: no thread is gained by giving this one away.
    private void Write()
    {
        var lane = Open();
        var together = new List<Waiting>(MostInACommit);
        while (writes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            together.Clear();
            try
            {
                using var transaction = ((SqliteConnection)lane.Connection).BeginTransaction(deferred: false);
                lane.Transaction = transaction;
                while (together.Count < MostInACommit && writes.Reader.TryRead(out var next))
                {
                    together.Add(next);
                    next.Do(lane).GetAwaiter().GetResult();
                }
                transaction.Commit();
            }
            catch (SqliteException wrong)
            {
                // Nothing of it stands; a run that meets this is stopped.
                foreach (var one in together) one.Failed(wrong);
                continue;
            }
            foreach (var one in together) one.Done();
        }
    }

    private Lane Open()
    {
        var opened = new SqliteConnection(connection);
        opened.Open();
        using var command = opened.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
        return new(opened);
    }

    private sealed record Waiting(Func<Lane, Task> Do, Action Done, Action<Exception> Failed);
}
