using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>The demo: a cast, and tickets whose histories were played through the real workflow over the last weeks.</summary>
public sealed class Demo(Writes writes, WorkflowLibrary workflows, Reactions.Reactions reactions, Reactions.ITokenSeal seal, AttachmentFiles files, TimeProvider clock)
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(60);

    /// <summary>Plants everything in a database where nobody is yet; else does nothing.</summary>
    public async Task PlantAsync(string password, int samples, CancellationToken ct)
    {
        if (await writes.DoAsync((db, cancel) => db.Users.AnyAsync(cancel), OnConflict.DecideAnew, ct)) return;
        var now = clock.GetUtcNow();
        var past = new VirtualClock(now - Past);
        var cast = await DemoCast.EnterAsync(writes, password, past.GetUtcNow(), ct);
        var player = new Player(writes, workflows, reactions, seal, files, past, keepTokens: true);
        await player.PlayAsync(new StoryBook(cast, now).Read().Take(samples), now, null, ct);
    }
}
