namespace HelpDesk.Domain.Accounts;

/// <summary>What became of a command on a person; anything but <see cref="Done"/> changed nothing.</summary>
public enum StaffAnswer
{
    Done,
    NotFound,

    /// <summary>Nobody disables themselves or changes their own roles.</summary>
    NotYourself,

    /// <summary>Managers and administrators are looked after, and made, by administrators.</summary>
    AdministratorsOnly,

    /// <summary>Somebody without any role could do nothing here.</summary>
    NoRole,

    /// <summary>Only an active agent, and not the person themselves, can take over tickets.</summary>
    NoSuchSuccessor,

    NoSuchOrganisation,
}

/// <summary>Who may look after whom: managers after customers and agents, administrators after everybody.</summary>
public static class StaffRules
{
    /// <summary>Roles that only an administrator gives or takes.</summary>
    public const PersonRoles Leading = PersonRoles.Manager | PersonRoles.Administrator;

    private const PersonRoles All = PersonRoles.Customer | PersonRoles.Agent | Leading;

    /// <summary>Whether somebody in these roles may give those, as in an invitation.</summary>
    public static StaffAnswer OnGiving(PersonRoles by, PersonRoles wanted) =>
        wanted == PersonRoles.None || (wanted & ~All) != 0 ? StaffAnswer.NoRole : OnLookingAfter(by, wanted);

    /// <summary>Whether somebody in these roles may change, disable or enable a person in those.</summary>
    public static StaffAnswer OnLookingAfter(PersonRoles by, PersonRoles person) =>
        (by & PersonRoles.Administrator) != 0 ? StaffAnswer.Done
        : (by & PersonRoles.Manager) != 0 && (person & Leading) == 0 ? StaffAnswer.Done
        : StaffAnswer.AdministratorsOnly;

    /// <summary>Whether a person in some roles may be given others.</summary>
    public static StaffAnswer OnChanging(PersonRoles by, PersonRoles person, PersonRoles wanted, bool isYourself) =>
        isYourself && wanted != person ? StaffAnswer.NotYourself
        : OnLookingAfter(by, person) is not StaffAnswer.Done and var refused ? refused
        : OnGiving(by, wanted);
}
