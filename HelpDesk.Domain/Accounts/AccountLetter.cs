namespace HelpDesk.Domain.Accounts;

/// <summary>The letters about an account, by the keys under which the mailroom knows them.</summary>
public static class AccountLetter
{
    public const string ConfirmAddress = "confirm-address";
    public const string ResetPassword = "reset-password";
    public const string Invitation = "invitation";

    /// <summary>Somebody asked for an account for an address that has one.</summary>
    public const string AccountExists = "account-exists";

    public const string PasswordChanged = "password-changed";
    public const string SignInLink = "sign-in-link";

    /// <summary>Somebody asked for a sign-in link for an account that opens with a password only.</summary>
    public const string SignInByPassword = "sign-in-by-password";

    /// <summary>How long a letter's link works, or null for a letter whose link holds no secret.</summary>
    public static TimeSpan? LifespanOf(string letter) => letter switch
    {
        ConfirmAddress => TimeSpan.FromHours(24),
        ResetPassword => TimeSpan.FromHours(1),
        Invitation => TimeSpan.FromDays(7),
        SignInLink => TimeSpan.FromMinutes(15),
        _ => null,
    };
}
