using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace HelpDesk.Web.SignIn;

/// <summary>Addresses that people type.</summary>
internal static class Addresses
{
    /// <summary>Says under <paramref name="field"/> that a text is no address. An empty one has its own sentence already.</summary>
    public static void Judge(string? email, string field, ModelStateDictionary faults, Words words)
    {
        if (!string.IsNullOrWhiteSpace(email) && !Person.IsAddress(email)) faults.AddModelError(field, words["Enter an email address, such as carl@example.com."]);
    }
}
