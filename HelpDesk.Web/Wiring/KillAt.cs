using System.Diagnostics;
using System.Globalization;
using HelpDesk.Domain.Storage;

namespace HelpDesk.Web.Wiring;

/// <summary>Ends the process as kill -9 does, the nth time that it comes to a failpoint: for fault tests alone.</summary>
internal sealed class KillAt : IFault
{
    private readonly string point;
    private int left;

    private KillAt(string point, int time) => (this.point, left) = (point, time);

    /// <summary>Arms what <c>HelpDesk:Failpoint</c> names, as <c>write-saved</c> or <c>write-saved:3</c>.</summary>
    public static void Arm(IConfiguration configuration)
    {
        if (configuration["HelpDesk:Failpoint"] is not { Length: > 0 } named) return;
        var parts = named.Split(':');
        Failpoint.Arm(new KillAt(parts[0], parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1));
    }

    public void Reached(string point)
    {
        if (point != this.point || Interlocked.Decrement(ref left) != 0) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // Nothing goes on from here, however long the signal takes.
        Thread.Sleep(Timeout.Infinite);
    }
}
