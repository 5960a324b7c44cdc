using System.Collections.Immutable;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

[RequestSizeLimit(Uploads.MaxRequestBytes), RequestFormLimits(MultipartBodyLengthLimit = Uploads.MaxRequestBytes)]
public sealed class NotesController(TicketCommands tickets, TicketPages pages, StepInputs inputs, Words words) : TicketFormController(pages, inputs, words)
{
    [HttpPost("/desk/tickets/{number:long}/notes")]
    public async Task<IActionResult> Create(long number, [FromForm] StepForm form, CancellationToken ct)
    {
        if (await Pages.RulesAsync(number, Me, ct) is not { } rules) return NotFound();
        // A reply that came too late can be kept as a note.
        var written = form.Note ?? form.Reply;
        var typed = new Typed(Typed.Note) { NoteText = written, Values = form.Fields, HadFiles = form.Files is { Count: > 0 }, Seen = form.Seen };
        var faults = ImmutableArray.CreateBuilder<Fault>();
        var text = Inputs.TextOf(written, "note-text", faults);
        if (text is null) faults.Add(new("note-text", Words["Write a note."]));
        var files = faults.Count == 0 ? await Inputs.KeepAsync(form.Files, Typed.Note, faults, ct) : [];
        if (faults.Count > 0) return await RefusedAsync(number, typed with { Faults = faults.ToImmutable() }, ct);
        var running = tickets.NoteAsync(Visible(number), text!, files, Me, Capacity, form.Command, ct);
        return await FinishAsync(running, number, typed, rules, Words["The note is kept; only the desk sees it."], form.Note is null ? Typed.Reply : Typed.Note, ct);
    }
}
