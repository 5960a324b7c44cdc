using HelpDesk.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HelpDesk.Domain.Tickets;

/// <summary>A command that was carried out: its repeat (a double click, a retry) gets this answer and does nothing.</summary>
public sealed class HandledCommand
{
    /// <summary>So long a repeat gets its answer.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private HandledCommand() { }

    public HandledCommand(CommandId id, PersonId? by, long number, DateTimeOffset at) => (Id, By, Number, At) = (id, by, number, at);

    public CommandId Id { get; private set; }
    public PersonId? By { get; private set; }

    /// <summary>The number of the ticket that it ended at.</summary>
    public long Number { get; private set; }

    public DateTimeOffset At { get; private set; }
}

internal sealed class HandledCommandMapping : IEntityTypeConfiguration<HandledCommand>
{
    public void Configure(EntityTypeBuilder<HandledCommand> handled) => handled.HasIndex(h => h.At);
}
