using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Npgsql;

namespace HelpDesk.Web.Nodes;

/// <summary>Hears what other nodes committed, and tells this node's own listeners: its pages, its sessions, its mailbox readers.</summary>
internal sealed partial class HintReader(IServiceProvider house, HintSender own, IEnumerable<ICommitListener> listeners, ILogger<HintReader> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception trouble) when (Outages.IsOfDatabase(trouble) && !stoppingToken.IsCancellationRequested)
            {
                LogTrouble(trouble);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        // A connection of its own: in the pool it would go on to listen for whoever has it next.
        var settings = new NpgsqlConnectionStringBuilder(Database.ConnectionString(house)) { Pooling = false, ApplicationName = "HelpDesk hints" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, said) => Hear(said.Payload);
        await connection.OpenAsync(ct);
        await RunAsync(connection, $"LISTEN {Hint.Channel}", ct);
        while (true)
        {
            // Where nothing was said for a while: whether the other end is still there.
            if (!await connection.WaitAsync(Beat, ct)) await RunAsync(connection, "SELECT 1", ct);
        }
    }

    private void Hear(string said)
    {
        if (Hint.Read(said) is not { } hint || hint.Node == own.Node) return;
        var committed = hint.ToCommitted();
        foreach (var listener in listeners) listener.Told(committed);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(LogLevel.Debug, "The other nodes cannot be heard for a moment.")]
    private partial void LogTrouble(Exception trouble);
}
