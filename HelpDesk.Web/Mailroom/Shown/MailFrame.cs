using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Mailroom.Shown;

/// <summary>A stranger's HTML as a document of its own in a frame: it runs nothing, asks nobody unasked, and reaches nothing of the product.</summary>
public static class MailFrame
{
    /// <summary>What the frame may, said by the page around it and by the document itself. Its links open windows like any other.</summary>
    public const string Sandbox = "allow-popups allow-popups-to-escape-sandbox";

    // Mails are written for white paper.
    private const string Head = """
        <!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><style>
        body { margin: 1rem; background: #fff; color: #1c1c1c; font: 15px/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
        img, table { max-width: 100% } img { height: auto } pre { white-space: pre-wrap } blockquote { margin: .5rem 0 .5rem .25rem; padding-left: .75rem; border-left: 3px solid #ccc }
        </style></head><body>
        """;

    /// <param name="inert">Sanitised.</param>
    public static string Document(string inert) => Head + inert + "</body></html>";

    public static ContentResult Answer(ControllerBase controller, string document, bool showRemoteImages)
    {
        var headers = controller.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'unsafe-inline'; img-src data:{(showRemoteImages ? " https:" : "")}; sandbox {Sandbox}; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Referrer-Policy"] = "no-referrer";
        return controller.Content(document, "text/html; charset=utf-8");
    }
}
