using System.Threading.Channels;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Npgsql;

namespace HelpDesk.Web.Nodes;

/// <summary>
/// Tells the other nodes what was committed here, many commits at once and after them: a NOTIFY inside a commit would make all commits
/// of all nodes wait for one another. Losing one costs only freshness.
/// </summary>
internal sealed partial class HintSender(NpgsqlDataSource database, ILogger<HintSender> log) : BackgroundService, ICommitListener
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Channel<Committed> commits = Channel.CreateBounded<Committed>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>This process, among those on the database.</summary>
    public Guid Node { get; } = Guid.NewGuid();

    public void Told(Committed commit)
    {
        if (!commit.IsFromElsewhere && (commit.Tickets.Count > 0 || commit.People.Count > 0 || commit.Mailboxes)) commits.Writer.TryWrite(commit);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await commits.Reader.WaitToReadAsync(stoppingToken))
        {
            foreach (var hint in Gather()) await SayAsync(hint, stoppingToken);
            // About the wire, not about the desk's time: so by the real clock.
            await Task.Delay(Pause, stoppingToken);
        }
    }

    private List<Hint> Gather()
    {
        var (tickets, people, mailboxes) = (new Dictionary<long, int>(), new HashSet<PersonId>(), false);
        while (commits.Reader.TryRead(out var commit))
        {
            foreach (var (number, revision) in commit.Tickets) tickets[number] = Math.Max(revision, tickets.GetValueOrDefault(number));
            people.UnionWith(commit.People);
            mailboxes |= commit.Mailboxes;
        }
        return [.. Hint.Of(Node, tickets, people, mailboxes)];
    }

    private async Task SayAsync(Hint hint, CancellationToken ct)
    {
        try
        {
            await using var say = database.CreateCommand("SELECT pg_notify($1, $2)");
            say.Parameters.Add(new() { Value = Hint.Channel });
            say.Parameters.Add(new() { Value = hint.Write() });
            await say.ExecuteNonQueryAsync(ct);
        }
        catch (Exception trouble) when (Outages.IsOfDatabase(trouble))
        {
            LogTrouble(trouble);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The other nodes could not be told of a change.")]
    private partial void LogTrouble(Exception trouble);
}
