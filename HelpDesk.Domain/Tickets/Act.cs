using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Workflows;
using HelpDesk.Workflow;

namespace HelpDesk.Domain.Tickets;

/// <summary>One command on its way into a ticket: who, in which capacity, when, and by which workflow it is decided.</summary>
/// <param name="By">The person, or null for the system.</param>
/// <param name="As">The roles in which the person acts here: a customer in the portal, an agent or a manager at the desk.</param>
/// <param name="At">When.</param>
/// <param name="Command">Its idempotency key.</param>
/// <param name="Workflow">The version that the ticket is pinned to.</param>
/// <param name="Surroundings">The working calendars, and who could be assigned.</param>
public sealed record Act(PersonId? By, Roles As, DateTimeOffset At, CommandId Command, PublishedWorkflow Workflow, Surroundings Surroundings)
{
    /// <summary>The mail that it came by; null for what people do on pages.</summary>
    public MailSource? Mail { get; init; }
}

/// <summary>The mail by which something is said.</summary>
/// <param name="IsVerified">Whether its sender's address is believed.</param>
/// <param name="IsAutomatic">Whether a machine wrote it: then nothing is answered to it.</param>
public sealed record MailSource(IncomingMailId Id, bool IsVerified, bool IsAutomatic);
