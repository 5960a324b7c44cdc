using MailKit;

namespace HelpDesk.Web.Mailroom.Fetching;

/// <summary>
/// The bytes of a mail on the server, fetched a portion at a time: a large mail never lies in memory whole. Looking at it so marks nothing.
/// </summary>
/// <param name="size">What the server says it has. Some are wrong, so it is read until nothing comes.</param>
internal sealed class PortionStream(IMailFolder folder, UniqueId uid, long size, TimeSpan limit) : Stream
{
    private const int PortionBytes = 1024 * 1024;

    private Stream? portion;
    private long position;
    private int inPortion;
    private bool isAtEnd;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (portion is not null)
            {
                var read = await portion.ReadAsync(buffer, cancellationToken);
                if (read > 0)
                {
                    inPortion += read;
                    position += read;
                    return read;
                }
                await portion.DisposeAsync();
                portion = null;
                isAtEnd = inPortion == 0 || (inPortion < PortionBytes && position >= size);
            }
            if (isAtEnd) return 0;
            inPortion = 0;
            portion = await FetchAsync(cancellationToken);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) portion?.Dispose();
        base.Dispose(disposing);
    }

    // What breaks here is the line's fault, never the disk's.
    private async Task<Stream> FetchAsync(CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(limit);
        try
        {
            return await folder.GetStreamAsync(uid, "", checked((int)position), PortionBytes, late.Token);
        }
        catch (OperationCanceledException slow) when (!ct.IsCancellationRequested)
        {
            throw new LineBrokenException(new TimeoutException(null, slow));
        }
        catch (Exception trouble) when (LineTrouble.IsBroken(trouble))
        {
            throw new LineBrokenException(trouble);
        }
    }
}

/// <summary>The line broke in the middle of a mail.</summary>
internal sealed class LineBrokenException(Exception inner) : Exception(inner.Message, inner);
