using System.Globalization;
using System.Text.RegularExpressions;
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
        if (!LetterTexts.Has(mail.Letter + ".subject")) throw new LetterRefusedException($"There is no letter “{mail.Letter}”.");
        var to = await db.Users.AsNoTracking().SingleAsync(p => p.Id == mail.ToPersonId, ct);
        if (to.IsDisabled) throw new LetterRefusedException("The recipient’s account is disabled.");
        var language = LetterTexts.LanguageOf(to.Language);
        var plain = new LetterFacts { Name = mail.ToName, Product = Envelope.Product(settings) };
        return Write(mail, await new FactFinder(db, workflows, mail, to).FindAsync(plain, ZoneOf(to), language, ct), language);
    }

    private Letter Write(OutboxMail mail, LetterFacts facts, CultureInfo language)
    {
        var liquid = facts.ForLiquid();
        IEnumerable<Paragraph> Part(string name) => texts.Say(mail.Letter + name, liquid, language);

        var page = new LetterPage(OneLine(texts.Line(mail.Letter + ".subject", liquid, language)), language);
        page.Say(Part(".body"));
        page.Offer(texts.Line(mail.Letter + ".action", liquid, language), settings.Link(PathOf(mail, facts)));
        page.Say(Part(".after"));
        // Colleagues write to each other without ceremony.
        if (!facts.AtDesk) page.Say(LetterTexts.Has(mail.Letter + ".closing") ? Part(".closing") : texts.Say("frame.closing", liquid, language));
        if (facts is { AtDesk: false, Number: not null }) page.Whisper(texts.Line("frame.customer", liquid, language));
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
