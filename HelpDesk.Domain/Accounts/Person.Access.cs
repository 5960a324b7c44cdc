using System.Text.RegularExpressions;

namespace HelpDesk.Domain.Accounts;

/// <summary>How a person gets in.</summary>
public sealed partial class Person
{
    /// <summary>After so many wrong passwords in a row an account is shut for <see cref="Lockout"/>.</summary>
    public const int TriesBeforeLockout = 5;

    public const int LongestAddress = 254;

    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(5);

    /// <summary>Whether the address was proven, by a link in a mail, and a password chosen.</summary>
    public bool HasAccess => EmailConfirmed && PasswordHash is not null;

    /// <summary>An address as it is compared: one person for one address, however it is spelt.</summary>
    public static string Normal(string email) => email.Trim().Normalize().ToUpperInvariant();

    /// <summary>Whether a text can be a person's address: one plain address, without a name around it.</summary>
    public static bool IsAddress(string? email) => email is { Length: > 2 and <= LongestAddress } && PlainAddress().IsMatch(email.Trim());

    public bool IsLockedOut(DateTimeOffset at) => LockoutEnd > at;

    public void FailToSignIn(DateTimeOffset at)
    {
        if (IsLockedOut(at) || ++AccessFailedCount < TriesBeforeLockout) return;
        AccessFailedCount = 0;
        LockoutEnd = at + Lockout;
    }

    public void SignIn() => (AccessFailedCount, LockoutEnd) = (0, null);

    /// <summary>The link in the mail was followed: the address is theirs. The link is used up.</summary>
    public void ConfirmAddress()
    {
        EmailConfirmed = true;
        EndSessions();
    }

    /// <summary>A link was followed to sign in, which proves the address. It is used up, with every other link; sessions elsewhere go on.</summary>
    public void SignInByLink()
    {
        if (!EmailConfirmed)
        {
            // It was typed before the address was confirmed: by whom, nobody knows.
            PasswordHash = null;
            ConfirmAddress();
        }
        SignIn();
        ConcurrencyStamp = Guid.NewGuid().ToString("N");
    }

    /// <summary>Chooses a password. Every session ends, and every link that was mailed before is void.</summary>
    public void ChoosePassword(string hash)
    {
        PasswordHash = hash;
        SignIn();
        EndSessions();
    }

    [GeneratedRegex("""^[^\s\p{C}<>"(),:;@\[\]\\]+@[^\s\p{C}<>"(),:;@\[\]\\]+$""", RegexOptions.NonBacktracking)]
    private static partial Regex PlainAddress();
}
