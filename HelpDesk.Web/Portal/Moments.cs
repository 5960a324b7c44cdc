using System.Globalization;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Portal;

/// <summary>A moment to come, as people say it in the middle of a sentence: "tomorrow at 09:12".</summary>
public sealed class Moments(Words words)
{
    public string Of(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (at <= now) return words["very soon"];
        var (then, today) = (TimeZoneInfo.ConvertTime(at, zone), TimeZoneInfo.ConvertTime(now, zone));
        var time = then.ToString("t", CultureInfo.CurrentCulture);
        return (then.Date - today.Date).Days switch
        {
            0 => words["today at {0}", time],
            1 => words["tomorrow at {0}", time],
            _ when then.Year == today.Year => words["on {0} {1} at {2}", then.ToString("dddd", CultureInfo.CurrentCulture), then.ToString("M", CultureInfo.CurrentCulture), time],
            _ => words["on {0} at {1}", then.ToString("D", CultureInfo.CurrentCulture), time],
        };
    }
}
