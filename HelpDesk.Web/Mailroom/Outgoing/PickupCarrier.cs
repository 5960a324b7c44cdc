using MimeKit;

namespace HelpDesk.Web.Mailroom.Outgoing;

/// <summary>Writes each mail as a file into a directory, from which another program sends it.</summary>
internal sealed class PickupCarrier(string directory) : IMailCarrier
{
    private static readonly FormatOptions OnTheWire = Format();

    public bool KeepsTokens => false;

    public async Task<HandOver> CarryAsync(MimeMessage message)
    {
        // Named by the mail, so that a repeat is the same file.
        var name = message.MessageId!.Split('@')[0];
        try
        {
            Directory.CreateDirectory(directory);
            var unfinished = Path.Combine(directory, name + ".tmp");
            await using (var file = File.Create(unfinished))
            {
                await message.WriteToAsync(OnTheWire, file, CancellationToken.None);
                file.Flush(flushToDisk: true);
            }
            // Whoever looks for .eml never sees half of one.
            File.Move(unfinished, Path.Combine(directory, name + ".eml"), overwrite: true);
            return new HandOver.Accepted();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return new HandOver.Stuck(trouble.Message);
        }
    }

    public Task RestAsync() => Task.CompletedTask;

    private static FormatOptions Format()
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        return options;
    }
}
