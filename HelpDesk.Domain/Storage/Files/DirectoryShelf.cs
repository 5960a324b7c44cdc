namespace HelpDesk.Domain.Storage.Files;

/// <summary>One file for each hash, in a directory outside the web root.</summary>
public sealed class DirectoryShelf(string directory) : IFileShelf
{
    private const int BufferBytes = 81_920;
    private const string Aside = "dropping-";

    public Task TakeAsync(string spooled, string sha256, long size, CancellationToken ct)
    {
        var place = PlaceOf(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (!Touch(place)) File.Move(spooled, place, overwrite: true);
        return Task.CompletedTask;
    }

    public Task<bool> HasAsync(string sha256, CancellationToken ct) => Task.FromResult(File.Exists(PlaceOf(sha256)));

    public Task<Stream> OpenAsync(string sha256, CancellationToken ct) =>
        Task.FromResult<Stream>(new FileStream(PlaceOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true));

    public IAsyncEnumerable<string> UntouchedSinceAsync(DateTimeOffset before, CancellationToken ct)
    {
        PutBack();
        return Parts().SelectMany(part => Directory.EnumerateFiles(part))
            .Where(file => Path.GetFileName(file).Length == 64 && File.GetLastWriteTimeUtc(file) < before.UtcDateTime)
            .Select(file => Path.GetFileName(file)).ToAsyncEnumerable();
    }

    public async Task<bool> DropAsync(string sha256, DateTimeOffset before, Func<Task<bool>> isWanted, CancellationToken ct)
    {
        var (place, aside) = (PlaceOf(sha256), Path.Combine(directory, Aside + sha256));
        File.Move(place, aside, overwrite: true);
        // Whoever found it in its place touched it before it was moved; whoever comes now puts their own there.
        var isKept = File.GetLastWriteTimeUtc(aside) >= before.UtcDateTime || await isWanted();
        if (isKept && !File.Exists(place)) File.Move(aside, place);
        File.Delete(aside);
        return !isKept;
    }

    // A killed process was just throwing it away: it is looked at again.
    private void PutBack()
    {
        if (!Directory.Exists(directory)) return;
        foreach (var aside in Directory.GetFiles(directory, Aside + "*"))
        {
            var place = PlaceOf(Path.GetFileName(aside)[Aside.Length..]);
            if (!File.Exists(place)) File.Move(aside, place);
            else File.Delete(aside);
        }
    }

    private IEnumerable<string> Parts() => Directory.Exists(directory) ? Directory.EnumerateDirectories(directory).Where(part => Path.GetFileName(part).Length == 2) : [];

    // Bytes that lie there already count as kept now: nobody throws them away before their row is committed.
    private static bool Touch(string place)
    {
        try
        {
            File.SetLastWriteTimeUtc(place, DateTime.UtcNow);
            return true;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private string PlaceOf(string sha256) => Path.Combine(directory, sha256[..2], sha256);
}
