namespace HelpDesk.Web.Backups;

/// <summary>What a backup holds, as its last entry <c>manifest.json</c>: a file without it was not finished.</summary>
/// <param name="Format">The form of the archive: 1.</param>
/// <param name="Database"><c>Sqlite</c> or <c>PostgreSql</c>: a backup is restored into the same.</param>
/// <param name="Migration">The last migration of the database.</param>
/// <param name="At">When its snapshot was taken.</param>
/// <param name="Tickets">How many tickets it holds.</param>
/// <param name="Files">How many attachments and raw mails: entries that are named by the hash of their bytes.</param>
/// <param name="Missing">Files that rows name and that were not there when it was made.</param>
/// <param name="Entries">Everything else, with its hash.</param>
internal sealed record BackupManifest(int Format, string Database, string Migration, DateTimeOffset At, int Tickets, int Files, int Missing, IReadOnlyList<BackupEntry> Entries)
{
    public const int PresentFormat = 1;
}

/// <param name="Sha256">Lower-case hex.</param>
internal sealed record BackupEntry(string Name, long Size, string Sha256);

/// <summary>A backup cannot be made, or not be restored. The message is one sentence that says what to do.</summary>
internal sealed class BackupRefusedException(string sentence) : Exception(sentence);
