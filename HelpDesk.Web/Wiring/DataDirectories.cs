namespace HelpDesk.Web.Wiring;

/// <summary>The directory that holds everything worth a backup: database, attachments, raw mails, keys.</summary>
public sealed record DataDirectories(string Root)
{
    public string Attachments => Path.Combine(Root, "attachments");
    public string Mail => Path.Combine(Root, "mail");
    public string Spool => Path.Combine(Root, "incoming");
    public string Keys => Path.Combine(Root, "keys");
    public string MigrationLock => Path.Combine(Root, "migration.lock");

    /// <summary>Held by every process that works with the directory; a restore wants it alone.</summary>
    public string UseLock => Path.Combine(Root, "use.lock");

    /// <summary>Held by the one program that serves from here, on SQLite.</summary>
    public string ServeLock => Path.Combine(Root, "serve.lock");

    /// <summary>There while a restore puts things in their places.</summary>
    public string RestoreMark => Path.Combine(Root, "restore.mark");

    /// <summary>Held while files may not be thrown away, or are.</summary>
    public string SweepLock => Path.Combine(Root, "sweep.lock");

    public string Sqlite => Path.Combine(Root, "helpdesk.db");

    /// <summary>The configured one; else <c>data</c> beside HelpDesk.sln when run from the sources, or beside the published program.</summary>
    public static DataDirectories From(Settings settings)
    {
        var root = settings.DataDirectory.Length > 0
            ? Path.GetFullPath(settings.DataDirectory)
            : Path.Combine(Sources() ?? AppContext.BaseDirectory, "data");
        return new(root);
    }

    private static string? Sources()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "HelpDesk.sln")))
                return folder.FullName;
        return null;
    }
}
