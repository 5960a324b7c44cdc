using System.CommandLine;
using System.Security.Cryptography;
using HelpDesk.Web.Mailroom.Reading;
using Command = System.CommandLine.Command;

namespace HelpDesk.Web.Verbs;

/// <summary><c>mail inspect</c>: what is read of a raw mail.</summary>
internal static class MailVerbs
{
    public static Command All() => new("mail", "Works on mails in files.") { Inspect() };

    private static Command Inspect()
    {
        var files = new Argument<string[]>("FILE") { Description = "Raw mails, as .eml.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "A line of JSON a mail: {file, subject, from, text, html, visibleReply, attachments, verdict, because?}." };
        var inspect = new Command("inspect", "Shows what is read of mails, without storing them. Status 1 if one would go to quarantine.") { files, json };
        inspect.SetAction(parsed =>
        {
            var paths = parsed.GetRequiredValue(files);
            if (paths.FirstOrDefault(path => !File.Exists(path)) is { } missing) return DefinitionFile.Unreadable(parsed, missing);
            var allRead = true;
            foreach (var path in paths)
            {
                if (Read(path) is not { } reading) return DefinitionFile.Unreadable(parsed, path);
                allRead &= reading is Reading.Read;
                Print(parsed.InvocationConfiguration.Output, path, reading, parsed.GetValue(json));
            }
            return allRead ? 0 : 1;
        });
        return inspect;
    }

    private static Reading? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return MailReader.Read(file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Print(TextWriter output, string path, Reading reading, bool asJson)
    {
        if (asJson) output.WriteLine(Printed.Line(AsJson(path, reading)));
        else if (reading is Reading.Read(var mail)) PrintLines(output, path, mail);
        else output.WriteLine($"{path}: quarantine: {((Reading.Unreadable)reading).Because}");
    }

    private static Dictionary<string, object?> AsJson(string path, Reading reading)
    {
        var mail = (reading as Reading.Read)?.Mail;
        var shown = new Dictionary<string, object?>
        {
            ["file"] = path,
            ["subject"] = mail?.Subject,
            ["from"] = mail is null ? null : new { mail.From.Name, mail.From.Address },
            ["text"] = mail?.Text,
            ["html"] = mail?.Html is { } html ? MailHtml.Sanitise(html) : null,
            ["visibleReply"] = mail?.VisibleReply,
            ["attachments"] = mail is null ? Array.Empty<object>() : mail.Files.Select(file => new { file.Name, Sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)), Size = file.Content.Length, file.ContentType }).ToArray(),
            ["verdict"] = Verdict(mail?.Nature),
        };
        if (((reading as Reading.Unreadable)?.Because ?? mail?.NatureBecause) is { } because) shown["because"] = because;
        return shown;
    }

    private static void PrintLines(TextWriter output, string path, ReadMail mail)
    {
        output.WriteLine($"{path}: {Verdict(mail.Nature)}{(mail.NatureBecause is null ? "" : $" ({mail.NatureBecause})")}");
        output.WriteLine($"From: {mail.From.Name} <{mail.From.Address}>");
        output.WriteLine($"Subject: {mail.Subject}");
        foreach (var file in mail.Files) output.WriteLine($"File: {file.Name} ({file.ContentType}, {file.Content.Length} bytes)");
        foreach (var recipient in mail.Report?.Recipients ?? []) output.WriteLine($"Bounced: {recipient.Address} {recipient.Status} {recipient.Action}{(recipient.IsHard ? ", for good" : "")}");
        output.WriteLine();
        output.WriteLine(mail.VisibleReply);
        output.WriteLine();
    }

    private static string Verdict(MailNature? nature) => nature switch
    {
        MailNature.Personal => "message",
        MailNature.Automatic => "automatic",
        MailNature.OutOfOffice => "out-of-office",
        MailNature.Bulk => "bulk",
        MailNature.DeliveryReport => "bounce",
        MailNature.DispositionReport => "receipt",
        MailNature.FeedbackReport => "abuse-report",
        _ => "quarantine",
    };
}
