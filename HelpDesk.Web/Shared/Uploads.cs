using System.Collections.Immutable;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace HelpDesk.Web.Shared;

/// <summary>Files that came with a form: kept on the disk before any row speaks of them.</summary>
public sealed class Uploads(AttachmentFiles files, Words words)
{
    public const int MaxFiles = 20;

    /// <summary>The most that one request may hold: enough for four files of the largest size.</summary>
    public const long MaxRequestBytes = 4 * AttachmentFiles.MaxBytes + 1024 * 1024;

    /// <summary>Keeps them all, or says under <paramref name="field"/> which is too large.</summary>
    public async Task<ImmutableArray<StoredFile>> KeepAsync(IReadOnlyList<IFormFile>? sent, string field, ModelStateDictionary faults, CancellationToken ct)
    {
        var kept = ImmutableArray.CreateBuilder<StoredFile>();
        if (sent is { Count: > MaxFiles })
        {
            faults.AddModelError(field, words["Send at most {0} files at a time.", MaxFiles]);
            return [];
        }
        // Nothing is kept of a form that is refused anyway.
        foreach (var file in (sent ?? []).Where(file => file.Length > AttachmentFiles.MaxBytes))
            faults.AddModelError(field, TooLarge(file));
        if (sent?.Any(file => file.Length > AttachmentFiles.MaxBytes) == true) return [];
        foreach (var file in sent ?? [])
        {
            if (file.Length == 0 && file.FileName.Length == 0) continue;
            await using var content = file.OpenReadStream();
            if (await files.KeepAsync(content, file.FileName, file.ContentType, ct) is { } stored) kept.Add(stored);
            else faults.AddModelError(field, TooLarge(file));
        }
        return kept.ToImmutable();
    }

    private string TooLarge(IFormFile file) => words["“{0}” is larger than 25 MB. Make it smaller, or send it in parts.", file.FileName];
}
