using System.Collections.Immutable;
using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Domain.Search;

/// <summary>What the index should hold of tickets, as they are in the database at that moment.</summary>
public sealed class TicketIndex(WorkflowLibrary workflows)
{
    /// <summary>What the index should hold of these.</summary>
    /// <returns>Nothing of those that are gone.</returns>
    public async Task<List<TicketWords>> ReadAsync(HelpDeskDb db, IReadOnlyCollection<long> numbers, CancellationToken ct)
    {
        var found = await db.Tickets.AsNoTracking().Where(t => numbers.Contains(t.Number)).Select(t => new Indexed(
            t,
            db.Users.Where(p => p.Id == t.CustomerId).Select(p => p.Name).First(),
            db.Users.Where(p => p.Id == t.CustomerId).Select(p => p.Email).First(),
            db.Organisations.Where(o => o.Id == t.OrganisationId).Select(o => o.Name).FirstOrDefault())).ToListAsync(ct);
        var ids = found.ConvertAll(one => one.Ticket.Id);
        var messages = (await db.TicketMessages.AsNoTracking().Where(m => ids.Contains(m.TicketId)).OrderBy(m => m.Sequence).Select(m => new Said(m.TicketId, m.Body, m.IsInternal || m.IsWithdrawn)).ToListAsync(ct)).ToLookup(m => m.Ticket);
        var followers = (await db.TicketFollowers.AsNoTracking().Where(f => ids.Contains(f.TicketId)).Select(f => new { f.TicketId, f.PersonId }).ToListAsync(ct)).ToLookup(f => f.TicketId, f => f.PersonId);
        var words = new List<TicketWords>(found.Count);
        foreach (var one in found) words.Add(Read(one, [.. messages[one.Ticket.Id]], followers[one.Ticket.Id], (await workflows.GetAsync(db, one.Ticket.WorkflowVersionId, ct)).Definition));
        return words;
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
