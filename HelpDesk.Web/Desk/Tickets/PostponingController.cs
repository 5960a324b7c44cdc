using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Giving a timer of the present stay another time.</summary>
public sealed class PostponingController(TicketCommands tickets, TicketPages pages, StepInputs inputs, TimerInputs timers, Words words) : TicketFormController(pages, inputs, words)
{
    [HttpPost("/desk/tickets/{number:long}/timers/{id:guid}/postponing")]
    public async Task<IActionResult> Create(long number, Guid id, [FromForm] TimerForm form, CancellationToken ct)
    {
        if (await Pages.RulesAsync(number, Me, ct) is not { } rules) return NotFound();
        var timer = TimerId.From(id);
        var panel = TimerAhead.PostponingOf(timer);
        var (to, reason, faults) = timers.Postponement(form, panel, await Pages.DueAtAsync(number, timer, ct));
        if (!faults.IsEmpty) return await RefusedAsync(number, form.In(panel) with { Faults = faults }, ct);
        var running = tickets.PostponeAsync(Visible(number), timer, to, reason, Me, Capacity, form.Command, ct);
        return await FinishAsync(running, number, form.In(panel), rules, Words["It is postponed. Your reason stands in the timeline."], null, ct);
    }
}
