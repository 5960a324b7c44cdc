using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Post.Incoming;

/// <summary>What an administrator says about a mailbox. A secret that is null stays what it was.</summary>
public sealed record MailboxChange(string Address, TeamId Team, string? Kind, MailboxLine Line, string? TrustedServer)
{
    public string? Password { get; init; }
    public string? ClientSecret { get; init; }
    public string? RefreshToken { get; init; }
}

/// <summary>What came of saving a mailbox.</summary>
public abstract record MailboxAnswer
{
    private MailboxAnswer() { }

    public sealed record Done(MailboxId Id) : MailboxAnswer;

    public sealed record NotFound : MailboxAnswer;

    /// <summary>Another mailbox has this address.</summary>
    public sealed record AddressTaken : MailboxAnswer;

    public sealed record NoSuchTeam : MailboxAnswer;

    /// <summary>Somebody else changed it in the meantime.</summary>
    public sealed record Stale : MailboxAnswer;
}

/// <summary>What administrators do with mailboxes, and what their readers write down.</summary>
public sealed partial class MailboxCommands(Writes writes, ITokenSeal seal, TimeProvider clock)
{
    /// <summary>Makes a mailbox, switched off, or changes one (<paramref name="id"/>).</summary>
    /// <param name="revision">The one that the form was made of.</param>
    public Task<MailboxAnswer> SaveAsync(MailboxId? id, int? revision, MailboxChange change, CancellationToken ct) => writes.DoAsync<MailboxAnswer>(async (db, cancel) =>
    {
        var mailbox = id is { } known ? await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == known, cancel) : null;
        if (id is not null && mailbox is null) return new MailboxAnswer.NotFound();
        if (mailbox is not null && mailbox.Revision != revision) return new MailboxAnswer.Stale();
        if (!await db.Teams.AnyAsync(t => t.Id == change.Team, cancel)) return new MailboxAnswer.NoSuchTeam();
        var normal = Person.Normal(change.Address);
        if (await db.Mailboxes.AnyAsync(m => m.NormalizedAddress == normal && m.Id != id, cancel)) return new MailboxAnswer.AddressTaken();
        if (mailbox is null) db.Mailboxes.Add(mailbox = new Mailbox(change.Address, change.Team, clock.GetUtcNow()));
        mailbox.Serve(change.Address, change.Team, change.Kind);
        await ConnectAsync(db, mailbox, change, cancel);
        return new MailboxAnswer.Done(mailbox.Id);
    }, OnConflict.DecideAnew, ct);

    public Task<bool> SwitchAsync(MailboxId id, bool on, CancellationToken ct) => OnAsync(id, mailbox => mailbox.Switch(on), ct);

    /// <summary>A mail with this mark is on its way to the mailbox.</summary>
    public Task<bool> SendTestAsync(MailboxId id, string mark, CancellationToken ct) => OnAsync(id, mailbox => mailbox.SendTest(mark, clock.GetUtcNow()), ct);

    /// <summary>It did not leave after all.</summary>
    public Task<bool> ForgetTestAsync(MailboxId id, CancellationToken ct) => OnAsync(id, mailbox => mailbox.ForgetTest(), ct);

    /// <summary>A mail that claims to be a test came in.</summary>
    /// <returns>Whether it is the one that was sent last: then it is nothing else.</returns>
    public Task<bool> SeeTestAsync(MailboxId id, string mark, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id && m.TestMark == mark, cancel) is not { } mailbox) return false;
        if (mailbox.TestSeenAt is null) mailbox.SeeTest(clock.GetUtcNow());
        return true;
    }, OnConflict.DecideAnew, ct);

    /// <summary>Makes the mailbox that the settings name, switched on, unless there is one of its address.</summary>
    public Task PlantAsync(string address, MailboxLine line, string password, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        var normal = Person.Normal(address);
        if (await db.Mailboxes.AnyAsync(m => m.NormalizedAddress == normal, cancel)) return false;
        var mailbox = new Mailbox(address, await db.Teams.Where(t => t.IsDefault).Select(t => t.Id).SingleAsync(cancel), clock.GetUtcNow());
        mailbox.Connect(line with { SealedPassword = seal.Seal(password) }, trustedServer: null);
        mailbox.Switch(on: true);
        db.Mailboxes.Add(mailbox);
        return true;
    }, OnConflict.DecideAnew, ct);

    private async Task ConnectAsync(HelpDeskDb db, Mailbox mailbox, MailboxChange change, CancellationToken ct)
    {
        var (before, line) = (mailbox.Line, Sealed(change, mailbox.Line));
        mailbox.Connect(line, change.TrustedServer);
        // Two folders may number their mails alike: what lay in the other one says nothing about this one.
        if (!before.IsSameFolderAs(line))
            await db.Inbox.Where(m => m.MailboxId == mailbox.Id && m.UidValidity != null)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.UidValidity, (long?)null).SetProperty(m => m.Uid, (long?)null), ct);
    }

    private MailboxLine Sealed(MailboxChange change, MailboxLine before) => change.Line with
    {
        SealedPassword = change.Password is { } password ? seal.Seal(password) : before.SealedPassword,
        SealedClientSecret = change.ClientSecret is { } secret ? seal.Seal(secret) : before.SealedClientSecret,
        SealedRefreshToken = change.RefreshToken is { } token ? seal.Seal(token) : before.SealedRefreshToken,
    };

    private Task<bool> OnAsync(MailboxId id, Action<Mailbox> verb, CancellationToken ct) => writes.DoAsync(async (db, cancel) =>
    {
        if (await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mailbox) return false;
        verb(mailbox);
        return true;
    }, OnConflict.DecideAnew, ct);
}
