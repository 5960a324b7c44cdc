using Microsoft.AspNetCore.Identity;

namespace HelpDesk.Web.Wiring;

/// <summary>What Identity objects to, in our words.</summary>
internal sealed class WordedErrors(Words words) : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) =>
        Said(nameof(PasswordTooShort), words["Choose a password of at least {0} characters.", length]);

    public override IdentityError PasswordMismatch() => Said(nameof(PasswordMismatch), words["This is not your present password."]);

    public override IdentityError InvalidToken() => Said(nameof(InvalidToken), words["This link does not work any more. Ask for a new one."]);

    public override IdentityError InvalidEmail(string? email) => Said(nameof(InvalidEmail), words["Enter an email address, such as carl@example.com."]);

    public override IdentityError InvalidUserName(string? userName) => Said(nameof(InvalidUserName), words["Enter an email address, such as carl@example.com."]);

    public override IdentityError DuplicateEmail(string email) => Said(nameof(DuplicateEmail), words["This address belongs to somebody already."]);

    public override IdentityError DuplicateUserName(string userName) => Said(nameof(DuplicateUserName), words["This address belongs to somebody already."]);

    public override IdentityError ConcurrencyFailure() => Said(nameof(ConcurrencyFailure), words["Somebody else changed this at the same moment. Try again."]);

    public override IdentityError DefaultError() => Said(nameof(DefaultError), words["This did not work. Try again."]);

    private static IdentityError Said(string code, string sentence) => new() { Code = code, Description = sentence };
}
