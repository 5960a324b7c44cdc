using System.Collections.Immutable;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Shared;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace HelpDesk.Web.Portal.Tickets;

/// <summary>A customer's new request: its kind, its fields, its files.</summary>
public sealed class RequestFiling(HelpDeskDb db, WorkflowLibrary library, KindFields fields, RequestFiles uploads, TicketCommands commands, Words words)
{
    /// <summary>What customers can file.</summary>
    public Task<ImmutableArray<Kind>> KindsAsync(CancellationToken ct) => library.AtAsync(db, Counter.Portal, ct);

    /// <summary>The kind of that key; where there is only one, that one. Null: it is still to be chosen.</summary>
    public static Kind? Chosen(ImmutableArray<Kind> kinds, string? key) => key is null && kinds.Length == 1 ? kinds[0] : kinds.FirstOrDefault(kind => kind.Key == key);

    /// <summary>Files it.</summary>
    /// <returns>Its number; or null and the page that says what to mend.</returns>
    public async Task<(long? Number, NewRequestPage Page)> FileAsync(RequestForm form, List<IFormFile>? files, Caller me, CommandId command, ModelStateDictionary state, CancellationToken ct)
    {
        var kinds = await KindsAsync(ct);
        // A form without a kind is of the first one: that is how it was before there were several.
        var kind = kinds.FirstOrDefault(one => one.Key == (form.Kind ?? kinds[0].Key));
        var page = new NewRequestPage(form, kinds, kind ?? kinds[0]);
        if (kind is null) state.AddModelError(nameof(form.Kind), words["Requests of this kind are no longer taken. Choose another kind; your words are kept."]);
        var values = kind is null ? ImmutableSortedDictionary<string, FieldValue>.Empty : fields.Read(kind, Roles.Customer, form.Fields, state);
        // Nothing is kept of a form that is refused anyway.
        if (!state.IsValid) return (null, page);
        var kept = await uploads.KeepAsync(files, me.Id, state, ct);
        if (!state.IsValid) return (null, page);
        var request = new NewRequest(me.Id, form.Subject!, form.Body!, form.Priority!, Channel.Portal, null, kept) { Kind = kind!.Key, Fields = values };
        if (await commands.FileAsync(request, me, Roles.Customer, command, ct) is Answer.Done done) return (done.Number, page);
        state.AddModelError(nameof(form.Subject), words["We cannot take requests just now, and we know of it. Please try again later."]);
        return (null, page);
    }
}
