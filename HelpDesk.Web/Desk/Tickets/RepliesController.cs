using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

[RequestSizeLimit(Uploads.MaxRequestBytes), RequestFormLimits(MultipartBodyLengthLimit = Uploads.MaxRequestBytes)]
public sealed class RepliesController(TicketCommands tickets, TicketPages pages, StepInputs inputs, Words words) : TicketFormController(pages, inputs, words)
{
    [HttpPost("/desk/tickets/{number:long}/replies")]
    public async Task<IActionResult> Create(long number, [FromForm] StepForm form, CancellationToken ct)
    {
        if (!Me.Is(PersonRoles.Agent) || await Pages.RulesAsync(number, Me, ct) is not { } rules) return NotFound();
        var typed = new Typed(Typed.Reply) { ReplyText = form.Reply, Values = form.Fields, HadFiles = form.Files is { Count: > 0 }, Seen = form.Seen };
        var faults = ImmutableArray.CreateBuilder<Fault>();
        var text = Inputs.TextOf(form.Reply, "reply-text", faults);
        if (text is null) faults.Add(new("reply-text", Words["Write a reply to the customer."]));
        var files = faults.Count == 0 ? await Inputs.KeepAsync(form.Files, Typed.Reply, faults, ct) : [];
        if (faults.Count > 0) return await RefusedAsync(number, typed with { Faults = faults.ToImmutable() }, ct);
        var running = tickets.ReplyAsync(Visible(number), text!, files, Me, Capacity, form.Command, ct);
        return await FinishAsync(running, number, typed, rules, Words["Your reply is on its way."], Typed.Reply, ct);
    }
}
