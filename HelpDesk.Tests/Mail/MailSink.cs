using System.Diagnostics;
using System.Text.Json;
using MimeKit;

namespace HelpDesk.Tests.Mail;

/// <summary>A mail server in a process of its own; sink.mjs says how recipients' names make it refuse, or hang up.</summary>
public sealed class MailSink : IAsyncDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo directory;

    private MailSink(Process process, DirectoryInfo directory, int port) => (this.process, this.directory, Port) = (process, directory, port);

    public int Port { get; }

    public static async Task<MailSink> StartAsync(params string[] options)
    {
        var directory = Directory.CreateTempSubdirectory("helpdesk-sink-");
        var process = Process.Start(new ProcessStartInfo("node", [Script(), "--port", "0", "--out", directory.FullName, "--until-stdin-ends", .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mail sink did not start.");
        return new(process, directory, JsonDocument.Parse(line).RootElement.GetProperty("port").GetInt32());
    }

    /// <summary>The mails that it keeps, in the order in which they came.</summary>
    public async Task<List<MimeMessage>> MailsAsync()
    {
        var list = Path.Combine(directory.FullName, "mails.jsonl");
        var mails = new List<MimeMessage>();
        foreach (var line in await File.ReadAllLinesAsync(list))
            mails.Add(await MimeMessage.LoadAsync(Path.Combine(directory.FullName, JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()!)));
        return mails;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        directory.Delete(recursive: true);
    }

    private static string Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "HelpDesk.Tests", "Mail", "sink.mjs") is var script && File.Exists(script))
                return script;
        throw new InvalidOperationException("sink.mjs is not there.");
    }
}
