using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Search;

/// <summary>Puts tickets into the index as they are in the database at that moment.</summary>
public sealed class TicketIndex(IFullText fullText, WorkflowLibrary workflows)
{
    /// <summary>A name that more tickets carry changes in the index later, in portions: nobody waits for it.</summary>
    public const int MostAtOnce = 100;

    /// <summary>Follows what was just saved, in the same transaction.</summary>
    internal async Task FollowAsync(HelpDeskDb db, TouchedTickets touched, CancellationToken ct)
    {
        if (touched.Gone.Count > 0) await fullText.RemoveAsync(db, touched.Gone, ct);
        foreach (var portion in touched.Tickets.Chunk(MostAtOnce)) await PutAsync(db, db.Tickets.Where(t => portion.Contains(t.Id)), ct);
        foreach (var person in touched.People)
            if (!await PutFewAsync(db, db.Tickets.Where(t => t.CustomerId == person), ct))
                await db.Database.ExecuteSqlAsync($"""INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "Tickets" WHERE "CustomerId" = {person.Value} AND "Number" NOT IN (SELECT "Number" FROM "UnindexedTickets")""", ct);
        foreach (var organisation in touched.Organisations)
            if (!await PutFewAsync(db, db.Tickets.Where(t => t.OrganisationId == organisation), ct))
                await db.Database.ExecuteSqlAsync($"""INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "Tickets" WHERE "OrganisationId" = {organisation.Value} AND "Number" NOT IN (SELECT "Number" FROM "UnindexedTickets")""", ct);
    }

    /// <summary>Puts these into the index, in place of what was there of them.</summary>
    public async Task PutAsync(HelpDeskDb db, IQueryable<Ticket> tickets, CancellationToken ct)
    {
        var found = await tickets.AsNoTracking().Select(t => new Indexed(
            t,
            db.Users.Where(p => p.Id == t.CustomerId).Select(p => p.Name).First(),
            db.Users.Where(p => p.Id == t.CustomerId).Select(p => p.Email).First(),
            db.Organisations.Where(o => o.Id == t.OrganisationId).Select(o => o.Name).FirstOrDefault())).ToListAsync(ct);
        var ids = found.ConvertAll(one => one.Ticket.Id);
        var messages = (await db.TicketMessages.AsNoTracking().Where(m => ids.Contains(m.TicketId)).OrderBy(m => m.Sequence).Select(m => new Said(m.TicketId, m.Body, m.IsInternal || m.IsWithdrawn)).ToListAsync(ct)).ToLookup(m => m.Ticket);
        var followers = (await db.TicketFollowers.AsNoTracking().Where(f => ids.Contains(f.TicketId)).Select(f => new { f.TicketId, f.PersonId }).ToListAsync(ct)).ToLookup(f => f.TicketId, f => f.PersonId);
        var words = new List<TicketWords>(found.Count);
        foreach (var one in found) words.Add(Read(one, [.. messages[one.Ticket.Id]], followers[one.Ticket.Id], (await workflows.GetAsync(db, one.Ticket.WorkflowVersionId, ct)).Definition));
        await fullText.PutAsync(db, words, ct);
    }

    // False when they are too many for somebody who waits.
    private async Task<bool> PutFewAsync(HelpDeskDb db, IQueryable<Ticket> tickets, CancellationToken ct)
    {
        var ids = await tickets.OrderBy(t => t.Number).Select(t => t.Id).Take(MostAtOnce + 1).ToListAsync(ct);
        if (ids.Count > MostAtOnce) return false;
        await PutAsync(db, db.Tickets.Where(t => ids.Contains(t.Id)), ct);
        return true;
    }

    private static TicketWords Read(Indexed one, ImmutableArray<Said> said, IEnumerable<PersonId> followers, WorkflowDefinition workflow)
    {
        var ticket = one.Ticket;
        var words = new TicketWords(ticket.Number, SearchScope.Of(ticket, followers));
        words.Put(TicketPart.Subject, [ticket.Subject]);
        words.Put(TicketPart.Facts, [TicketWords.Word(ticket.Number), one.Customer, one.Address, one.Organisation, .. Values(ticket, workflow, ofCustomers: true)]);
        words.Put(TicketPart.Messages, said.Where(m => !m.IsInternal).Select(m => m.Body));
        words.Put(TicketPart.Internal, [.. Values(ticket, workflow, ofCustomers: false), .. said.Where(m => m.IsInternal).Select(m => m.Body)]);
        return words;
    }

    /// <summary>What the workflow's own fields say: those that customers fill in, or the others.</summary>
    private static IEnumerable<string?> Values(Ticket ticket, WorkflowDefinition workflow, bool ofCustomers) => ticket.Fields
        .Select(field => (Value: field.Value, Definition: workflow.Fields.FirstOrDefault(known => known.Key == field.Key)))
        .Where(field => (field.Definition is { } known && (known.SetBy & Roles.Customer) != 0) == ofCustomers)
        .Select(field => field.Value switch
        {
            { Number: { } number } => number.ToString(CultureInfo.InvariantCulture),
            { Date: { } date } => date.ToString("O", CultureInfo.InvariantCulture),
            { Text: { } key } when field.Definition?.Choices.FirstOrDefault(choice => choice.Key == key) is { } choice => string.Join(" · ", choice.Name.ByLanguage.Values),
            var value => value.Text,
        });

    private sealed record Indexed(Ticket Ticket, string Customer, string? Address, string? Organisation);

    private sealed record Said(TicketId Ticket, string Body, bool IsInternal);
}
