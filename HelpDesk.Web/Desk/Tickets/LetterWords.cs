using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>What the desk calls a letter. A letter that a manager adds later is called by its key.</summary>
public sealed class LetterWords(Words words)
{
    public string Of(string letter) => letter switch
    {
        "received" => words["Confirmation that it was received"],
        "new-request" => words["New request"],
        "assigned" => words["Assigned to you"],
        "customer-replied" => words["The customer wrote"],
        "still-unassigned" => words["Still unassigned"],
        "reminder" => words["Reminder"],
        "resolved-unanswered" => words["Solved without an answer"],
        "escalated" => words["Escalated"],
        Domain.Reactions.Reactions.ReplyLetter => words["Reply"],
        Domain.Reactions.Reactions.FollowedLetter => words["Copy for followers"],
        Domain.Reactions.Reactions.SurveyLetter => words["Survey"],
        Domain.Reactions.Reactions.ApprovalLetter => words["Question for consent"],
        _ => letter,
    };
}
