using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Surveys;
using HelpDesk.Domain.Tickets;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Reactions;

/// <summary>What reactions look up, and where they leave what follows: the database, or the memory of a desk that is played.</summary>
internal interface IReactionDesk
{
    /// <summary>Who is meant: people who can be written to.</summary>
    Task<List<Person>> RecipientsAsync(Ticket ticket, Recipient to, CancellationToken ct);

    /// <summary>Who may consent to an approval of the ticket.</summary>
    Task<List<Person>> ApproversAsync(Ticket ticket, TicketApproval approval, CancellationToken ct);

    /// <summary>Whether an automatic letter to somebody could go on for ever, or to nowhere.</summary>
    Task<bool> WouldFeedAsync(string letter, Person person, Recipient to, Act act, CancellationToken ct);

    /// <summary>The ticket's survey of this key, if there was one before.</summary>
    Task<Survey?> SurveyAsync(Ticket ticket, string key, CancellationToken ct);

    void Add(Survey survey);

    void Add(OutboxMail mail);
}
