using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HelpDesk.Domain.Storage.Committing;

/// <summary>Each command in a transaction and on a connection of its own, many at the same time: for databases with many writers.</summary>
public class SeparateCommits(IServiceScopeFactory scopes) : CommitStrategy
{
    public override async Task<(T Answer, Committed Committed)> CommitAsync<T>(WriteCommand<T> command, Turn turn, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
        await using var transaction = await db.BeginAsync(ct);
        try
        {
            // Who lost a race queues up, so that many at one thing all come to an end.
            if (turn == Turn.Again) await db.AloneAsync(ct);
            var done = await SaveAsync(command, scope.ServiceProvider, db, ct);
            // From here on the caller's leaving must not leave the outcome in doubt.
            await transaction.CommitAsync(CancellationToken.None);
            Failpoint.Reach(Failpoint.WriteCommitted);
            return done;
        }
        catch (InvalidOperationException trouble) when (db.Database.GetDbConnection().State != ConnectionState.Open)
        {
            // The driver says that the transaction is over, and not why: it went with its connection.
            throw new NpgsqlException("The connection to the database broke while something was being written.", trouble);
        }
    }
}
