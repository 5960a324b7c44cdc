using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

// What people say on a ticket.
public sealed partial class Ticket
{
    private const int ExcerptLength = 160;

    /// <summary>An agent writes to the customer, outside a step.</summary>
    public Decision Reply(string body, ImmutableArray<StoredFile> files, Act act)
    {
        var decision = Decide(new Command.Happened(act.As, act.At, new(TriggerKind.AgentReplied)), act);
        Say(body, isInternal: false, files, act);
        if (decision is not Decision.Refused) Apply(decision, act);
        return decision;
    }

    /// <summary>Staff write a note that no customer sees.</summary>
    public void Note(string body, ImmutableArray<StoredFile> files, Act act) => Say(body, isInternal: true, files, act);

    /// <summary>The customer writes. A message is kept in every state; where no step is on it, the ticket stays and staff are told. On spam it moves nothing and tells nobody.</summary>
    public Decision Hear(string body, ImmutableArray<StoredFile> files, Act act)
    {
        if (IsSpam)
        {
            Say(body, isInternal: false, files, act);
            Revision++;
            return Decision.Stayed.Nothing;
        }
        var decision = Decide(new Command.Happened(act.As, act.At, new(TriggerKind.CustomerReplied)), act);
        var said = Say(body, isInternal: false, files, act);
        Revision++;
        if (decision is Decision.Refused or Decision.Stayed { Path.IsEmpty: true })
            said.Effects = [new Effect.Mail("customer-replied", Recipient.Assignee)];
        if (decision is not Decision.Refused) Apply(decision, act);
        return decision;
    }

    /// <summary>Whoever wrote a message takes it back. Where the ticket stands stays as it is: a step is not undone by this.</summary>
    /// <param name="newest">The newest message that the customer still sees.</param>
    /// <param name="newestByStaff">When staff last wrote what the customer still sees.</param>
    internal void Withdraw(TicketMessage message, TicketMessage? newest, DateTimeOffset? newestByStaff, Act act)
    {
        message.Withdraw();
        (Excerpt, LastAgentMessageAt) = (newest is null ? "" : Shorten(newest.Body), newestByStaff);
        Record(new(EventKind.MessageWithdrawn) { Message = message.Id }, act);
    }

    /// <summary>A note that an effect writes, in nobody's name.</summary>
    internal void NoteBySystem(string body, Act act) => Say(body, isInternal: true, [], act with { By = null, As = Roles.None, Mail = null });

    private TicketEvent Say(string body, bool isInternal, ImmutableArray<StoredFile> files, Act act, PersonId? author = null)
    {
        var message = new TicketMessage(Id, author ?? act.By, FromCustomer: act.As == Roles.Customer || author == CustomerId, isInternal, body, files, LastSequence + 1, act.At);
        if (act.Mail is { } mail) message.ComeBy(mail);
        messages.Add(message);
        if (!isInternal)
        {
            Excerpt = Shorten(body);
            Show();
            if (message.FromCustomer) LastCustomerMessageAt = act.At;
            else if (message.AuthorId is not null) LastAgentMessageAt = act.At;
        }
        return Record(new(isInternal ? EventKind.NoteAdded : EventKind.MessageAdded) { Message = message.Id }, act);
    }

    private static string Shorten(string body)
    {
        var words = string.Join(' ', body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (words.Length <= ExcerptLength) return words;
        var end = char.IsHighSurrogate(words[ExcerptLength - 1]) ? ExcerptLength - 1 : ExcerptLength;
        return words[..end] + "…";
    }
}
