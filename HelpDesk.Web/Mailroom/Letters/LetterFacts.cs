using System.Globalization;
using DotLiquid;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Mailroom.Letters;

/// <summary>What the letters can speak of. Absent means null, which Liquid takes for false. A customer's letter never gets a note to speak of.</summary>
internal sealed record LetterFacts
{
    /// <summary>The recipient's name; null where only the mail that is answered says it.</summary>
    public required string? Name { get; init; }

    /// <summary>What we call ourselves in mails.</summary>
    public required string Product { get; init; }

    /// <summary>Whether the recipient reads it as staff: a ticket's letter, and not its customer's.</summary>
    public bool AtDesk { get; init; }

    /// <summary>Whether the recipient is a customer who has not confirmed the address: the frame says how to look at the request on the web.</summary>
    public bool IsUnconfirmed { get; init; }

    public long? Number { get; init; }
    public string? Subject { get; init; }

    /// <summary>The customer's name.</summary>
    public string? Customer { get; init; }

    /// <summary>Who did what the letter tells of; null for the system.</summary>
    public string? Author { get; init; }

    /// <summary>Whether the ticket is assigned to the recipient.</summary>
    public bool Yours { get; init; }

    /// <summary>When it was filed, in the recipient's zone.</summary>
    public string? Filed { get; init; }

    /// <summary>What was written with the event.</summary>
    public string? Message { get; init; }

    /// <summary>How many files came with it.</summary>
    public int Files { get; init; }

    /// <summary>The note that was written with the event.</summary>
    public string? Note { get; init; }

    /// <summary>What staff wrote to the customer last, before the event.</summary>
    public string? Question { get; init; }

    /// <summary>What the recipient is asked to consent to.</summary>
    public string? Approval { get; init; }

    /// <summary>How many must consent to it.</summary>
    public int Needs { get; init; }

    /// <summary>When it counts as denied, in the recipient's zone.</summary>
    public string? Due { get; init; }

    /// <summary>What was written before and the recipient may see, newest first.</summary>
    public IReadOnlyList<EarlierWords> Earlier { get; init; } = [];

    /// <summary>Whether an answer by mail reaches us.</summary>
    public bool IsAnswerable { get; init; }

    /// <summary>What a letter can name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["name", "desk", "product", "number", "subject", "customer", "author", "yours", "filed", "message", "files", "note", "question", "approval", "needs", "due"];

    public Hash ForLiquid() => Hash.FromDictionary(new Dictionary<string, object?>
    {
        ["name"] = Name,
        ["desk"] = AtDesk,
        ["product"] = Product,
        ["number"] = Number?.ToString(CultureInfo.InvariantCulture),
        ["subject"] = Subject,
        ["customer"] = Customer,
        ["author"] = Author,
        ["yours"] = Yours,
        ["filed"] = Filed,
        ["message"] = Message,
        ["files"] = Files,
        ["note"] = Note,
        ["question"] = Question,
        ["approval"] = Approval,
        ["needs"] = Needs,
        ["due"] = Due,
    });
}

/// <summary>Something that was written before, cut where it is long.</summary>
internal sealed record EarlierWords(string Author, string At, string Words);

/// <summary>Gathers the facts, within what the recipient may see now.</summary>
internal sealed class FactFinder(HelpDeskDb db, WorkflowLibrary workflows, OutboxMail mail, Person to)
{
    private const int EarlierShown = 3;
    private const int EarlierLength = 1500;

    private sealed record Cause(CommandId Command, string? Author, bool CameByMail);

    private sealed record Said(int Sequence, bool IsInternal, string Body, int Files);

    public async Task<LetterFacts> FindAsync(LetterFacts plain, TimeZoneInfo zone, CultureInfo language, CancellationToken ct)
    {
        if (mail.TicketId is not { } id) return plain;
        var ticket = await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == id, ct);
        // A scheduled ticket is a manager's, who may have no portal.
        var asCustomer = (to.Id == ticket.CustomerId && to.Roles.HasFlag(PersonRoles.Customer)) || await ReadsAsCustomerAsync(id, ct);
        if (!asCustomer) await RequireSightAsync(id, ct);
        var cause = await CauseAsync(id, ct);
        var said = await SaidAsync(id, cause?.Command, ct);
        if (asCustomer) said = WithoutNotes(said);
        var message = said.FirstOrDefault(m => !m.IsInternal);
        var facts = plain with
        {
            AtDesk = !asCustomer,
            IsUnconfirmed = asCustomer && !to.EmailConfirmed,
            Number = ticket.Number,
            Subject = ticket.Subject,
            Customer = await db.Users.Where(p => p.Id == ticket.CustomerId).Select(p => p.Name).SingleAsync(ct),
            Author = cause?.Author,
            Yours = ticket.AssigneeId == to.Id,
            Filed = Moment(ticket.CreatedAt, zone, language),
            Message = message?.Body,
            Files = message?.Files ?? 0,
            Note = said.FirstOrDefault(m => m.IsInternal)?.Body,
            Question = await QuestionAsync(id, ct),
            Earlier = IsWords ? await EarlierAsync(id, zone, language, ct) : [],
            IsAnswerable = await db.Mailboxes.AnyAsync(m => m.IsOn, ct),
        };
        if (asCustomer && !IsWords && cause is { CameByMail: true }) facts = WithoutTheSender(facts);
        return await WithApprovalAsync(facts, ticket, zone, language, ct);
    }

    private bool IsWords => mail.Letter is Reactions.ReplyLetter or Reactions.FollowedLetter;

    // A forged sender gets what a machine answers to a mail: it holds nothing that whoever wrote that mail chose.
    private LetterFacts WithoutTheSender(LetterFacts facts) =>
        facts with { Name = to.EmailConfirmed ? facts.Name : null, Subject = null, Customer = null, Author = null, Message = null, Files = 0 };

    private async Task<LetterFacts> WithApprovalAsync(LetterFacts facts, Ticket ticket, TimeZoneInfo zone, CultureInfo language, CancellationToken ct)
    {
        if (mail.Approval is not { } id) return facts;
        var asked = await db.TicketApprovals.Where(a => a.Id == id).Select(a => new { a.Key, a.Needs, a.DueAt }).SingleAsync(ct);
        var definition = (await workflows.GetAsync(db, ticket.WorkflowVersionId, ct)).Compiled.Approval(asked.Key);
        return facts with
        {
            Approval = definition?.Name.In(language.Name) ?? asked.Key,
            Needs = asked.Needs,
            Due = asked.DueAt is { } due ? Moment(due, zone, language) : null,
        };
    }

    private static string Moment(DateTimeOffset at, TimeZoneInfo zone, CultureInfo language) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("dddd d MMMM, HH:mm", language);

    // Who was told when it happened may have lost the role, or the team, until now.
    private async Task RequireSightAsync(TicketId id, CancellationToken ct)
    {
        if (!await db.VisibleAtDesk(new Caller(to.Id, to.Roles)).AnyAsync(t => t.Id == id, ct))
            throw new LetterRefusedException("The recipient may no longer see this ticket.");
    }

    // A follower who is no colleague sees what the customer sees.
    private async Task<bool> ReadsAsCustomerAsync(TicketId id, CancellationToken ct) =>
        mail.Letter == Reactions.FollowedLetter
        && !await db.VisibleAtDesk(new Caller(to.Id, to.Roles)).AnyAsync(t => t.Id == id, ct)
        && await db.VisibleInPortal(new Caller(to.Id, to.Roles)).AnyAsync(t => t.Id == id, ct);

    private async Task<IReadOnlyList<EarlierWords>> EarlierAsync(TicketId id, TimeZoneInfo zone, CultureInfo language, CancellationToken ct)
    {
        var said = await db.TicketMessages.Where(m => m.TicketId == id && m.Sequence < mail.Sequence && !m.IsUnverified).ForCustomers().OrderByDescending(m => m.Sequence).Take(EarlierShown)
            .Select(m => new { m.At, m.Body, Author = db.Users.Where(p => p.Id == m.AuthorId).Select(p => p.Name).FirstOrDefault() }).ToListAsync(ct);
        return [.. said.Select(m => new EarlierWords(m.Author ?? "", Moment(m.At, zone, language), Cut(m.Body)))];
    }

    private static string Cut(string words) =>
        words.Length <= EarlierLength ? words : words[..(char.IsHighSurrogate(words[EarlierLength - 1]) ? EarlierLength - 1 : EarlierLength)].TrimEnd() + " …";

    private Task<Cause?> CauseAsync(TicketId id, CancellationToken ct) => db.TicketEvents
        .Where(e => e.TicketId == id && e.Sequence == mail.Sequence)
        .Select(e => new Cause(e.Command, db.Users.Where(p => p.Id == e.By).Select(p => p.Name).FirstOrDefault(),
            db.TicketEvents.Any(said => said.TicketId == id && said.Command == e.Command && said.Mail != null)))
        .SingleOrDefaultAsync(ct);

    // A step's letter speaks of what was written in the same command.
    private Task<List<Said>> SaidAsync(TicketId id, CommandId? command, CancellationToken ct)
    {
        var messages = db.TicketMessages.Where(m => m.TicketId == id && !m.IsWithdrawn);
        messages = mail.Message is { } carried
            ? messages.Where(m => m.Id == carried)
            : messages.Where(m => db.TicketEvents.Any(e => e.TicketId == id && e.Sequence == m.Sequence && e.Command == command));
        return messages.OrderBy(m => m.Sequence).Select(m => new Said(m.Sequence, m.IsInternal, m.Body, m.Attachments.Count)).ToListAsync(ct);
    }

    private List<Said> WithoutNotes(List<Said> said)
    {
        if (mail.Message is not null && said.Exists(m => m.IsInternal))
            throw new LetterRefusedException("A note never goes to a customer.");
        return said.FindAll(m => !m.IsInternal);
    }

    private Task<string?> QuestionAsync(TicketId id, CancellationToken ct) => db.TicketMessages
        .Where(m => m.TicketId == id && !m.FromCustomer && m.Sequence < mail.Sequence).ForCustomers()
        .OrderByDescending(m => m.Sequence).Select(m => m.Body).FirstOrDefaultAsync(ct);
}
