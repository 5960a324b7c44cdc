using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>The files that a customer sends, up to so many a day.</summary>
public sealed class RequestFiles(HelpDeskDb db, Uploads uploads, TimeProvider clock, Words words)
{
    /// <summary>The name of the form's file field.</summary>
    public const string Field = "files";

    /// <summary>The most that one customer may send within 24 hours: 500 MB.</summary>
    public const long MaxBytesADay = 500L * 1024 * 1024;

    /// <summary>Keeps them, unless something else is wrong with the form or it is too much for a day.</summary>
    public async Task<ImmutableArray<StoredFile>> KeepAsync(IReadOnlyList<IFormFile>? sent, PersonId by, ModelStateDictionary faults, CancellationToken ct)
    {
        if (!faults.IsValid || sent is null or []) return [];
        if (await TodayAsync(by, ct) + sent.Sum(file => file.Length) <= MaxBytesADay) return await uploads.KeepAsync(sent, Field, faults, ct);
        faults.AddModelError(Field, words["You have sent almost 500 MB within a day, and this would be more. Send these files tomorrow, or send smaller ones."]);
        return [];
    }

    private Task<long> TodayAsync(PersonId by, CancellationToken ct)
    {
        var since = clock.GetUtcNow().AddDays(-1);
        return db.TicketMessages.Where(m => m.AuthorId == by && m.At > since).SelectMany(m => m.Attachments).SumAsync(a => a.Size, ct);
    }
}
