using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Making a timer happen now: for managers, and in the demo for everybody at the desk.</summary>
public sealed class FiringController(TicketCommands tickets, TicketPages pages, StepInputs inputs, Words words, DemoRules demo) : TicketFormController(pages, inputs, words)
{
    [HttpPost("/desk/tickets/{number:long}/timers/{id:guid}/firing")]
    public async Task<IActionResult> Create(long number, Guid id, [FromForm] StepForm form, CancellationToken ct)
    {
        if (!demo.MayFire(Me) || await Pages.RulesAsync(number, Me, ct) is not { } rules) return NotFound();
        var running = tickets.FireNowAsync(Visible(number), TimerId.From(id), Me, Capacity, form.Command, ct);
        return await FinishAsync(running, number, new Typed(Typed.Other) { Seen = form.Seen }, rules, Words["It has happened now. What it did stands in the timeline."], null, ct);
    }
}
