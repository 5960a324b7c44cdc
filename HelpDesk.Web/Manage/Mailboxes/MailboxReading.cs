using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Mailroom.Fetching;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.Manage.People;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Mailboxes;

/// <summary>How a mailbox does.</summary>
/// <param name="Kind">What its requests are about, as people call it.</param>
public sealed record MailboxFacts(MailboxId Id, string Address, string Team, string? Kind, bool IsOn, DateTimeOffset? ContactAt, string? LastError, DateTimeOffset? FailingSince, DateTimeOffset? FirstContactAt, int LeftAlone, int PollSeconds)
{
    /// <summary>Whether its server tells of new mail by itself; null while nobody here has asked it.</summary>
    public bool? Tells { get; init; }

    /// <summary>Mails a day, the oldest first; today is the last.</summary>
    public IReadOnlyList<int> Days { get; init; } = [];

    /// <summary>Mails that nobody has read yet.</summary>
    public int Waiting { get; init; }

    public int Quarantined { get; init; }
}

/// <summary>The mail that a mailbox sent to itself last.</summary>
public sealed record MailboxTestFacts(DateTimeOffset SentAt, DateTimeOffset? SeenAt, bool IsAwaited);

/// <param name="Facts">Null for a new one.</param>
public sealed record MailboxPage(MailboxForm Form, MailboxFacts? Facts, IReadOnlyList<Choice<TeamId>> Teams, IReadOnlyList<Choice<string>> Kinds)
{
    public MailboxTestFacts? Test { get; init; }
    public bool HasPassword { get; init; }
    public bool HasClientSecret { get; init; }
    public bool HasRefreshToken { get; init; }
    public bool IsDemo { get; init; }

    /// <summary>Whether somebody else changed it while this was typed.</summary>
    public bool IsStale { get; init; }

    /// <summary>How it is reached so far.</summary>
    internal MailboxLine? Line { get; init; }
}

public sealed class MailboxReading
{
    /// <summary>How many days the list counts.</summary>
    public const int Days = 14;

    private static readonly TimeSpan Awaited = TimeSpan.FromMinutes(10);

    private readonly HelpDeskDb db;
    private readonly WorkflowLibrary library;
    private readonly MailboxReader reader;
    private readonly ProductZone zone;
    private readonly IMailCarrier carrier;
    private readonly TimeProvider clock;

    internal MailboxReading(HelpDeskDb db, WorkflowLibrary library, MailboxReader reader, ProductZone zone, IMailCarrier carrier, TimeProvider clock) =>
        (this.db, this.library, this.reader, this.zone, this.carrier, this.clock) = (db, library, reader, zone, carrier, clock);

    public async Task<IReadOnlyList<MailboxFacts>> AllAsync(CancellationToken ct)
    {
        var all = await FactsOf(db.Mailboxes.OrderBy(m => m.Address)).ToListAsync(ct);
        if (all.Count == 0) return [];
        var kinds = await KindsAsync(ct);
        var days = await MailDays.CountAsync(db.Inbox, MailDays.Before(clock.GetUtcNow(), Days, zone.Zone), ct);
        var fates = await db.Inbox.Where(m => m.Fate == IncomingFate.Stored || m.Fate == IncomingFate.Quarantined).GroupBy(m => new { m.MailboxId, m.Fate })
            .Select(g => new { g.Key.MailboxId, g.Key.Fate, Count = g.Count() }).ToListAsync(ct);
        int Count(MailboxId id, IncomingFate fate) => fates.Find(f => f.MailboxId == id && f.Fate == fate)?.Count ?? 0;
        return all.ConvertAll(m => Named(m, kinds) with
        {
            Days = [.. Enumerable.Range(0, Days).Select(day => days.GetValueOrDefault((m.Id, day)))],
            Waiting = Count(m.Id, IncomingFate.Stored),
            Quarantined = Count(m.Id, IncomingFate.Quarantined),
        });
    }

    /// <param name="id">Null for a new one.</param>
    /// <param name="typed">What a refused form held, to be shown again.</param>
    public async Task<MailboxPage?> OneAsync(MailboxId? id, MailboxForm? typed, CancellationToken ct)
    {
        var teams = await db.Teams.OrderByDescending(t => t.IsDefault).ThenBy(t => t.Name).Select(t => new Choice<TeamId>(t.Id, t.Name)).ToListAsync(ct);
        var kinds = await KindsAsync(ct);
        if (id is null) return new(typed ?? new() { Team = teams.FirstOrDefault()?.Id }, null, teams, kinds);
        if (await db.Mailboxes.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } mailbox) return null;
        var facts = Named(await FactsOf(db.Mailboxes.Where(m => m.Id == id)).SingleAsync(ct), kinds);
        // What is kept now can be kept, although it is offered no longer.
        if (mailbox.Kind is { } kept && kinds.All(kind => kind.Id != kept)) kinds = [.. kinds, new(kept, kept)];
        return new((typed ?? MailboxForm.Of(mailbox)) with { Revision = mailbox.Revision }, facts, teams, kinds)
        {
            Test = mailbox.TestSentAt is { } sent ? new(sent, mailbox.TestSeenAt, mailbox.TestSeenAt is null && clock.GetUtcNow() - sent < Awaited) : null,
            HasPassword = mailbox.Line.SealedPassword is not null,
            HasClientSecret = mailbox.Line.SealedClientSecret is not null,
            HasRefreshToken = mailbox.Line.SealedRefreshToken is not null,
            IsDemo = carrier.KeepsTokens,
            Line = mailbox.Line,
        };
    }

    private async Task<IReadOnlyList<Choice<string>>> KindsAsync(CancellationToken ct) =>
        [.. (await library.AtAsync(db, Counter.Desk, ct)).Select(kind => new Choice<string>(kind.Key, kind.Name.In(CultureInfo.CurrentUICulture.Name)))];

    private MailboxFacts Named(MailboxFacts facts, IReadOnlyList<Choice<string>> kinds) => facts with
    {
        Kind = facts.Kind is { } key ? kinds.FirstOrDefault(kind => kind.Id == key)?.Name ?? key : kinds[0].Name,
        Tells = facts.IsOn ? reader.Tells(facts.Id) : null,
    };

    private IQueryable<MailboxFacts> FactsOf(IQueryable<Mailbox> mailboxes) => mailboxes.Select(m => new MailboxFacts(
        m.Id, m.Address, db.Teams.Where(t => t.Id == m.TeamId).Select(t => t.Name).First(), m.Kind, m.IsOn, m.ContactAt, m.LastError, m.FailingSince, m.FirstContactAt, m.LeftAlone, m.Line.PollSeconds));
}
