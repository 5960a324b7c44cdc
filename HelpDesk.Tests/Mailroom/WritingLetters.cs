using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Tickets;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

public sealed class WritingLetters : IAsyncLifetime
{
    private readonly ScriptedCarrier carrier = new();
    private MailroomHouse house = null!;

    public async ValueTask InitializeAsync() => house = await MailroomHouse.OpenAsync(carrier);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    public static TheoryData<string> TicketLetters => [.. StandardWorkflow.Read().Letters, "reply", "followed", "survey"];

    public static TheoryData<string> AccountLetters => ["confirm-address", "reset-password", "invitation", "account-exists", "password-changed", "sign-in-link", "sign-in-by-password"];

    [Theory]
    [MemberData(nameof(TicketLetters))]
    public async Task A_ticket_letter_reads_well_as_text_and_as_html(string letter)
    {
        var number = await house.FileAsync();
        await house.AssignAsync(number, house.Sasha.Id);
        await house.ReplyAsync(number, "Which printer is it?");
        var mail = await AboutAsync(number, letter, ToStaff(letter) ? house.Sasha : house.Carl);

        var written = await ComposeAsync(mail);

        Assert.StartsWith($"[#{number}] ", written.Subject, StringComparison.Ordinal);
        AssertClean(written);
        var link = letter == "survey" ? "https://help.acme.test/survey/%TOKEN%"
            : ToStaff(letter) ? $"https://help.acme.test/desk/tickets/{number}" : $"https://help.acme.test/portal/tickets/{number}";
        Assert.Contains("\n" + link + "\n", written.Text, StringComparison.Ordinal);
        Assert.Equal(link, Assert.Single(Parse(written).QuerySelectorAll("a")).GetAttribute("href"));
    }

    [Theory]
    [MemberData(nameof(AccountLetters))]
    public async Task An_account_letter_reads_well_as_text_and_as_html(string letter)
    {
        var written = await ComposeAsync(await house.MailAsync(await house.AccountMailAsync(letter, "secret")));

        AssertClean(written);
        Assert.StartsWith("Hello Carl,\n\n", written.Text, StringComparison.Ordinal);
        Assert.Contains("Kind regards,\nAcme Help", written.Text, StringComparison.Ordinal);
        var link = Assert.Single(Parse(written).QuerySelectorAll("a")).GetAttribute("href")!;
        Assert.StartsWith("https://help.acme.test/", link, StringComparison.Ordinal);
        Assert.Equal(AccountLetter.LifespanOf(letter) is not null, link.Contains(OutboxMail.TokenMark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reply_carries_the_whole_text_and_names_its_files()
    {
        var number = await house.FileAsync();
        var words = "Dear Carl,\n\nplease try this:\n  1. turn it off\n  2. turn it on\n\nSee https://example.com/manual?a=1&b=2 too.";
        await house.ReplyAsync(number, words, new StoredFile("a.txt", "text/plain", 1, new string('a', 64)), new StoredFile("b.txt", "text/plain", 1, new string('b', 64)));

        var written = await ComposeAsync(await house.MailAsync("reply", house.Carl));

        Assert.Equal($"[#{number}] Printer on fire", written.Subject);
        Assert.Contains("Sasha has written to you", written.Text, StringComparison.Ordinal);
        Assert.Contains(words, written.Text, StringComparison.Ordinal);
        Assert.Contains("2 files came with this answer.", written.Text, StringComparison.Ordinal);
        Assert.Equal(["https://example.com/manual?a=1&b=2", $"https://help.acme.test/portal/tickets/{number}"], Parse(written).QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Letters_to_staff_quote_what_was_written_with_the_step()
    {
        var number = await house.FileAsync(body: "It burns.\n\nHelp!");
        Assert.Contains("\n> It burns.\n> \n> Help!\n", (await ComposeAsync(await house.MailAsync("new-request", house.Sasha))).Text, StringComparison.Ordinal);

        await house.AssignAsync(number, house.Sasha.Id);
        await house.TakeAsync(number, "ask", StepInput.Empty with { Reply = "Which one?" });
        await house.HearAsync(number, "The blue one.");
        var replied = await ComposeAsync(await house.MailAsync("customer-replied", house.Sasha));
        Assert.Contains("Carl has written about “Printer on fire”:\n\n> The blue one.\n", replied.Text, StringComparison.Ordinal);

        await house.TakeAsync(number, "escalate", StepInput.Empty with { Note = "It is on the third floor." });
        var escalated = await ComposeAsync(await house.MailAsync("escalated", house.Mia));
        Assert.Contains("Sasha asks for your help with the ticket “Printer on fire” from Carl.\n\n> It is on the third floor.\n", escalated.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_repeats_what_was_asked()
    {
        var number = await house.FileAsync();
        await house.AssignAsync(number, house.Sasha.Id);
        await house.TakeAsync(number, "ask", StepInput.Empty with { Reply = "Which printer is it?" });
        await house.PassAsync(TimeSpan.FromDays(2));

        var written = await ComposeAsync(await house.MailAsync("reminder", house.Carl));

        Assert.Contains("This is what we wrote to you:\n\n> Which printer is it?\n", written.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_wrote_is_inert_in_every_letter()
    {
        const string evil = "<script>alert(1)</script><img src=//evil.test onerror=x> {{ note }} {% assign a = 1 %} \"' & %TOKEN%";
        await house.WriteAsync(async (db, cancel) =>
        {
            foreach (var person in await db.Users.ToListAsync(cancel)) person.Rename(person.Name + " " + evil);
            return true;
        });
        var number = await house.FileAsync(evil, evil);
        await house.AssignAsync(number, house.Sasha.Id);
        await house.TakeAsync(number, "ask", StepInput.Empty with { Reply = evil });

        foreach (var letter in TicketLetters.Select(row => row.Data))
        {
            var written = await ComposeAsync(await AboutAsync(number, letter, ToStaff(letter) ? house.Sasha : house.Carl));
            var page = Parse(written);
            Assert.Empty(page.QuerySelectorAll("script, img, [onerror], style, link, form, iframe"));
            Assert.Contains("{{ note }} {% assign a = 1 %}", page.Title + page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_subject_is_one_header_whatever_the_ticket_is_called()
    {
        await house.FileAsync("Printer\r\nBcc: everybody@evil.test\r\n\r\n<h1>Pay here</h1>" + new string('x', 300));
        await house.DrainAsync();

        Assert.All(carrier.Carried, mail =>
        {
            using var wire = new MemoryStream();
            mail.WriteTo(wire, TestContext.Current.CancellationToken);
            wire.Position = 0;
            var read = MimeKit.MimeMessage.Load(wire, TestContext.Current.CancellationToken);
            Assert.Empty(read.Bcc);
            Assert.Single(read.To);
            Assert.StartsWith("[#1001] Printer Bcc: everybody@evil.test <h1>", read.Subject, StringComparison.Ordinal);
            Assert.InRange(read.Subject!.Length, 1, 201);
            Assert.IsType<MimeKit.MultipartAlternative>(read.Body);
        });
    }

    [Fact]
    public async Task No_note_is_in_any_mail_to_the_customer()
    {
        const string canary = "CANARY-4711";
        var number = await house.FileAsync();
        await house.AssignAsync(number, house.Sasha.Id, note: canary);
        await house.TakeAsync(number, "escalate", StepInput.Empty with { Note = canary });
        Assert.IsType<Answer.Done>(await house.Tickets.NoteAsync(VisibleTicket.AtDesk(house.AsSasha, number), canary, [], house.AsSasha, Roles.Agent, CommandId.New(), TestContext.Current.CancellationToken));
        await house.TakeAsync(number, "ask", StepInput.Empty with { Reply = "Which one?", Note = canary });
        await house.PassAsync(TimeSpan.FromDays(2));
        await house.HearAsync(number, "The blue one.");
        await house.TakeAsync(number, "resolve", StepInput.Empty with { Reply = "Done.", Note = canary, Fields = StepInput.Empty.Fields.Add("resolution", FieldValue.Of("fixed")) });
        await house.PassAsync(TimeSpan.FromHours(1));
        await house.DrainAsync();

        var mails = await house.ReadAsync(db => db.Outbox.AsNoTracking().ToListAsync());
        Assert.Superset(new HashSet<string> { "received", "reply", "reminder", "survey" }, mails.Where(m => m.ToPersonId == house.Carl.Id).Select(m => m.Letter).ToHashSet());
        Assert.All(mails, m => Assert.Equal(MailFate.Sent, m.Fate));
        Assert.All(mails.Where(m => m.ToPersonId == house.Carl.Id), m => Assert.DoesNotContain(canary, m.Subject + m.Text + m.Html, StringComparison.Ordinal));
        Assert.Contains(mails, m => m.Letter == "escalated" && m.Text!.Contains(canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_that_carries_a_note_to_a_customer_is_refused()
    {
        var number = await house.FileAsync();
        Assert.IsType<Answer.Done>(await house.Tickets.NoteAsync(VisibleTicket.AtDesk(house.AsSasha, number), "Only for us", [], house.AsSasha, Roles.Agent, CommandId.New(), TestContext.Current.CancellationToken));
        var note = await house.ReadAsync(db => db.TicketEvents.SingleAsync(e => e.Kind == EventKind.NoteAdded));

        foreach (var letter in TicketLetters.Select(row => row.Data))
            await Assert.ThrowsAsync<LetterRefusedException>(() => ComposeAsync(OutboxMail.About(note, 0, letter, house.Carl)));
    }

    [Fact]
    public async Task Who_may_no_longer_see_the_ticket_gets_no_letter_about_it()
    {
        var number = await house.FileAsync();
        var mail = await AboutAsync(number, "new-request", house.Sasha);
        await house.WriteAsync(async (db, cancel) =>
        {
            (await db.Users.SingleAsync(p => p.Id == house.Sasha.Id, cancel)).TakeRoles(PersonRoles.Customer);
            return true;
        });

        await Assert.ThrowsAsync<LetterRefusedException>(() => ComposeAsync(mail));
    }

    [Fact]
    public async Task Whose_account_is_disabled_gets_no_letter()
    {
        var number = await house.FileAsync();
        await house.WriteAsync(async (db, cancel) =>
        {
            (await db.Users.SingleAsync(p => p.Id == house.Carl.Id, cancel)).Disable(house.Clock.GetUtcNow());
            return true;
        });

        await Assert.ThrowsAsync<LetterRefusedException>(async () => await ComposeAsync(await AboutAsync(number, "received", house.Carl)));
    }

    [Fact]
    public void Templates_speak_of_facts_that_there_are()
    {
        var known = new LetterFacts { Name = "", Product = "" }.ForLiquid().Keys.ToHashSet();
        var letters = TicketLetters.Concat(AccountLetters).Select(row => row.Data);
        var texts = new System.Resources.ResourceManager("HelpDesk.Web.Mailroom.Letters.Letters", typeof(LetterTexts).Assembly)
            .GetResourceSet(System.Globalization.CultureInfo.InvariantCulture, true, true)!.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

        Assert.All(letters, letter => Assert.All([".subject", ".body", ".action"], part => Assert.Contains(letter + part, texts.Keys)));
        Assert.All(texts.Values, text => Assert.All(Regex.Matches(text, @"\{\{ (\w+) \}\}|\{% (?:els)?if (\w+)").Select(m => m.Groups[1].Value + m.Groups[2].Value), name => Assert.Contains(name, known)));
    }

    private static bool ToStaff(string letter) => letter is "new-request" or "assigned" or "customer-replied" or "still-unassigned" or "escalated";

    private async Task<OutboxMail> AboutAsync(long number, string letter, Person to)
    {
        var newest = await house.ReadAsync(db => db.TicketEvents.Where(e => db.Tickets.Any(t => t.Id == e.TicketId && t.Number == number)).OrderByDescending(e => e.Sequence).FirstAsync());
        return OutboxMail.About(newest, 7, letter, to, letter == "survey" ? "sealed" : null);
    }

    private Task<Letter> ComposeAsync(OutboxMail mail) => house.ReadAsync(db => house.Get<LetterWriter>().ComposeAsync(db, mail, CancellationToken.None));

    private static AngleSharp.Html.Dom.IHtmlDocument Parse(Letter letter) => new HtmlParser().ParseDocument(letter.Html);

    private static void AssertClean(Letter letter)
    {
        Assert.DoesNotMatch(@"\{\{|\{%|\n\n\n", letter.Text);
        Assert.DoesNotMatch(@"\{\{|\{%", letter.Html);
        var page = Parse(letter);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(letter.Subject, page.Title);
        // The same words in both parts.
        static string Words(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
        Assert.StartsWith(Words(letter.Text[..20]), Words(page.Body!.TextContent), StringComparison.Ordinal);
    }
}
