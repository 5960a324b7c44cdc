using HelpDesk.Domain.Post;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Post;

/// <summary>What becomes of the mail that a restore keeps back.</summary>
public sealed class HeldPostController(PostCommands post, Words words) : ManageController
{
    [HttpPost("/manage/post/held/send")]
    public async Task<IActionResult> Send(CancellationToken ct) => Told(await post.SendHeldAsync(ct) is { } count
        ? count == 1 ? words["1 mail leaves now."] : words["{0} mails leave now.", count]
        : words["No mail is kept back."]);

    [HttpPost("/manage/post/held/discard")]
    public async Task<IActionResult> Discard(CancellationToken ct) => Told(await post.DiscardHeldAsync(ct) is { } count
        ? count == 1 ? words["1 mail is never sent."] : words["{0} mails are never sent.", count]
        : words["No mail is kept back."]);

    private RedirectResult Told(string notice)
    {
        TempData["Notice"] = notice;
        return Redirect("/manage/post");
    }
}
