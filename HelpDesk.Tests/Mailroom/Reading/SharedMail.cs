using System.Text.Json;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

/// <summary>The mails that nobody here wrote, in <c>shared/mail</c> beside the sources; none is copied into them.</summary>
internal static class SharedMail
{
    public static readonly string[] ParseCorpora = ["mimekit", "django_helpdesk"];

    public static string? Folder { get; } = Find();

    /// <summary>Left out plainly where the folder is absent; in CI it may not be.</summary>
    public static void Needed()
    {
        if (Folder is not null) return;
        const string words = "Left out: the shared mails (shared/mail, beside the sources) are not on this machine.";
        if (Needs.InCi) Assert.Fail(words);
        Assert.Skip(words);
    }

    public static IEnumerable<string> Cases() =>
        Folder is null ? ["absent"] : ParseCorpora.SelectMany(corpus => Directory.GetDirectories(Path.Combine(Folder, corpus))).Select(folder => Path.GetRelativePath(Folder, folder).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static byte[] Raw(string name) => File.ReadAllBytes(Path.Combine(Folder!, name, "input.eml"));

    public static JsonElement Expected(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder!, name, "expected.json")));
        return document.RootElement.Clone();
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(Sources.Root).Parent; folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "mail") is var mail && Directory.Exists(mail)) return mail;
        return null;
    }
}
