using HelpDesk.Domain.Accounts;

namespace HelpDesk.Web.SignIn;

/// <summary>Where the link of a letter about an account leads.</summary>
internal static class AccountLinks
{
    public static string PathFor(string letter, PersonId person, string token) => token.Length == 0 ? "/signin" : $"/signin/{letter}/{person}/{token}";
}
