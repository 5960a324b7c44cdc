using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>Who gets what is written on a ticket besides its customer: staff alone decide.</summary>
public sealed class FollowersController(TicketCommands tickets, Words words) : DeskController
{
    // It goes along in a cookie.
    private const int LongestTyped = 254;

    [HttpPost("/desk/tickets/{number:long}/followers")]
    public async Task<IActionResult> Create(long number, [FromForm] string? address, CancellationToken ct) =>
        Answered(number, await tickets.AddFollowerAsync(Visible(number), address ?? "", Me, Me.AtDesk(), ct), words["They get what is written here from now on."], address);

    [HttpPost("/desk/tickets/{number:long}/followers/{id:guid}/removal")]
    public async Task<IActionResult> Remove(long number, Guid id, CancellationToken ct) =>
        Answered(number, await tickets.RemoveFollowerAsync(Visible(number), PersonId.From(id), Me, Me.AtDesk(), ct), words["They follow it no longer."]);

    private VisibleTicket Visible(long number) => VisibleTicket.AtDesk(Me, number);

    private IActionResult Answered(long number, FollowAnswer answer, string notice, string? typed = null)
    {
        if (answer == FollowAnswer.NotFound) return NotFound();
        // A refusal stands at the field, which keeps what was typed.
        if (answer != FollowAnswer.Done) TempData["Follower"] = typed is { Length: > LongestTyped } ? typed[..LongestTyped] : typed;
        TempData[answer == FollowAnswer.Done ? "Notice" : "FollowerFault"] = answer switch
        {
            FollowAnswer.Done => notice,
            FollowAnswer.NoAddress => words["That is no mail address. Write one such as carol@example.com."],
            FollowAnswer.IsCustomer => words["It is the customer, who gets everything already."],
            FollowAnswer.MayNot => words["They may not see this ticket, or their account is disabled."],
            FollowAnswer.OurOwn => words["That is one of our own mailboxes."],
            FollowAnswer.TooMany => words["{0} people follow it already, and more are not possible.", TicketFollower.Most],
            _ => throw new InvalidOperationException($"No sentence for {answer}."),
        };
        return Redirect($"/desk/tickets/{number}#{(answer == FollowAnswer.Done ? "followers" : "follower")}");
    }
}
