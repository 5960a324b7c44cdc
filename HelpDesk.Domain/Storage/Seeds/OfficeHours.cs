namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>When people in stories are at their desks: Monday to Friday, 8 to 18 in the product's zone.</summary>
public sealed class OfficeHours(TimeZoneInfo zone)
{
    private const int Opens = 8;
    private const int Closes = 18;

    /// <summary>This instant, or one in the first hours of the next working day.</summary>
    public DateTimeOffset Next(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        if (IsWorkday(local.DayOfWeek) && local.Hour is >= Opens and < Closes) return at;
        var day = local.Hour < Opens ? local.Date : local.Date.AddDays(1);
        while (!IsWorkday(day.DayOfWeek)) day = day.AddDays(1);
        // Not all at eight sharp: the minutes of the first five hours, spread by the instant itself.
        var morning = day.AddHours(Opens).AddSeconds(at.ToUnixTimeSeconds() / 60 * 7919 % (5 * 3600));
        return new DateTimeOffset(morning, zone.GetUtcOffset(morning)).ToUniversalTime();
    }

    private static bool IsWorkday(DayOfWeek day) => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
