using System.Runtime.CompilerServices;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Search;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace HelpDesk.Domain.Storage.Verifying;

/// <summary>
/// Looks through everything that is kept for what contradicts itself: the database as it was at one moment, in portions, while the desk serves.
/// It finds what broken disks, mistakes and single edits by hand leave behind. Who may write to the whole database can also compute every hash anew.
/// </summary>
public sealed class Verification(IServiceScopeFactory scopes, WorkflowLibrary library, IFullText fullText, AttachmentFiles attachments, RawMailFiles mails, TimeProvider clock)
{
    /// <summary>Everything that is not as it should be, as it is found.</summary>
    public async IAsyncEnumerable<Discrepancy> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HelpDeskDb>();
        await Snapshot.BeginAsync(db, ct);
        await foreach (var found in DatabaseCheck.RunAsync(db, ct)) yield return found;
        await foreach (var found in HistoryCheck.RunAsync(db, library, ct)) yield return found;
        await foreach (var found in RowsCheck.RunAsync(db, ct)) yield return found;
        await foreach (var found in SearchCheck.RunAsync(db, fullText, ct)) yield return found;
        await foreach (var found in FilesCheck.RunAsync(db, attachments, mails, clock.GetUtcNow(), ct)) yield return found;
    }
}
