namespace HelpDesk.Domain.Storage;

/// <summary>What happens when the program comes to a failpoint.</summary>
public interface IFault
{
    void Reached(string point);
}

/// <summary>
/// Named moments at which a fault test ends the process, each between two things that must hold together.
/// They are compiled in, so that what is tested is what runs; nothing is armed unless the setting HelpDesk:Failpoint says so.
/// </summary>
public static class Failpoint
{
    public const string WriteBegun = "write-begun";
    public const string WriteDecided = "write-decided";
    public const string WriteSaved = "write-saved";
    public const string WriteCommitted = "write-committed";
    public const string WriteTold = "write-told";
    public const string CommandLoaded = "command-loaded";
    public const string CommandFollowed = "command-followed";
    public const string FileBegun = "file-begun";
    public const string FileFlushed = "file-flushed";
    public const string FileKept = "file-kept";
    public const string InboxStored = "inbox-stored";
    public const string InboxMarked = "inbox-marked";
    public const string MailTaken = "mail-taken";
    public const string MailComposed = "mail-composed";
    public const string MailHanding = "mail-handing";
    public const string MailHanded = "mail-handed";
    public const string MailMarked = "mail-marked";
    public const string MailPostponed = "mail-postponed";
    public const string OpenMigrated = "open-migrated";
    public const string OpenPlanted = "open-planted";
    public const string OpenReady = "open-ready";
    public const string BackupDatabase = "backup-database";
    public const string BackupEntry = "backup-entry";
    public const string BackupWritten = "backup-written";
    public const string RestoreUnpacked = "restore-unpacked";
    public const string RestoreMarked = "restore-marked";
    public const string RestoreAside = "restore-aside";
    public const string RestoreFiles = "restore-files";

    private static volatile IFault? armed;

    public static void Arm(IFault fault) => armed = fault;

    public static void Reach(string point) => armed?.Reached(point);

    /// <summary>A job that does what is due comes to one of them, or has done it.</summary>
    public static void ReachDue(string job, bool isDone) => armed?.Reached(DueBy(job, isDone));

    /// <summary>As <c>DueTimers-begun</c> and <c>DueTimers-done</c>.</summary>
    public static string DueBy(string job, bool isDone) => isDone ? $"{job}-done" : $"{job}-begun";
}
