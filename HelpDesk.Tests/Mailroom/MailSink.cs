using System.Diagnostics;
using System.Text.Json;
using HelpDesk.Tests.House;
using MimeKit;

namespace HelpDesk.Tests.Mailroom;

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
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Sources.Tests, "Mail", "sink.mjs"), "--port", "0", "--out", directory.FullName, "--until-stdin-ends", .. options])
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

    /// <summary>What it keeps, in the order in which it came.</summary>
    public List<ReceivedMail> Received() => File.Exists(List)
        ? [.. File.ReadLines(List).Select(line => JsonSerializer.Deserialize<ReceivedMail>(line, JsonSerializerOptions.Web)!)]
        : [];

    /// <summary>Their bytes as they came.</summary>
    public List<byte[]> Raw() => [.. Received().Select(mail => File.ReadAllBytes(Path.Combine(directory.FullName, mail.File)))];

    /// <summary>The same, read as mails.</summary>
    public List<MimeMessage> Mails() => [.. Received().Select(mail => MimeMessage.Load(Path.Combine(directory.FullName, mail.File)))];

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        directory.Delete(recursive: true);
    }

    private string List => Path.Combine(directory.FullName, "mails.jsonl");
}

/// <summary>A line of the sink's list.</summary>
public sealed record ReceivedMail(int N, string File, string MessageId, string From, string[] To, string? Subject, long Size);
