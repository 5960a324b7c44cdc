using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Taking a ticket in one click.</summary>
public sealed class AssignmentController(TicketCommands tickets, TicketPages pages, StepInputs inputs, Words words) : TicketFormController(pages, inputs, words)
{
    [HttpPost("/desk/tickets/{number:long}/assignment")]
    public async Task<IActionResult> Create(long number, [FromForm] StepForm form, CancellationToken ct)
    {
        if (!Me.Is(PersonRoles.Agent) || await Pages.LoadAsync(number, Me, ct) is not { } page) return NotFound();
        var rules = new Rules(page.Workflow.Compiled, page.Ticket.TeamId, Me);
        var typed = new Typed(Typed.Other) { Seen = form.Seen };
        if (page.Offers.Assign is not { } step)
            return await RefusedAsync(number, typed with { Faults = [new("who", Words["The workflow offers no way to take it in the state that it is in now."])] }, ct);
        var input = StepInput.Empty with { Assignee = Me.Id };
        var running = tickets.TakeAsync(Visible(number), step.Key, input, form.Revision, Me, Capacity, form.Command, ct);
        return await FinishAsync(running, number, typed, rules, Words["It is yours now."], null, ct);
    }
}
