namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>A clock that stands until it is set: histories are played through the real workflow at the times when they would have happened.</summary>
public sealed class VirtualClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>Goes on to an instant; never back.</summary>
    public void GoTo(DateTimeOffset at) => now = at > now ? at : now;
}
