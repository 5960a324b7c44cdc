using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

[RequestSizeLimit(Uploads.MaxRequestBytes), RequestFormLimits(MultipartBodyLengthLimit = Uploads.MaxRequestBytes)]
public sealed class StepsController(TicketCommands tickets, TicketPages pages, StepInputs inputs, Words words) : TicketFormController(pages, inputs, words)
{
    [HttpPost("/desk/tickets/{number:long}/steps/{step}")]
    public async Task<IActionResult> Create(long number, string step, [FromForm] StepForm form, CancellationToken ct)
    {
        if (await Pages.RulesAsync(number, Me, ct) is not { } rules) return NotFound();
        if (rules.Workflow.Step(step) is not { } wanted || (wanted.By & Capacity) == 0) return await ForeignAsync(number, step, form, rules, ct);
        var panel = Typed.PanelOf(wanted) is Typed.Other && form.Reply is { Length: > 0 } ? Typed.Reply : Typed.PanelOf(wanted);
        var typed = new Typed(panel)
        {
            Step = wanted,
            ReplyText = form.Reply,
            NoteText = form.Note,
            Assignee = form.Assignee,
            Values = form.Fields,
            HadFiles = form.Files is { Count: > 0 },
            Seen = form.Seen,
        };
        var (input, faults) = await Inputs.ReadAsync(wanted, form, panel, rules, ct);
        if (!faults.IsEmpty) return await RefusedAsync(number, typed with { Faults = faults }, ct);
        var running = tickets.TakeAsync(Visible(number), step, input, form.Revision, Me, Capacity, form.Command, ct);
        return await FinishAsync(running, number, typed, rules, Words["Done: {0}.", wanted.Name.Shown()], panel is Typed.Reply or Typed.Note ? panel : null, ct);
    }

    /// <summary>A step that does not exist, or that these roles could never take: the workflow itself says so.</summary>
    private Task<IActionResult> ForeignAsync(long number, string step, StepForm form, Rules rules, CancellationToken ct)
    {
        var typed = new Typed(form.Reply is { Length: > 0 } ? Typed.Reply : Typed.Note) { ReplyText = form.Reply, NoteText = form.Note, Values = form.Fields, Seen = form.Seen };
        var running = tickets.TakeAsync(Visible(number), step, StepInput.Empty, form.Revision, Me, Capacity, form.Command, ct);
        return FinishAsync(running, number, typed, rules, "", null, ct);
    }
}
