namespace HelpDesk.Domain.Storage.Files;

/// <summary>One file for each hash, in a directory outside the web root.</summary>
public sealed class DirectoryShelf(string directory) : IFileShelf
{
    private const int BufferBytes = 81_920;

    public Task TakeAsync(string spooled, string sha256, long size, CancellationToken ct)
    {
        var place = PlaceOf(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (!File.Exists(place)) File.Move(spooled, place, overwrite: true);
        return Task.CompletedTask;
    }

    public Task<bool> HasAsync(string sha256, CancellationToken ct) => Task.FromResult(File.Exists(PlaceOf(sha256)));

    public Task<Stream> OpenAsync(string sha256, CancellationToken ct) =>
        Task.FromResult<Stream>(new FileStream(PlaceOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true));

    private string PlaceOf(string sha256) => Path.Combine(directory, sha256[..2], sha256);
}
