using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>What every form of the ticket page ends in: done, refused, overtaken by somebody, or no such ticket.</summary>
public abstract class TicketFormController(TicketPages pages, StepInputs inputs, Words words) : DeskController
{
    protected TicketPages Pages => pages;
    protected StepInputs Inputs => inputs;
    protected Words Words => words;
    protected Roles Capacity => Me.AtDesk();

    protected VisibleTicket Visible(long number) => VisibleTicket.AtDesk(Me, number);

    /// <summary>Runs the command and answers with what became of it.</summary>
    /// <param name="draft">The panel whose draft is done with, if any.</param>
    protected async Task<IActionResult> FinishAsync(Task<Answer> running, long number, Typed typed, Rules rules, string notice, string? draft, CancellationToken ct)
    {
        switch (await SettledAsync(running, number))
        {
            case Answer.Done done:
                TempData["Notice"] = notice;
                if (draft is not null) TempData["DraftDone"] = $"ticket:{number}:{draft}";
                return Redirect($"/desk/tickets/{done.Number}#latest");
            case Answer.Refused refused:
                return await RefusedAsync(number, typed with { Faults = inputs.Of(refused.Reasons, typed.Panel, rules.Workflow) }, ct);
            case Answer.Stale:
                return await StaleAsync(number, typed, ct);
            default:
                return NotFound();
        }
    }

    /// <summary>The same page again, with the reasons and all that was typed.</summary>
    protected async Task<IActionResult> RefusedAsync(long number, Typed typed, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await pages.LoadAsync(number, Me, ct, typed: typed) is { } page ? View("Show", page) : NotFound();
    }

    private async Task<IActionResult> StaleAsync(long number, Typed typed, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await pages.LoadAsync(number, Me, ct, typed: typed) is { } page ? View("Stale", page) : NotFound();
    }

    // Two writes at the same moment are no different from a form that came too late.
    private static async Task<Answer> SettledAsync(Task<Answer> running, long number)
    {
        try
        {
            return await running;
        }
        catch (WriteConflictException)
        {
            return new Answer.Stale(number);
        }
    }
}
