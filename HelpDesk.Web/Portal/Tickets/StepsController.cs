using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>A step that a customer takes by hand, if the workflow offers it.</summary>
public sealed class StepsController(RequestReading one, TicketCommands commands, ReasonSentences reasons, Words words) : PortalController
{
    [HttpPost("/portal/tickets/{number:long}/steps/{step}")]
    public async Task<IActionResult> Create(long number, string step, [FromForm] StepAnswers answers, [FromForm] int revision, [FromForm] CommandId command, CancellationToken ct)
    {
        if (await one.FindAsync(number, Me, ct) is not { } page) return NotFound();
        // What others may take does not exist here.
        if (page.Workflow.Step(step) is not { } definition || (definition.By & Roles.Customer) == 0) return NotFound();
        if (answers.Reply?.Length > RequestForm.MaxBody)
            return Refused(page, step, answers, [words["Keep the text within {0} characters. What is longer can come as a file.", RequestForm.MaxBody]]);
        var (input, me) = (answers.For(definition, page.Workflow), Me);
        return await TakeAsync(number, step, input, revision, me, Given(command), ct) switch
        {
            Answer.Done => Taken(number),
            Answer.Refused refused => Refused(page, step, answers, [.. refused.Reasons.Select(reason => reasons.Of(reason, page.Workflow))]),
            Answer.Stale => await StaleAsync(number, step, answers, ct),
            _ => NotFound(),
        };
    }

    private async Task<Answer> TakeAsync(long number, string step, StepInput input, int revision, Caller me, CommandId command, CancellationToken ct)
    {
        try
        {
            return await commands.TakeAsync(VisibleTicket.TheirsInPortal(me, number), step, input, revision, me, Roles.Customer, command, ct);
        }
        catch (WriteConflictException)
        {
            return new Answer.Stale(number);
        }
    }

    private RedirectResult Taken(long number)
    {
        TempData["Notice"] = words["Done. We have been told."];
        return Redirect($"/portal/tickets/{number}");
    }

    private ViewResult Refused(RequestPage page, string step, StepAnswers answers, IEnumerable<string> sentences)
    {
        var place = page.Steps.Any(offer => offer.Step.Key == step) ? $"step-{step}" : "next";
        foreach (var sentence in sentences) ModelState.AddModelError(place, sentence);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Show", page with { Asked = step, Answers = answers });
    }

    private async Task<IActionResult> StaleAsync(long number, string step, StepAnswers answers, CancellationToken ct)
    {
        if (await one.FindAsync(number, Me, ct) is not { } fresh) return NotFound();
        // The form shows the fresh revision, not the one that was sent.
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Show", fresh with { Asked = step, Answers = answers, IsStale = true });
    }
}
