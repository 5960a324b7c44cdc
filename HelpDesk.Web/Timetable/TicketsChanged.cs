using System.Threading.Channels;
using HelpDesk.Domain.Storage;

namespace HelpDesk.Web.Timetable;

/// <summary>Hears that tickets changed, or names that they carry, on this node or another one. Said again before somebody listened, it is said once.</summary>
internal sealed class TicketsChanged : ICommitListener
{
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Told(Committed commit)
    {
        if (commit.Tickets.Count > 0 || commit.People.Count > 0) signal.Writer.TryWrite(true);
    }

    public async Task WaitAsync(CancellationToken ct) => await signal.Reader.ReadAsync(ct);
}
