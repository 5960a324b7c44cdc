using System.CommandLine;
using System.Globalization;
using HelpDesk.Web.Backups;

namespace HelpDesk.Web.Verbs;

/// <summary><c>backup</c> and <c>restore</c>.</summary>
internal static class BackupVerbs
{
    public static Command Backup(House house)
    {
        var file = new Argument<string>("FILE") { Description = "The backup, a zip file that is not there yet." };
        file.Validators.Add(value =>
        {
            if (value.Tokens.Count == 1 && string.IsNullOrWhiteSpace(value.Tokens[0].Value)) value.AddError("The name of the backup is empty: write where it is to be, such as desk.zip.");
        });
        var json = new Option<bool>("--json") { Description = "What it holds, as {format, database, migration, at, tickets, files, missing, entries}." };
        var backup = new Command("backup", "Writes database, attachments, raw mails and keys into one file, while the desk serves. Status 1 if a file that a row names was missing.") { file, json };
        backup.SetAction((parsed, ct) => AnswerAsync(parsed, async output =>
        {
            var services = await house.OpenedAsync(ct);
            var made = await services.GetRequiredService<Backups.Backups>().SaveAsync(parsed.GetRequiredValue(file), ct);
            await output.WriteLineAsync(parsed.GetValue(json) ? Printed.Json(made) : $"{made.Tickets} tickets and {made.Files} files, as of {At(made)}.");
            if (made.Missing == 0) return 0;
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{made.Missing} files that rows name were not there, and are not in the backup: verify says which.");
            return 1;
        }));
        return backup;
    }

    public static Command Restore(House house)
    {
        var file = new Argument<string>("FILE") { Description = "A backup that this program, or an older one, made." };
        var force = new Option<bool>("--force") { Description = "Also where there is data already: it is put aside in the data directory, never destroyed." };
        var sendMail = new Option<bool>("--send-mail") { Description = "Do not keep back the mail that was owed when the backup was made, and what timers bring about." };
        var restore = new Command("restore", "Puts a backup into the data directory, with the desk stopped. Mail is kept back until somebody says at Manage → Post, or by post send or post discard, what becomes of it.") { file, force, sendMail };
        restore.SetAction((parsed, ct) => AnswerAsync(parsed, async output =>
        {
            var isSent = parsed.GetValue(sendMail);
            var services = house.Checked();
            var (contents, aside) = await services.GetRequiredService<Backups.Backups>().RestoreAsync(parsed.GetRequiredValue(file), parsed.GetValue(force), isSent, ct);
            await output.WriteLineAsync($"Restored: {contents.Tickets} tickets and {contents.Files} files, as of {At(contents)}.");
            if (aside is not null) await output.WriteLineAsync($"What was here lies in '{aside}'.");
            if (!isSent) await output.WriteLineAsync("Mail that was owed is kept back: after the start say at Manage → Post what becomes of it, or by the verbs post send and post discard.");
            return 0;
        }));
        return restore;
    }

    private static async Task<int> AnswerAsync(ParseResult parsed, Func<TextWriter, Task<int>> act)
    {
        try
        {
            return await act(parsed.InvocationConfiguration.Output);
        }
        catch (BackupRefusedException refused)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static string At(BackupManifest manifest) => manifest.At.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
