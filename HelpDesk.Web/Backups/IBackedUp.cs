using HelpDesk.Domain.Storage;

namespace HelpDesk.Web.Backups;

/// <summary>A kind of database, as backups see it.</summary>
internal interface IBackedUp
{
    DatabaseKind Kind { get; }

    /// <summary>Writes a snapshot, and everything that its rows name, while the desk serves.</summary>
    Task<BackupManifest> SaveAsync(BackupWriter backup, DateTimeOffset at, CancellationToken ct);

    /// <summary>Puts a backup in the place of what is here, which no desk uses meanwhile.</summary>
    /// <param name="force">Whether there may be something here; it is put aside, never destroyed.</param>
    /// <param name="holdSince">From when on mail is kept back, or null to send what is due.</param>
    /// <returns>Where what was here lies now, or null where there was nothing.</returns>
    /// <exception cref="BackupRefusedException">Not possible; nothing has changed.</exception>
    Task<string?> RestoreAsync(BackupReader backup, bool force, DateTimeOffset? holdSince, CancellationToken ct);
}
