using System.Data.Common;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Storage.Committing;
using HelpDesk.Domain.Storage.Sqlite;
using HelpDesk.Tests.House;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Tests.Storage;

/// <summary>The seam alone, on a database of its own. Groups last as long as something waits, so that a test decides what shares a commit.</summary>
internal sealed class WritesHouse : IAsyncDisposable, ICommitListener
{
    private readonly TempDirectory directory = new();
    private readonly ServiceProvider services;

    private WritesHouse()
    {
        var collection = new ServiceCollection();
        collection.AddDbContextPool<HelpDeskDb, SqliteDb>(options =>
        {
            SqliteDb.Use(options, $"Data Source={Path.Combine(directory.Path, "helpdesk.db")}");
            options.AddInterceptors(Commits);
        });
        collection.AddSingleton(new GroupLimits(1024, 256, TimeSpan.FromMinutes(1)));
        collection.AddSingleton<CommitStrategy, GroupCommit>();
        collection.AddSingleton<ICommitListener>(this);
        collection.AddSingleton<Writes>();
        services = collection.BuildServiceProvider();
    }

    public Writes Writes => services.GetRequiredService<Writes>();

    public CommitStrategy Strategy => services.GetRequiredService<CommitStrategy>();

    public CommitWatch Commits { get; } = new();

    /// <summary>How often listeners were told so far.</summary>
    public int Tellings => tellings;

    private int tellings;

    public static async Task<WritesHouse> BuildAsync()
    {
        var house = new WritesHouse();
        await house.ReadAsync(async db =>
        {
            await db.Database.MigrateAsync();
            return true;
        });
        return house;
    }

    public void Told(Committed commit) => Interlocked.Increment(ref tellings);

    /// <summary>Keeps the writer busy until the gate is opened: what is asked for meanwhile is one group with this.</summary>
    public async Task<(TaskCompletionSource Gate, Task Busy)> HoldAsync()
    {
        var (gate, begun) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var busy = Writes.DoAsync(async (HelpDeskDb _, CancellationToken _) =>
        {
            begun.TrySetResult();
            await gate.Task;
            return true;
        }, OnConflict.DecideAnew, CancellationToken.None);
        await begun.Task;
        return (gate, busy);
    }

    public Task<bool> AddAsync(string name, CancellationToken ct = default) => Writes.DoAsync((db, _) =>
    {
        db.Organisations.Add(new Organisation(name));
        return Task.FromResult(true);
    }, OnConflict.DecideAnew, ct);

    /// <summary>What another connection sees.</summary>
    public Task<List<string>> NamesAsync() => ReadAsync(db => db.Organisations.OrderBy(o => o.Name).Select(o => o.Name).ToListAsync());

    public async Task<T> ReadAsync<T>(Func<HelpDeskDb, Task<T>> read)
    {
        await using var scope = services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<HelpDeskDb>());
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        directory.Dispose();
    }
}

/// <summary>Sees commits, and lets some of them fail as a full disk would.</summary>
internal sealed class CommitWatch : DbTransactionInterceptor
{
    private int count;

    public int Count => count;

    /// <summary>What happens at the next commit.</summary>
    public Exception? FailCommit { get; set; }

    /// <summary>What happens at the next begin.</summary>
    public Exception? FailBegin { get; set; }

    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        if (FailBegin is not { } trouble) return ValueTask.FromResult(result);
        FailBegin = null;
        throw trouble;
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        if (FailCommit is not { } trouble) return ValueTask.FromResult(result);
        FailCommit = null;
        throw trouble;
    }
}
