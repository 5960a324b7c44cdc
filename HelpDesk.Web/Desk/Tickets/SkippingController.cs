using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Deciding that a timer of the present stay never fires.</summary>
public sealed class SkippingController(TicketCommands tickets, TicketPages pages, StepInputs inputs, TimerInputs timers, Words words) : TicketFormController(pages, inputs, words)
{
    [HttpPost("/desk/tickets/{number:long}/timers/{id:guid}/skipping")]
    public async Task<IActionResult> Create(long number, Guid id, [FromForm] TimerForm form, CancellationToken ct)
    {
        if (await Pages.RulesAsync(number, Me, ct) is not { } rules) return NotFound();
        var timer = TimerId.From(id);
        var panel = TimerAhead.SkippingOf(timer);
        var (reason, faults) = timers.Skipping(form, panel);
        if (!faults.IsEmpty) return await RefusedAsync(number, form.In(panel) with { Faults = faults }, ct);
        var running = tickets.SkipAsync(Visible(number), timer, reason, Me, Capacity, form.Command, ct);
        return await FinishAsync(running, number, form.In(panel), rules, Words["It is skipped. Your reason stands in the timeline."], null, ct);
    }
}
