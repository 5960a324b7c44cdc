using HelpDesk.Domain.Storage;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HelpDesk.Web.Nodes;

/// <summary>
/// Notices when a newer program has migrated the database under this one, as in a rolling upgrade. This one is not ready any more from then on,
/// lets what is under way finish, and ends: it would write what the newer one does not understand.
/// </summary>
internal sealed partial class VersionWatch(NpgsqlDataSource database, IServiceScopeFactory scopes, Readiness readiness, IHostApplicationLifetime life, ILogger<VersionWatch> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = await KnownAsync();
        // By the real clock: it is about the other processes, not about the desk's time.
        using var beat = new PeriodicTimer(Look);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            if (!readiness.IsOpen || await NewerAsync(known, stoppingToken) is not { } migration) continue;
            var sentence = new DatabaseIsNewerException(migration).Message;
            LogNewer(sentence);
            readiness.ShutFor(sentence);
            life.StopApplication();
            return;
        }
    }

    private async Task<string[]> KnownAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        return [.. scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Database.GetMigrations()];
    }

    private async Task<string?> NewerAsync(string[] known, CancellationToken ct)
    {
        try
        {
            await using var find = database.CreateCommand("""SELECT max("MigrationId") FROM "__EFMigrationsHistory" WHERE "MigrationId" <> ALL ($1)""");
            find.Parameters.Add(new() { Value = known });
            return await find.ExecuteScalarAsync(ct) as string;
        }
        catch (Exception trouble) when (Outages.IsOfDatabase(trouble))
        {
            return null; // away for a moment: looked at again soon
        }
    }

    [LoggerMessage(LogLevel.Error, "{Sentence}")]
    private partial void LogNewer(string sentence);
}
