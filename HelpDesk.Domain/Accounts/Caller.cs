namespace HelpDesk.Domain.Accounts;

/// <summary>Who asks: a signed-in person, with the roles that their session was checked for.</summary>
public sealed record Caller(PersonId Id, PersonRoles Roles)
{
    public bool Is(PersonRoles role) => (Roles & role) != 0;
    public bool IsManager => Is(PersonRoles.Manager | PersonRoles.Administrator);
}
