using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Workflow;

namespace HelpDesk.Web.Desk;

internal static class Capacities
{
    /// <summary>In which roles somebody acts at the desk: never as a customer, whatever else they are.</summary>
    public static Roles AtDesk(this Caller caller) => caller.Roles.ForWorkflow() & (Roles.Agent | Roles.Manager);

    /// <summary>What a definition wrote, in the reader's language.</summary>
    public static string Shown(this Text text) => text.In(CultureInfo.CurrentUICulture.Name);
}
