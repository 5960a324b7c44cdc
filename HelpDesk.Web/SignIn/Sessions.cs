using System.Collections.Concurrent;
using System.Security.Claims;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.SignIn;

/// <summary>
/// Who is signed in. The cookie holds a person's id and security stamp only; what they are is read here at each request, from a
/// memory of seconds that a change made in this process empties at once. So whoever lost a role is out at the next click.
/// </summary>
public sealed class Sessions(IServiceScopeFactory scopes, TimeProvider clock) : ICommitListener
{
    /// <summary>How long another process's change may go unseen.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    private const string StampClaim = "stamp";
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<PersonId, (Standing? Standing, DateTimeOffset Until)> remembered = new();
    private long forgotten;

    /// <summary>Signs somebody in, in this browser.</summary>
    /// <param name="remember">Whether the cookie outlives the browser; null: as it does now.</param>
    public async Task StartAsync(HttpContext http, PersonId person, bool? remember)
    {
        Forget(person);
        var standing = await StandingAsync(person, http.RequestAborted) ?? throw new InvalidOperationException("Nobody active with a confirmed address has this id.");
        var lasts = remember ?? (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties?.IsPersistent ?? false;
        var now = clock.GetUtcNow();
        var cookie = Principal([new(ClaimTypes.NameIdentifier, person.ToString()), new(StampClaim, standing.Stamp)]);
        await http.SignInAsync(IdentityConstants.ApplicationScheme, cookie, new AuthenticationProperties
        {
            IsPersistent = lasts,
            IssuedUtc = now,
            ExpiresUtc = now + (lasts ? Identity.Remembered : Identity.Day),
        });
    }

    /// <summary>The person as they are now, or null when this session has ended.</summary>
    public async ValueTask<ClaimsPrincipal?> OpenAsync(ClaimsPrincipal cookie, CancellationToken ct)
    {
        if (!Guid.TryParse(cookie.FindFirstValue(ClaimTypes.NameIdentifier), out var id)) return null;
        var standing = await StandingAsync(PersonId.From(id), ct);
        return standing is not null && standing.Stamp == cookie.FindFirstValue(StampClaim) ? Principal(standing.Claims) : null;
    }

    /// <summary>Looks a person up anew at their next request.</summary>
    public void Forget(PersonId person)
    {
        Interlocked.Increment(ref forgotten);
        remembered.TryRemove(person, out _);
    }

    public void Told(Committed commit)
    {
        foreach (var person in commit.People) Forget(person);
    }

    private async ValueTask<Standing?> StandingAsync(PersonId id, CancellationToken ct)
    {
        if (remembered.TryGetValue(id, out var known) && clock.GetUtcNow() < known.Until) return known.Standing;
        var before = Interlocked.Read(ref forgotten);
        var standing = await ReadAsync(id, ct);
        if (remembered.Count >= MostRemembered) remembered.Clear();
        remembered[id] = (standing, clock.GetUtcNow() + Memory);
        // What was read before a change must not be remembered after it.
        if (before != Interlocked.Read(ref forgotten)) remembered.TryRemove(id, out _);
        return standing;
    }

    // All ways in end here: whoever has not confirmed the address sees nothing.
    private async Task<Standing?> ReadAsync(PersonId id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var person = await scope.ServiceProvider.GetRequiredService<HelpDeskDb>().Users.AsNoTracking().Active().SingleOrDefaultAsync(p => p.Id == id && p.EmailConfirmed, ct);
        return person is null ? null : new Standing(person.SecurityStamp!, [.. ClaimsOf(person)]);
    }

    private static IEnumerable<Claim> ClaimsOf(Person person)
    {
        yield return new(ClaimTypes.NameIdentifier, person.Id.ToString());
        yield return new("name", person.Name);
        yield return new(ClaimTypes.Email, person.Email!);
        yield return new(StampClaim, person.SecurityStamp!);
        foreach (var role in Enum.GetValues<PersonRoles>())
            if (role != PersonRoles.None && person.Roles.HasFlag(role))
                yield return new(ClaimTypes.Role, role.ToString());
        if (person.TimeZone is { } zone) yield return new(ReaderZone.Claim, zone);
    }

    private static ClaimsPrincipal Principal(IEnumerable<Claim> claims) =>
        new(new ClaimsIdentity(claims, IdentityConstants.ApplicationScheme, "name", ClaimTypes.Role));

    private sealed record Standing(string Stamp, IReadOnlyList<Claim> Claims);
}
