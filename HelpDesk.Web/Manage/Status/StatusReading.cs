using HelpDesk.Web.Telemetry;

namespace HelpDesk.Web.Manage.Status;

public sealed record StatusFacts(HouseFacts House, ProgramFacts Program);

public sealed class StatusReading
{
    private readonly HouseWatch watch;

    internal StatusReading(HouseWatch watch) => this.watch = watch;

    /// <summary>Looks anew: whoever mended something wants to see it.</summary>
    public async Task<StatusFacts> NowAsync(CancellationToken ct) => new(await watch.LookAsync(ct), ProgramFacts.Since(watch.StartedAt));
}

/// <summary>What did not work when the house looked at itself last: for pages that only point to it.</summary>
public sealed class StatusSign
{
    private readonly HouseWatch watch;

    internal StatusSign(HouseWatch watch) => this.watch = watch;

    public IReadOnlyList<HousePart> Red => watch.Red;
}
