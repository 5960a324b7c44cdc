using HelpDesk.Domain.Accounts;

namespace HelpDesk.Web.SignIn;

/// <summary>Where the links in letters about an account lead. Opening one changes nothing: mail scanners open them too.</summary>
public static class AccountLinks
{
    /// <param name="token">The secret part, or the mark that stands for it; letters without a secret ignore it.</param>
    public static string PathFor(string letter, PersonId person, string token) => letter switch
    {
        AccountLetter.ConfirmAddress => $"/confirm?person={person}&token={token}",
        AccountLetter.ResetPassword => $"/reset?person={person}&token={token}",
        AccountLetter.Invitation => $"/invitation?person={person}&token={token}",
        AccountLetter.SignInLink => $"/signin/link?person={person}&token={token}",
        AccountLetter.AccountExists => "/signin",
        AccountLetter.PasswordChanged or AccountLetter.SignInByPassword => "/forgot",
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "No letter about an account."),
    };
}
