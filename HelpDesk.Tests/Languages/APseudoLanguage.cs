using System.Text.RegularExpressions;
using AngleSharp.Dom;
using HelpDesk.Tests.House;
using HelpDesk.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Xunit;

namespace HelpDesk.Tests.Languages;

/// <summary>Every page in a language in which each sentence of ours stands between ⟦ and ⟧: whatever else is a word was forgotten.</summary>
public sealed class APseudoLanguage
{
    [Fact]
    public async Task No_page_holds_a_word_of_ours_that_is_not_translated()
    {
        await using var house = new TestHouse { Translate = true };
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var mia = await house.SignedInAsync(Cast.Ada);
        var number = await house.ResolvedTicketAsync(carl, sasha);
        await house.PassAsync(TimeSpan.FromHours(1));
        var open = await carl.FilesAsync();
        var survey = await house.SurveyLinkAsync(Cast.Carl);
        var mail = (await house.PostForAsync(Cast.Carl))[0].Id;
        var person = await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Sasha).Select(p => p.Id).SingleAsync());
        var known = await KnownWordsAsync(house);
        var stranger = house.Stranger();

        var pages = new List<(Visitor, string)>
        {
            (stranger, "/"), (stranger, "/signin"), (stranger, "/register"), (stranger, "/forgot"), (stranger, "/signin/letter"), (stranger, "/signin/letter/sent"), (stranger, "/signin/link"), (stranger, survey), (stranger, "/no-such-page"),
            (carl, "/portal"), (carl, "/portal/tickets/new"), (carl, $"/portal/tickets/{number}"), (carl, $"/portal/tickets/{open}"), (carl, "/account"), (carl, "/portal/search?q=printer"), (carl, "/portal/search?q=nowhere"), (carl, "/portal/search?q=-x"),
            (sasha, "/desk"), (sasha, "/desk?view=all"), (sasha, "/desk?view=unassigned"), (sasha, "/desk/tickets/new"), (sasha, "/desk/search"), (sasha, "/desk/search?q=printer"), (sasha, "/desk/search?q=nowhere"), (sasha, "/desk/search?q=pr*"), (sasha, $"/desk/tickets/{number}"), (sasha, $"/desk/tickets/{open}"), (sasha, $"/desk/tickets/{number}/way"),
            (mia, "/manage"), (mia, "/manage/workflows"), (mia, "/manage/workflows/support"), (mia, "/manage/letters"), (mia, "/manage/calendars"), (mia, "/manage/calendars/new"), (mia, "/manage/workflows/support/monitoring"), (mia, "/manage/workflows/support/monitoring/tickets?step=start"), (mia, "/manage/people"), (mia, "/manage/people/new"), (mia, $"/manage/people/{person}"),
            (mia, "/manage/teams"), (mia, "/manage/teams/new"), (mia, "/manage/organisations"), (mia, "/manage/surveys"), (mia, "/manage/mailboxes"), (mia, "/manage/mailboxes/new"), (mia, "/manage/inbox"), (mia, "/manage/inbox?show=held"), (mia, "/manage/post"), (mia, $"/manage/post/{mail}"),
        };
        var forgotten = new List<string>();
        foreach (var (visitor, path) in pages)
        {
            var page = await visitor.GetAsync(path);
            Assert.True(page.Body.Contains('⟦'), $"{path}: {(int)page.Status} {page.Location} {page.Text}");
            forgotten.AddRange(Untranslated(page, known).Select(words => $"{path}: {words}"));
        }
        Assert.True(forgotten.Count == 0, string.Join('\n', forgotten.Distinct()));
    }

    [Fact]
    public void Every_sentence_in_the_sources_is_in_the_list()
    {
        var check = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("node", ["HelpDesk.Web/Assets/texts.mjs", "--check"]) { WorkingDirectory = Sources.Root })!;
        check.WaitForExit();
        Assert.Equal(0, check.ExitCode);
    }

    private static IEnumerable<string> Untranslated(Page page, HashSet<string> known)
    {
        foreach (var element in page.Document.QuerySelectorAll("script, style, time, textarea, kbd, code, .avatar").ToList()) element.Remove();
        var attributes = page.Document.All.SelectMany(e => new[] { "aria-label", "title", "placeholder", "alt" }.Select(a => e.GetAttribute(a) ?? ""));
        // A picture shortens names that do not fit, so its texts are read one by one.
        var labels = page.Document.QuerySelectorAll("svg").SelectMany(svg => svg.Descendants<IText>().Select(t => t.Data)).ToList();
        foreach (var picture in page.Document.QuerySelectorAll("svg").ToList()) picture.Remove();
        // A sentence of ours may hold markup, so the text is read as a whole.
        var text = string.Join(' ', page.Document.Body!.Descendants<IText>().Select(t => t.Data));
        foreach (var piece in attributes.Concat(labels).Append(text))
        {
            var words = Regex.Matches(Outside(piece), @"\p{L}[\p{L}\p{N}@.’'-]*").Select(m => m.Value.Trim('.', '\'', '’')).Where(w => w.Length > 1 && !known.Contains(w)).ToList();
            if (words.Count > 0) yield return string.Join(' ', words);
        }
    }

    /// <summary>What stands outside the marks, however deep they are nested.</summary>
    private static string Outside(string text)
    {
        var depth = 0;
        var rest = new System.Text.StringBuilder();
        foreach (var letter in text)
        {
            if (letter == '⟦') depth++;
            else if (letter == '⟧') depth--;
            else if (depth == 0) rest.Append(letter);
            if (letter == '⟧' && depth == 0) rest.Append(' ');
            if (depth > 8) Assert.Fail("Sentences that do not end, before: " + text[..Math.Min(text.Length, 2000)]);
        }
        return rest.ToString();
    }

    /// <summary>What people or a definition wrote, and the product's own name.</summary>
    private static async Task<HashSet<string>> KnownWordsAsync(TestHouse house)
    {
        var written = await house.ReadAsync(async db => new List<string>(
        [
            // The culture knows the days of the week, and everybody the names of zones.
            .. System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat.DayNames, .. System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames, .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id.Replace('/', ' ').Replace('_', ' ')),
            .. await db.Users.Select(p => p.Name + " " + p.Email).ToListAsync(),
            .. await db.Teams.Select(t => t.Name).ToListAsync(),
            .. await db.Organisations.Select(o => o.Name).ToListAsync(),
            .. await db.Tickets.Select(t => t.Subject + " " + t.Excerpt).ToListAsync(),
            .. await db.TicketMessages.Select(m => m.Body).ToListAsync(),
            .. await db.Outbox.Select(m => m.Letter + " " + m.Subject + " " + m.Text).ToListAsync(),
            .. await db.WorkflowVersions.Select(v => v.Json + " " + v.Sha256).ToListAsync(),
        ]));
        var definition = HelpDesk.Workflow.StandardWorkflow.Read();
        written.AddRange(definition.Fields.SelectMany(f => f.Choices).Select(choice => choice.Name.ToString()));
        written.Add("HelpDesk Europe Berlin UTC example.com localhost http https KB kB MB SHA n");
        written.AddRange(TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id.Replace('/', ' ') + " " + z.Id));
        return [.. written.SelectMany(text => Regex.Matches(text, @"\p{L}[\p{L}\p{N}@.’'-]*").Select(m => m.Value.Trim('.', '\'', '’'))), .. written.SelectMany(text => Regex.Matches(text, @"\p{L}+").Select(m => m.Value))];
    }
}

/// <summary>Puts every sentence between marks, as a translation would replace it.</summary>
internal sealed class PseudoLocalizer(IStringLocalizer inner) : IStringLocalizer<Texts>
{
    public LocalizedString this[string name] => new(name, $"⟦{inner[name].Value}⟧");

    public LocalizedString this[string name, params object[] arguments] => new(name, $"⟦{inner[name, arguments].Value}⟧");

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => inner.GetAllStrings(includeParentCultures);
}

internal sealed class PseudoLocalizers(IStringLocalizerFactory inner) : IStringLocalizerFactory
{
    public IStringLocalizer Create(Type resourceSource) => new PseudoLocalizer(inner.Create(resourceSource));

    public IStringLocalizer Create(string baseName, string location) => new PseudoLocalizer(inner.Create(baseName, location));
}
