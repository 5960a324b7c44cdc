using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Manage;

/// <summary>The manager's room's words for roles, refusals, phases, letters and fates.</summary>
public sealed class ManageWords(Words words)
{
    /// <summary>One thing after the other.</summary>
    public string List(IEnumerable<string> parts) => string.Join(words[", "], parts);

    public string Of(PersonRoles roles) => List(Each(roles));

    public string Of(StaffAnswer refusal) => refusal switch
    {
        StaffAnswer.Done => words["Done."],
        StaffAnswer.NotFound => words["There is no such person any more."],
        StaffAnswer.NotYourself => words["Nobody disables their own account or changes their own roles. Ask somebody else who may."],
        StaffAnswer.AdministratorsOnly => words["Only an administrator looks after managers and administrators, and gives or takes these roles."],
        StaffAnswer.NoRole => words["Choose at least one role: without one, nobody can do anything here."],
        StaffAnswer.NoSuchSuccessor => words["Choose somebody else: only an agent whose account works can take over tickets."],
        StaffAnswer.NoSuchOrganisation => words["There is no such organisation any more. Choose another one."],
        _ => throw new InvalidOperationException($"No sentence for {refusal}."),
    };

    public string Of(Phase phase) => phase switch
    {
        Phase.Open => words["Open"],
        Phase.Assigned => words["Assigned"],
        Phase.Pending => words["Pending"],
        Phase.OnHold => words["On hold"],
        Phase.Resolved => words["Resolved"],
        Phase.Closed => words["Closed"],
        _ => throw new InvalidOperationException($"No word for {phase}."),
    };

    public string Of(MailFate fate) => fate switch
    {
        MailFate.Pending => words["Due"],
        MailFate.Deferred => words["Put off"],
        MailFate.Sent => words["Sent"],
        MailFate.Failed => words["Refused"],
        MailFate.Parked => words["Parked"],
        MailFate.Bounced => words["Came back"],
        MailFate.Withdrawn => words["Taken back"],
        _ => throw new InvalidOperationException($"No word for {fate}."),
    };

    /// <summary>What a letter is called: the product's own in our words, a workflow's by its key, read out.</summary>
    public string Letter(string key) => key switch
    {
        Reactions.ReplyLetter => words["Reply to the customer"],
        Domain.Reactions.Reactions.FollowedLetter => words["Copy for followers"],
        Reactions.SurveyLetter => words["Survey"],
        Reactions.ApprovalLetter => words["Question for consent"],
        AccountLetter.ConfirmAddress => words["Confirmation of an address"],
        AccountLetter.ResetPassword => words["New password"],
        AccountLetter.Invitation => words["Invitation"],
        AccountLetter.AccountExists => words["There is an account already"],
        AccountLetter.PasswordChanged => words["The password was changed"],
        AccountLetter.SignInLink => words["Sign-in link"],
        AccountLetter.SignInByPassword => words["The account opens with a password"],
        "received" => words["Received"],
        "reminder" => words["Reminder"],
        "resolved-unanswered" => words["Resolved unanswered"],
        "new-request" => words["New request"],
        "assigned" => words["Assigned"],
        "customer-replied" => words["Customer replied"],
        "still-unassigned" => words["Still unassigned"],
        "escalated" => words["Escalated"],
        _ => Spoken(key),
    };

    /// <summary>A key as people say it: <c>still-unassigned</c> is "Still unassigned".</summary>
    public static string Spoken(string key) => key.Length == 0 ? key : char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ');

    private IEnumerable<string> Each(PersonRoles roles)
    {
        if (roles.HasFlag(PersonRoles.Customer)) yield return words["Customer"];
        if (roles.HasFlag(PersonRoles.Agent)) yield return words["Agent"];
        if (roles.HasFlag(PersonRoles.Manager)) yield return words["Manager"];
        if (roles.HasFlag(PersonRoles.Administrator)) yield return words["Administrator"];
    }
}
