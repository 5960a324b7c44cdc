using HelpDesk.Domain.Accounts;
using HelpDesk.Web.Wiring;

namespace HelpDesk.Web.Desk.Tickets;

/// <summary>What the demo allows besides.</summary>
public sealed class DemoRules(Settings settings, IHostEnvironment environment)
{
    /// <summary>Whether somebody may bring a timer forward: a manager; in the demo everybody at the desk, so that the story plays in minutes.</summary>
    public bool MayFire(Caller caller) => caller.IsManager || settings.IsDemo(environment);
}
