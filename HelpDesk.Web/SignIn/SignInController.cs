using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.SignIn;

/// <summary>The pages before the doors. The same answer, and as late, whether an address is known or not.</summary>
[AllowAnonymous]
public abstract class SignInController : Controller
{
    /// <summary>The same page once more, with what is to be mended.</summary>
    protected ViewResult Refused(string view, object form)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(view, form);
    }

    /// <summary>The page for a link that is used up, too old, or was never one.</summary>
    /// <param name="again">Where one asks for a new one.</param>
    protected ViewResult LinkIsVoid(string again = "/forgot")
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("LinkIsVoid", model: again);
    }

    /// <summary>Begun before an answer about an account is looked for, and awaited before it is given.</summary>
    // The wall's clock on purpose: it is what a stranger measures with.
    protected static Task SameTime(Limits limits) => Task.Delay(limits.SameTime);

    protected IActionResult BackTo(string? returnUrl) => Url.IsLocalUrl(returnUrl) ? LocalRedirect(returnUrl) : Redirect("/");
}

/// <summary>A field of a form, for its partial view.</summary>
/// <param name="Name">The form's property; its id and name are the same in lower case.</param>
public sealed record Field(string Name, string Label, string? Value = null, string Type = "text", string? Hint = null, string Autocomplete = "off", bool Focus = false);
