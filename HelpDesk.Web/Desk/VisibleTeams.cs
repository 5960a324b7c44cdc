using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;

namespace HelpDesk.Web.Desk;

internal static class VisibleTeams
{
    /// <summary>The teams whose tickets somebody sees, and to which they may hand one.</summary>
    public static IQueryable<Team> TeamsVisibleTo(this HelpDeskDb db, Caller caller) =>
        caller.IsManager ? db.Teams : db.Teams.Where(team => !team.IsPrivate || team.Members.Any(m => m.PersonId == caller.Id));
}
