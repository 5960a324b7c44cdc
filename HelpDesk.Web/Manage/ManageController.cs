using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage;

/// <summary>Every page of this room stands behind its door.</summary>
[Authorize(Policy = Doors.Manage)]
public abstract class ManageController : Controller
{
    /// <summary>Who asks.</summary>
    protected Caller Me => User.Caller();
}
