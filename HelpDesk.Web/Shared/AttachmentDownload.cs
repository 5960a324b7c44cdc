using System.Globalization;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc;

namespace HelpDesk.Web.Shared;

/// <summary>How the bytes of an attachment leave the house: as a file to save, never as a page of ours.</summary>
public static class AttachmentDownload
{
    private const string Unknown = "application/octet-stream";

    // What the sender claimed counts only where a browser cannot be made to run it.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain",
    };

    /// <summary>Streams a stored file. The caller has made sure that the reader may see it.</summary>
    public static async Task<FileStreamResult> SendAsync(ControllerBase controller, AttachmentFiles files, StoredFile file) =>
        Send(controller, await files.OpenAsync(file.Sha256, controller.HttpContext.RequestAborted), file.ContentType, file.Name);

    /// <summary>The same for a file that is kept inside something else.</summary>
    public static FileStreamResult Send(ControllerBase controller, Stream content, string claimed, string name)
    {
        var headers = controller.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "private, no-store";
        return controller.File(content, TypeOf(claimed), name);
    }

    /// <summary>The content type that a file is served with.</summary>
    public static string TypeOf(string claimed) => Harmless.TryGetValue(claimed, out var known) ? known : Unknown;

    /// <summary>A size as people read it.</summary>
    public static string Size(long bytes, Words words) => bytes switch
    {
        < 1024 => words["{0} B", bytes],
        < 1024 * 1024 => words["{0} kB", (bytes / 1024d).ToString("0", CultureInfo.CurrentCulture)],
        _ => words["{0} MB", (bytes / 1024d / 1024).ToString("0.0", CultureInfo.CurrentCulture)],
    };
}
