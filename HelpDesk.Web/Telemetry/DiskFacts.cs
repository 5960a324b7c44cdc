using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Telemetry;

/// <summary>The room on the disk that holds the data directory.</summary>
public sealed record DiskFacts(string Directory, long Free, long Total)
{
    /// <summary>Below this somebody should look: attachments of 25 MB fill it in a day or two.</summary>
    public const long Low = 2L << 30;

    /// <summary>Below this the next large mail may not fit.</summary>
    public const long VeryLow = 512L << 20;

    public Light Light => Free < VeryLow ? Light.Red : Free < Low ? Light.Amber : Light.Green;

    public static DiskFacts Read(DataDirectories directories)
    {
        var drive = new DriveInfo(directories.Root);
        return new(directories.Root, drive.AvailableFreeSpace, drive.TotalSize);
    }
}
