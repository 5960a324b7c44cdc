using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Workflows;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>The demo: a cast, and tickets whose histories were played through the real workflow over the last weeks.</summary>
public sealed class Demo(Stage stage, Writes writes, ProductZone zone, IOptions<PasswordHasherOptions> hashing, TimeProvider clock)
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(60);

    /// <summary>The time at which the demo's world began.</summary>
    public static VirtualClock Before(TimeProvider clock) => new(clock.GetUtcNow() - Past);

    /// <summary>Whether this is a demo's database.</summary>
    public Task<bool> IsHereAsync(CancellationToken ct) =>
        writes.DoAsync((db, cancel) => db.Users.AnyAsync(p => p.NormalizedEmail == DemoCast.Main[0].NormalEmail, cancel), OnConflict.DecideAnew, ct);

    /// <summary>Plants everything in a database where nobody is yet; else does nothing.</summary>
    public async Task PlantAsync(string password, int samples, CancellationToken ct)
    {
        if (await writes.DoAsync((db, cancel) => db.Users.AnyAsync(cancel), OnConflict.DecideAnew, ct)) return;
        var now = clock.GetUtcNow();
        var past = Before(clock);
        // One hash for the whole cast: everybody knows the password, and seven slow hashes would only delay the start.
        var hash = new PasswordHasher<Person>(hashing).HashPassword(null!, password);
        var cast = await DemoCast.EnterAsync(writes, hash, past.GetUtcNow(), ct);
        await stage.PlayerOn(past, keepTokens: true).PlayAsync(new StoryBook(cast, new OfficeHours(zone.Zone), now).Read().Take(samples).OrderBy(story => story.FiledAt), now, null, ct);
    }
}
