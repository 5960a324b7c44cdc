using System.ComponentModel.DataAnnotations;
using HelpDesk.Domain.Accounts;

namespace HelpDesk.Web.Manage.People;

/// <summary>What a form about a person sends; what else it sends counts for nothing.</summary>
public sealed record PersonForm(
    [Required(ErrorMessage = "Write a name."), StringLength(200, ErrorMessage = "Write a name of at most 200 characters.")] string? Name,
    IReadOnlyList<PersonRoles>? Roles,
    OrganisationId? Organisation,
    IReadOnlyList<TeamId>? Teams)
{
    // Methods, not properties: what a property returns would be validated as if it had been sent.
    public PersonRoles AllRoles() => (Roles ?? []).Aggregate(PersonRoles.None, (all, role) => all | role);
    public PersonChange Change() => new(Name!, AllRoles(), Organisation, Teams ?? []);
}

/// <summary>What an invitation sends.</summary>
public sealed record InvitationForm(
    [Required(ErrorMessage = "Write a name."), StringLength(200, ErrorMessage = "Write a name of at most 200 characters.")] string? Name,
    [Required(ErrorMessage = "Write an email address.")] string? Email,
    IReadOnlyList<PersonRoles>? Roles,
    OrganisationId? Organisation,
    IReadOnlyList<TeamId>? Teams)
{
    public PersonForm Person() => new(Name, Roles, Organisation, Teams);
    public PersonRoles AllRoles() => Person().AllRoles();

    /// <summary>Only agents are in teams.</summary>
    public IReadOnlyList<TeamId> TeamsOfAgent() => AllRoles().HasFlag(PersonRoles.Agent) ? Teams ?? [] : [];
}
