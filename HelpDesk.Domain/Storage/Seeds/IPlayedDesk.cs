using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>A ticket that is being played.</summary>
internal sealed class Played(long number, TicketId id)
{
    public long Number { get; private set; } = number;
    public TicketId Id { get; private set; } = id;

    /// <summary>The stay whose timers are known already.</summary>
    public int Entry { get; set; }

    public string? SurveyToken { get; set; }

    /// <summary>The ticket itself, where the desk is in memory.</summary>
    public object? InMemory { get; set; }

    /// <summary>The story goes on in a follow-up.</summary>
    public void GoOnIn(long number, TicketId id) => (Number, Id, Entry) = (number, id, 0);
}

/// <summary>Where stories are played: at the desk itself, command by command; or in memory by the same verbs, to be written in bulk.</summary>
internal interface IPlayedDesk
{
    /// <summary>Files a request; null where the workflow refuses it.</summary>
    Task<Played?> FileAsync(NewRequest request, Caller by, Roles role, CancellationToken ct);

    /// <summary>The ticket as it is, with the workflow that it follows.</summary>
    Task<(Ticket Ticket, CompiledWorkflow Workflow)> SeeAsync(Played ticket, CancellationToken ct);

    /// <param name="revision">The ticket's as it was seen.</param>
    Task<bool> TakeAsync(Played ticket, string step, StepInput input, int revision, Caller by, Roles role, CancellationToken ct);

    Task ReplyAsync(Played ticket, string text, Caller by, Roles role, CancellationToken ct);

    Task NoteAsync(Played ticket, string text, Caller by, Roles role, CancellationToken ct);

    /// <summary>The customer writes. Their words may end at another ticket: then the story goes on there.</summary>
    /// <returns>Whether they did.</returns>
    Task<bool> HearAsync(Played ticket, string text, ImmutableArray<StoredFile> files, Caller by, CancellationToken ct);

    /// <summary>The customer answers the survey, if there is one to answer.</summary>
    Task RateAsync(Played ticket, int score, string? comment, CancellationToken ct);

    Task FireAsync(Played ticket, TimerId timer, CancellationToken ct);

    /// <summary>The timers that the newest stay armed, if they were not asked for before.</summary>
    Task<List<(TimerId Id, DateTimeOffset At)>> NewTimersAsync(Played ticket, CancellationToken ct);
}

/// <summary>Lets a stretch of play happen, and keeps it.</summary>
internal interface IPlayedStage
{
    /// <summary>So many happenings are a stretch.</summary>
    int Happenings { get; }

    /// <summary>When this returns, what was played is written, or will be before <see cref="EndAsync"/> returns.</summary>
    Task StretchAsync(Func<IPlayedDesk, Task> play, CancellationToken ct);

    /// <summary>The play is over.</summary>
    Task EndAsync(CancellationToken ct);
}
