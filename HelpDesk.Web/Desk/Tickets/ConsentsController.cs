using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Deciding on an approval at the desk.</summary>
public sealed class ConsentsController(TicketCommands tickets, TicketPages pages, StepInputs inputs, Words words) : TicketFormController(pages, inputs, words)
{
    [HttpPost("/desk/tickets/{number:long}/approvals/{id:guid}/answer")]
    public async Task<IActionResult> Create(long number, Guid id, [FromForm] ConsentForm form, CancellationToken ct)
    {
        if (await Pages.RulesAsync(number, Me, ct) is not { } rules) return NotFound();
        var panel = ApprovalFact.PanelOf(ApprovalId.From(id));
        var typed = new Typed(panel) { NoteText = form.Comment };
        if (form.Fault(Words) is { } fault) return await RefusedAsync(number, typed with { Faults = [new($"{panel}-comment", fault)] }, ct);
        var running = tickets.ConsentAsync(Visible(number), ApprovalId.From(id), form.Granted!.Value, form.Words, Me, Capacity, form.Command, ct);
        return await FinishAsync(running, number, typed, rules, form.Granted.Value ? Words["You have agreed."] : Words["You have not agreed. They are told why."], null, ct);
    }
}
