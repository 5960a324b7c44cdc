using HelpDesk.Domain.Post;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Manage.Post;

/// <summary>Every mail that is due, was sent, or could not be.</summary>
public sealed class PostController(PostReading reading) : ManageController
{
    // A letter is a page of its own inside the frame: it runs nothing, loads nothing, and reaches nothing of the product.
    private const string LetterPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    [HttpGet("/manage/post")]
    public async Task<IActionResult> Index(PostFilter filter, CancellationToken ct) => View(await reading.PageAsync(filter, ct));

    [HttpGet("/manage/post/{id}")]
    public async Task<IActionResult> Show(MailId id, CancellationToken ct) => await reading.OneAsync(id, ct) is { } page ? View(page) : NotFound();

    [HttpGet("/manage/post/{id}/html")]
    public async Task<IActionResult> Html(MailId id, CancellationToken ct)
    {
        if (await reading.HtmlAsync(id, ct) is not { } html) return NotFound();
        Response.Headers.ContentSecurityPolicy = LetterPolicy;
        Response.Headers.XFrameOptions = "SAMEORIGIN";
        return Content(html, "text/html; charset=utf-8");
    }
}
