using System.Globalization;
using System.Text.RegularExpressions;
using DotLiquid;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Storage;
using HelpDesk.Domain.Workflows;
using HelpDesk.Web.Mailroom.Outgoing;
using HelpDesk.Web.SignIn;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Mailroom.Letters;

/// <summary>Writes a mail's letter when it is first handed over: the template's paragraphs, as text and as HTML, with one link.</summary>
internal sealed partial class LetterWriter(LetterTexts texts, Settings settings, ProductZone product, WorkflowLibrary workflows)
{
    private const int MaxSubject = 200;

    // Stands for the token while a path is made; it needs no escaping, where the mark that is kept would.
    private const string Blank = "token-goes-here";

    /// <exception cref="LetterRefusedException">There is no such letter, or its recipient may not have it.</exception>
    public async Task<Letter> ComposeAsync(HelpDeskDb db, OutboxMail mail, CancellationToken ct)
    {
        var to = await db.Users.AsNoTracking().SingleAsync(p => p.Id == mail.ToPersonId, ct);
        if (to.IsDisabled) throw new LetterRefusedException("The recipient’s account is disabled.");
        var language = LetterTexts.LanguageOf(to.Language);
        var own = await OwnAsync(db, mail, language, ct);
        if (own is null && !LetterTexts.Has(mail.Letter + ".subject")) throw new LetterRefusedException($"There is no letter “{mail.Letter}”.");
        var plain = new LetterFacts { Name = mail.ToName, Product = Envelope.Product(settings) };
        var facts = await new FactFinder(db, workflows, mail, to).FindAsync(plain, ZoneOf(to), language, ct);
        return Write(mail.Letter, own, facts, settings.Link(PathOf(mail, facts)), language);
    }

    /// <summary>What a letter would say with some words.</summary>
    public Letter Try(string letter, LetterWords words, LetterFacts facts, CultureInfo language) => Write(letter, words, facts with { Product = Envelope.Product(settings) }, settings.Link("/"), language);

    /// <summary>The desk's own words: those for the ticket's workflow before those for all.</summary>
    private static Task<LetterWords?> OwnAsync(HelpDeskDb db, OutboxMail mail, CultureInfo language, CancellationToken ct) =>
        db.LetterTexts.Where(t => t.Letter == mail.Letter && t.Language == language.Name
                && (t.Workflow == LetterText.AllWorkflows || db.Tickets.Any(x => x.Id == mail.TicketId && db.WorkflowVersions.Any(v => v.Id == x.WorkflowVersionId && v.Workflow == t.Workflow))))
            .OrderByDescending(t => t.Workflow).Select(t => (LetterWords?)new LetterWords(t.Subject, t.Body, t.Action)).FirstOrDefaultAsync(ct);

    private Letter Write(string letter, LetterWords? own, LetterFacts facts, string link, CultureInfo language)
    {
        var liquid = facts.ForLiquid();
        IEnumerable<Paragraph> Part(string name) => name switch
        {
            ".subject" when own is not null => LetterTexts.SayOwn(own.Subject, liquid, language),
            ".body" when own is not null => LetterTexts.SayOwn(own.Body, liquid, language),
            ".action" when own is not null => LetterTexts.SayOwn(own.Action, liquid, language),
            _ => texts.Say(letter + name, liquid, language),
        };
        string Line(string name) => string.Join(' ', Part(name).Select(paragraph => paragraph.Text));

        var page = new LetterPage(OneLine(Line(".subject")), language);
        page.Say(Part(".body"));
        page.Offer(Line(".action"), link);
        page.Say(Part(".after"));
        // Colleagues write to each other without ceremony.
        if (!facts.AtDesk) page.Say(LetterTexts.Has(letter + ".closing") ? Part(".closing") : texts.Say("frame.closing", liquid, language));
        if (facts.IsUnconfirmed && !link.Contains(OutboxMail.TokenMark, StringComparison.Ordinal)) page.Whisper(texts.Line("frame.unconfirmed", liquid, language));
        if (facts is { AtDesk: false, Number: not null }) page.Whisper(texts.Line(facts.IsAnswerable ? "frame.answerable" : "frame.customer", liquid, language));
        if (facts.Earlier.Count > 0) page.Recall(facts.Earlier.Select(one => (texts.Line("frame.wrote", Hash.FromDictionary(new Dictionary<string, object?> { ["author"] = one.Author, ["filed"] = one.At }), language), one.Words)));
        return page.Finish();
    }

    private static string PathOf(OutboxMail mail, LetterFacts facts)
    {
        var path = facts.Number is not { } number ? AccountLinks.PathFor(mail.Letter, mail.ToPersonId, mail.SealedToken is null ? "" : Blank)
            : mail.Letter == Reactions.SurveyLetter ? "/survey/" + Blank
            : mail.Letter == Reactions.ApprovalLetter ? "/approval/" + Blank
            : string.Create(CultureInfo.InvariantCulture, $"{(facts.AtDesk ? "/desk" : "/portal")}/tickets/{number}");
        return path.Replace(Blank, OutboxMail.TokenMark, StringComparison.Ordinal);
    }

    private TimeZoneInfo ZoneOf(Person to) => to.TimeZone is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var own) ? own : product.Zone;

    // A subject is one line, whatever a ticket's subject held: what follows a line break in it would be a header.
    private static string OneLine(string text)
    {
        var line = Blanks().Replace(text, " ").Trim();
        return line.Length <= MaxSubject ? line : line[..(char.IsHighSurrogate(line[MaxSubject - 1]) ? MaxSubject - 1 : MaxSubject)] + "…";
    }

    [GeneratedRegex(@"[\s\p{Cc}\p{Zl}\p{Zp}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
