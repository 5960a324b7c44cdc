using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Portal;

/// <summary>Every page of this room stands behind its door.</summary>
[Authorize(Policy = Doors.Portal)]
public abstract class PortalController : Controller
{
    /// <summary>Who asks.</summary>
    protected Caller Me => User.Caller();

    /// <summary>The form's idempotency key; a form that has none is a command of its own.</summary>
    protected static CommandId Given(CommandId command) => command == default ? CommandId.New() : command;
}
