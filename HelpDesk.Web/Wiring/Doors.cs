using System.Security.Claims;
using HelpDesk.Domain.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace HelpDesk.Web.Wiring;

/// <summary>Each room's door: who may come in. Roles do not include one another, but an administrator does what a manager does.</summary>
internal static class Doors
{
    public const string Portal = "portal";
    public const string Desk = "desk";
    public const string Manage = "manage";

    /// <summary>The part of the managers' room that holds keys to other houses.</summary>
    public const string Administer = "administer";

    /// <summary>Anybody who is signed in.</summary>
    public const string SignedIn = "signed-in";

    public static void AddDoors(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Portal, policy => Admit(policy, PersonRoles.Customer))
        .AddPolicy(Desk, policy => Admit(policy, PersonRoles.Agent, PersonRoles.Manager, PersonRoles.Administrator))
        .AddPolicy(Manage, policy => Admit(policy, PersonRoles.Manager, PersonRoles.Administrator))
        .AddPolicy(Administer, policy => Admit(policy, PersonRoles.Administrator))
        .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser())
        // A page that names no door is shut, not open.
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());

    private static void Admit(AuthorizationPolicyBuilder policy, params PersonRoles[] roles) =>
        policy.RequireAuthenticatedUser().RequireRole(roles.Select(role => role.ToString()));

    /// <summary>Who asks, from the session's cookie. Only behind a door.</summary>
    public static Caller Caller(this ClaimsPrincipal user) => new(
        PersonId.From(Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!)),
        user.FindAll(ClaimTypes.Role).Aggregate(PersonRoles.None, (roles, claim) => roles | Enum.Parse<PersonRoles>(claim.Value)));
}
