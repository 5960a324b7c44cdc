namespace HelpDesk.Domain.Tickets;

// The hash chain over its events (EventChain).
public sealed partial class Ticket
{
    /// <summary>The hash of its newest event: without it nobody would see that the newest events were cut off. Null until the events of a ticket from before there was a chain are chained.</summary>
    public byte[]? LastHash { get; private set; }

    /// <summary>Chains the events of a ticket from before there was a chain; they are loaded before (<see cref="TicketCommands"/>).</summary>
    internal void ChainOldEvents()
    {
        if (LastHash is not null || LastSequence == 0) return;
        if (events.Count == 0) throw new InvalidOperationException($"The events of ticket {Number} are not loaded, so that the next cannot be chained to them.");
        LastHash = EventChain.ChainAll(events);
    }

    private void Chain(TicketEvent happened) => LastHash = happened.ChainTo(LastHash);
}
