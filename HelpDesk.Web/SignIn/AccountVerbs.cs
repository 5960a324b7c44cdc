using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.SignIn;

/// <summary>What a verb of the program printed: a one-time link, or why there is none.</summary>
public sealed record VerbAnswer(bool IsLink, string Text);

/// <summary>The program's verbs <c>user add</c> and <c>user reset</c>.</summary>
public sealed class AccountVerbs(AccountCommands accounts, Settings settings)
{
    /// <param name="role">customer, agent, manager or admin.</param>
    public async Task<VerbAnswer> AddAsync(string email, string name, string role, CancellationToken ct)
    {
        if (!Person.IsAddress(email)) return new(false, $"'{email}' is not an email address.");
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200) return new(false, "Give a name of 1 to 200 characters.");
        if (RoleOf(role) is not { } roles) return new(false, $"'{role}' is not a role: customer, agent, manager or admin.");
        return Said(await accounts.AddAsync(email, name, roles, ct), $"{email} has an account already, or is disabled. Use 'user reset' for a new password.");
    }

    public async Task<VerbAnswer> ResetAsync(string email, CancellationToken ct) =>
        Said(Person.IsAddress(email) ? await accounts.ResetAsync(email, ct) : null, $"Nobody active has the address {email}.");

    public static PersonRoles? RoleOf(string role) => role switch
    {
        "customer" => PersonRoles.Customer,
        "agent" => PersonRoles.Agent,
        "manager" => PersonRoles.Manager,
        "admin" => PersonRoles.Administrator,
        _ => null,
    };

    private VerbAnswer Said(OneTimeLink? link, string otherwise) =>
        link is null ? new(false, otherwise) : new(true, settings.Link(AccountLinks.PathFor(link.Letter, link.Person, link.Token)));
}
