using System.Globalization;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Web.Wiring;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Manage.Letters;

/// <summary>A letter in the list.</summary>
/// <param name="IsOwn">Whether the desk made it.</param>
/// <param name="ChangedFor">The workflows for which its words were changed; an empty key stands for all.</param>
/// <param name="IsLacking">Whether some of its words do not tell what they promise.</param>
public sealed record LetterLine(string Key, bool IsOwn, IReadOnlyList<string> ChangedFor, IReadOnlyList<string> UsedBy, bool IsLacking);

/// <summary>What a form for a letter holds.</summary>
/// <param name="Ticket">The number of the ticket with which it is tried.</param>
/// <param name="AsCustomer">Whether it is tried as its customer reads it; else as a colleague does.</param>
public sealed record LetterForm(string? Workflow, string? Language, string? Subject, string? Body, string? Action, long? Ticket, bool AsCustomer)
{
    public LetterWords Words => new(Subject?.Trim() ?? "", (Body ?? "").ReplaceLineEndings("\n").Trim(), Action?.Trim() ?? "");
}

/// <summary>How a letter reads with a ticket.</summary>
/// <param name="Number">The ticket; null for made-up values.</param>
public sealed record TriedLetter(long? Number, string Subject, string Text, string Html);

/// <summary>A letter to change.</summary>
/// <param name="IsChanged">Whether the words shown are kept for just this workflow and language.</param>
/// <param name="Broken">What it has to tell and does not.</param>
/// <param name="Lacks">What else the shipped letter tells and this one does not.</param>
public sealed record LetterPage(string Key, bool IsOwn, bool IsChanged, LetterForm Form, IReadOnlyList<string> Workflows, IReadOnlyList<string> Languages, IReadOnlyList<PromisedWords> Broken, IReadOnlyList<string> Lacks)
{
    public IReadOnlyList<LetterFault> Faults { get; init; } = [];
    public TriedLetter? Tried { get; init; }

    /// <summary>Whether it was sent to its reader, as a test.</summary>
    public bool IsSent { get; init; }

    /// <summary>Why it was not tried.</summary>
    public string? TrialFault { get; init; }

    public IReadOnlyList<string> UsedBy { get; init; } = [];
}

public sealed class LettersReading
{
    private readonly HelpDeskDb db;
    private readonly LetterWriter writer;
    private readonly TimeProvider clock;
    private readonly Words words;

    internal LettersReading(HelpDeskDb db, LetterWriter writer, TimeProvider clock, Words words) => (this.db, this.writer, this.clock, this.words) = (db, writer, clock, words);

    public async Task<IReadOnlyList<LetterLine>> AllAsync(CancellationToken ct)
    {
        var changed = (await db.LetterTexts.AsNoTracking().ToListAsync(ct)).ToLookup(t => t.Letter);
        var published = await PublishedAsync(ct);
        var uses = Uses(published.Concat(await DraftedAsync(ct)));
        return [.. LetterTexts.Changeable.Concat(changed.Select(same => same.Key)).Distinct().Select(key => new LetterLine(key, LetterTexts.Shipped(key, Languages.Known[0]) is null,
            [.. changed[key].Select(t => t.Workflow).Distinct()], uses.GetValueOrDefault(key) ?? [], IsLacking(key, [.. changed[key]], published)))];
    }

    // What is shipped is judged too, but where nothing changed for all: a workflow may send a letter for what it was not meant.
    private static bool IsLacking(string key, List<LetterText> kept, List<WorkflowDefinition> published)
    {
        var all = kept.Where(t => t.Workflow != LetterText.AllWorkflows);
        var general = Languages.Known.Select(language => (language.Name, Words: WordsFor(kept, LetterText.AllWorkflows, language.Name) ?? LetterTexts.Shipped(key, language)));
        return all.Any(t => LetterPromises.Broken(key, t.Words, Speakers(published, kept, t.Workflow, t.Language)).Any())
            || general.Any(one => one.Words is not null && LetterPromises.Broken(key, one.Words, Speakers(published, kept, LetterText.AllWorkflows, one.Name)).Any());
    }

    private static LetterWords? WordsFor(List<LetterText> kept, string workflow, string language) => kept.Find(t => t.Workflow == workflow && t.Language == language)?.Words;

    /// <summary>The workflows that say some words: their own, or those for all where they have none.</summary>
    private static IEnumerable<WorkflowDefinition> Speakers(List<WorkflowDefinition> published, List<LetterText> kept, string workflow, string language) =>
        published.Where(definition => workflow == LetterText.AllWorkflows ? WordsFor(kept, definition.Key, language) is null : definition.Key == workflow);

    /// <summary>A letter with the words that hold for a workflow and language; null where there is none.</summary>
    public async Task<LetterPage?> OneAsync(string key, string? workflow, string? language, LetterForm? typed, CancellationToken ct)
    {
        var (wanted, tag) = (workflow ?? LetterText.AllWorkflows, Languages.Known.FirstOrDefault(known => known.Name == language) ?? Languages.Known[0]);
        var kept = await db.LetterTexts.AsNoTracking().Where(t => t.Letter == key && t.Language == tag.Name).ToListAsync(ct);
        var shipped = LetterTexts.Changeable.Contains(key) ? LetterTexts.Shipped(key, tag) : null;
        if ((WordsFor(kept, wanted, tag.Name) ?? WordsFor(kept, LetterText.AllWorkflows, tag.Name) ?? shipped) is not { } said) return null;
        var form = typed ?? new(wanted, tag.Name, said.Subject, said.Body, said.Action, null, true);
        var workflows = await db.WorkflowVersions.Select(v => v.Workflow).Distinct().OrderBy(one => one).ToListAsync(ct);
        var published = await PublishedAsync(ct);
        var broken = LetterPromises.Broken(key, form.Words, Speakers(published, kept, wanted, tag.Name)).ToList();
        return new(key, shipped is null, kept.Exists(t => t.Workflow == wanted), form with { Workflow = wanted, Language = tag.Name }, workflows, [.. Languages.Known.Select(known => known.Name)], broken, Lacks(shipped, form, broken))
        {
            UsedBy = Uses(published.Concat(await DraftedAsync(ct))).GetValueOrDefault(key) ?? [],
        };
    }

    // What is promised is asked for by name, once.
    private static List<string> Lacks(LetterWords? shipped, LetterForm form, List<PromisedWords> broken) => shipped is null ? []
        : [.. LetterGrammar.FieldsOf(shipped.Body).Intersect(["message", "question", "note", "approval"]).Except(LetterGrammar.FieldsOf(form.Words.Body)).Except(broken.Select(promised => promised.What switch
        {
            LetterPromise.Words => "message",
            LetterPromise.Question => "question",
            LetterPromise.Note => "note",
            LetterPromise.Consent => "approval",
            _ => "",
        }))];

    /// <summary>The page with the letter as it reads with a ticket, or with made-up values.</summary>
    /// <param name="me">Whose sight of tickets it is.</param>
    public async Task<LetterPage> TryAsync(LetterPage page, Caller me, CancellationToken ct)
    {
        var language = CultureInfo.GetCultureInfo(page.Form.Language!);
        var facts = page.Form.Ticket is { } number ? await FactsAsync(number, page.Form.AsCustomer, me, language, ct) : MadeUp(page.Form.AsCustomer, language);
        if (facts is null) return page with { TrialFault = words["There is no ticket #{0} that you may see.", page.Form.Ticket!.Value] };
        var letter = writer.Try(page.Key, page.Form.Words, facts, language);
        return page with { Tried = new(page.Form.Ticket, letter.Subject, letter.Text, letter.Html) };
    }

    private LetterFacts MadeUp(bool asCustomer, CultureInfo language) => new()
    {
        Name = asCustomer ? "Carl Ahlgren" : "Sasha Lindqvist",
        Product = "",
        AtDesk = !asCustomer,
        Number = 1042,
        Subject = words["The printer prints stripes"],
        Customer = "Carl Carlsson",
        Author = "Sasha Lindqvist",
        Yours = !asCustomer,
        Filed = clock.GetUtcNow().ToString("dddd d MMMM, HH:mm", language),
        Message = words["We cleaned the drum. It prints well again."],
        Files = 1,
        Note = asCustomer ? null : words["The drum is old."],
        Question = words["Which printer is it, please?"],
        Approval = words["Refund"],
        Needs = 2,
        Due = clock.GetUtcNow().AddDays(2).ToString("dddd d MMMM, HH:mm", language),
    };

    private async Task<LetterFacts?> FactsAsync(long number, bool asCustomer, Caller me, CultureInfo language, CancellationToken ct)
    {
        var ticket = await db.VisibleAtDesk(me).AsNoTracking().Where(t => t.Number == number).Select(t => new
        {
            t.Id,
            t.Number,
            t.Subject,
            t.CreatedAt,
            Customer = db.Users.Where(p => p.Id == t.CustomerId).Select(p => p.Name).First(),
            Assignee = db.Users.Where(p => p.Id == t.AssigneeId).Select(p => p.Name).FirstOrDefault(),
        }).SingleOrDefaultAsync(ct);
        if (ticket is null) return null;
        var said = await db.TicketMessages.Where(m => m.TicketId == ticket.Id && !m.IsWithdrawn).OrderByDescending(m => m.Sequence).Select(m => new { m.IsInternal, m.FromCustomer, m.Body, Files = m.Attachments.Count }).Take(100).ToListAsync(ct);
        var (staff, customer) = (said.Find(m => !m.IsInternal && !m.FromCustomer), said.Find(m => !m.IsInternal && m.FromCustomer));
        var message = asCustomer ? staff : customer;
        return new()
        {
            Name = asCustomer ? ticket.Customer : ticket.Assignee ?? "",
            Product = "",
            AtDesk = !asCustomer,
            Number = ticket.Number,
            Subject = ticket.Subject,
            Customer = ticket.Customer,
            Author = asCustomer ? ticket.Assignee : ticket.Customer,
            Yours = !asCustomer && ticket.Assignee is not null,
            Filed = ticket.CreatedAt.ToString("dddd d MMMM, HH:mm", language),
            Message = message?.Body,
            Files = message?.Files ?? 0,
            Note = asCustomer ? null : said.Find(m => m.IsInternal)?.Body,
            Question = staff?.Body,
        };
    }

    /// <summary>The newest version of each workflow.</summary>
    private async Task<List<WorkflowDefinition>> PublishedAsync(CancellationToken ct) => Read(
        await db.WorkflowVersions.Where(v => !db.WorkflowVersions.Any(later => later.Workflow == v.Workflow && later.Number > v.Number)).Select(v => v.Json).ToListAsync(ct));

    private async Task<List<WorkflowDefinition>> DraftedAsync(CancellationToken ct) => Read(await db.WorkflowDrafts.SelectMany(d => d.Texts.Where(t => t.Number == d.Current).Select(t => t.Json)).ToListAsync(ct));

    private static List<WorkflowDefinition> Read(List<string> texts) => [.. texts.Select(json => DefinitionReader.Read(json).Definition).OfType<WorkflowDefinition>()];

    /// <summary>Which workflows name which letters.</summary>
    private static Dictionary<string, IReadOnlyList<string>> Uses(IEnumerable<WorkflowDefinition> definitions) =>
        definitions.SelectMany(definition => definition.Letters, (definition, letter) => (letter, definition.Key)).Distinct()
            .GroupBy(use => use.letter).ToDictionary(same => same.Key, same => (IReadOnlyList<string>)[.. same.Select(use => use.Key).Order(StringComparer.Ordinal)]);
}
