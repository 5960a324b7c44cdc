using System.Net;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Letters;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static HelpDesk.Tests.Manage.Studio.ChangingAWorkflow;

namespace HelpDesk.Tests.Manage;

/// <summary>Mia words the letters, tries them with a real ticket, and makes one of her own that a workflow sends.</summary>
public sealed class WordingLetters
{
    private const string Path = "/manage/letters";

    [Fact]
    public async Task A_letter_says_what_Mia_wrote_for_one_workflow_before_all_and_again_what_was_shipped()
    {
        await using var house = new TestHouse();
        var (carl, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Mia));
        var shipped = (await mia.GetAsync($"{Path}/received")).Form($"{Path}/received");
        Assert.Contains("{{ number }}", shipped["body"]);
        await shipped.Fill("subject", "Got it: {{ subject }}").Fill("body", "Dear {{ name }},\n\nwe have <b>it</b>.\n\n{% if note %}Never.{% endif %}\n\n> {{ message }}").Fill("action", "Look").SubmitAsync();
        await carl.FilesAsync("Stripes & spots");
        await house.SettleAsync();
        var mail = (await house.PostForAsync(Cast.Carl))[^1];
        Assert.Equal("Got it: Stripes & spots", mail.Subject);
        Assert.StartsWith("Dear Carl Ahlgren,\n\nwe have <b>it</b>.\n\n> Since Monday every page has grey stripes.\n\nLook:\n", mail.Text!, StringComparison.Ordinal);
        // What she wrote is text: markup in it does nothing.
        Assert.Contains("we have &lt;b&gt;it&lt;/b&gt;.", mail.Html);

        // Its own words for one workflow come before those for all; forgotten, it says those again.
        var narrow = $"{Path}/received?workflow=support";
        await (await mia.GetAsync(narrow)).Form($"{Path}/received").Fill("subject", "Support has {{ number }}").SubmitAsync();
        await house.PassAsync(TimeSpan.FromMinutes(1));
        await carl.FilesAsync();
        await house.SettleAsync();
        Assert.StartsWith("Support has 10", (await house.PostForAsync(Cast.Carl))[^1].Subject!, StringComparison.Ordinal);
        Assert.Contains("changed · changed for support", (await mia.GetAsync(Path)).Text);
        await (await mia.GetAsync(narrow)).Form($"{Path}/received/deletion").SubmitAsync();
        await (await mia.GetAsync($"{Path}/received")).Form($"{Path}/received/deletion").SubmitAsync();
        await house.PassAsync(TimeSpan.FromMinutes(1));
        await carl.FilesAsync();
        await house.SettleAsync();
        Assert.Matches(@"^\[#\d+\] The printer", (await house.PostForAsync(Cast.Carl))[^1].Subject);
    }

    [Fact]
    public async Task It_is_tried_with_a_real_ticket_and_nothing_is_kept()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await house.SignedInAsync(Cast.Mia));
        var number = await house.PendingTicketAsync(carl, sasha);
        var tried = await (await mia.GetAsync($"{Path}/reminder")).Form($"{Path}/reminder").Fill("body", "Hello {{ name }}, {{ author }} asked about {{ number }}:\n\n> {{ question }}").Fill("ticket", $"{number}").SubmitAsync($"{Path}/reminder/trial");
        Assert.Contains($"With ticket #{number}", tried.Text);
        Assert.Contains($"Hello Carl Ahlgren, Sasha Lindqvist asked about {number}: > Which printer is it, please?", tried.Text);
        Assert.Contains("Hello {{ name }}, {{ author }} asked", tried.Form($"{Path}/reminder")["body"]);
        var madeUp = await tried.Form($"{Path}/reminder").Fill("ticket", "").Fill("asCustomer", "false").SubmitAsync($"{Path}/reminder/trial");
        Assert.Contains("With made-up values", madeUp.Text);
        Assert.Contains("There is no ticket #999999", (await madeUp.Form($"{Path}/reminder").Fill("ticket", "999999").SubmitAsync($"{Path}/reminder/trial")).Text);
        Assert.Equal(0, await house.ReadAsync(db => db.LetterTexts.CountAsync()));
    }

    [Fact]
    public async Task It_is_sent_to_who_words_it_and_to_nobody_else()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        var sent = await (await mia.GetAsync($"{Path}/reminder")).Form($"{Path}/reminder").Fill("subject", "Soon").Fill("body", "Hello {{ name }}.").SubmitAsync($"{Path}/reminder/sending");
        Assert.Contains("It is on its way to you.", sent.Text);
        await house.SettleAsync();
        var mail = Assert.Single(await house.ReadAsync(db => db.Outbox.AsNoTracking().ToListAsync()));
        Assert.Equal((Cast.Mia, "Test: Soon", HelpDesk.Domain.Post.MailFate.Sent), (mail.ToAddress, mail.Subject, mail.Fate));
        Assert.StartsWith("Hello Carl Ahlgren.", mail.Text!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_of_their_own_is_sent_by_a_workflow_and_stays_while_it_is()
    {
        await using var house = new TestHouse();
        var (carl, sasha, mia) = (await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha), await BegunAsync(house, Cast.Mia));
        Assert.EndsWith("/manage/letters/part-is-ordered", (await (await mia.GetAsync(Path)).Form(Path).Fill("name", "Part is ordered").SubmitAsync()).Location, StringComparison.Ordinal);
        await (await mia.GetAsync($"{Path}/part-is-ordered")).Form($"{Path}/part-is-ordered").Fill("subject", "We ordered a part for {{ number }}").Fill("body", "It takes a week.").SubmitAsync();
        await SaveAsync(mia, "steps/assign", form => form.Fill("effects[0].what", "mail:part-is-ordered").Fill("effects[0].to", "customer"));
        Assert.DoesNotContain("finding-error", (await mia.GetAsync("/manage/workflows/support/draft")).Document.Body!.InnerHtml);
        var published = await (await mia.GetAsync("/manage/workflows/support/publication")).Form("/manage/workflows/support/publication").Fill("reason", "Tell them about parts.").SubmitAsync();
        Assert.True(published.IsRedirect, published.Text);
        var number = await house.AssignedTicketAsync(carl, sasha);
        Assert.Equal($"We ordered a part for {number}", (await house.PostForAsync(Cast.Carl))[^1].Subject);
        var kept = await (await (await mia.GetAsync($"{Path}/part-is-ordered")).Form($"{Path}/part-is-ordered/deletion").SubmitAsync()).FollowAsync();
        Assert.Contains("A workflow sends it, so it stays.", kept.Text);
    }

    [Fact]
    public async Task What_cannot_be_said_is_told_by_paragraph_and_what_gets_lost_is_pointed_out()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        var bad = await (await mia.GetAsync($"{Path}/reply")).Form($"{Path}/reply").Fill("subject", "").Fill("body", "Hello {{ nmae }},\n\n{% for x in y %}!{% endfor %}\n\n{% if author %}open\n\n{{ name | shout }}").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.Status);
        foreach (var sentence in new[] { "Write something here.", "Paragraph 1: letters know no “nmae”", "Paragraph 2: “for” cannot be used here", "Paragraph 3 cannot be read", "Paragraph 4: there is no filter “shout”" }) Assert.Contains(sentence, bad.Text);
        Assert.Contains("{{ nmae }}", bad.Form($"{Path}/reply")["body"]);
        var saved = await (await bad.Form($"{Path}/reply").Fill("subject", "An answer").Fill("body", "Hello {{ name }}, we have written.").SubmitAsync()).FollowAsync();
        Assert.Contains("Saved. But something is missing in it.", saved.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync($"{Path}/confirm-address")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync($"{Path}/no-such-letter")).Status);
    }

    [Theory]
    [InlineData("{{ name | truncate: 5 }} {{ message | default: \"nothing }} yet\" }}", 0)]
    [InlineData("{% include 'secrets' %}", 1)]
    [InlineData("{% if name == 'x' and files > 0 %}a{% elsif note contains \"b\" %}b{% else %}c{% endif %}", 0)]
    [InlineData("{% unless yours %}{{ customer }}{% endunless %}", 0)]
    [InlineData("{{ name.class }}", 1)]
    [InlineData("{% raw %}{{ x }}{% endraw %}", 3)]
    [InlineData("{{ name }", 1)]
    [InlineData("100 % {sure} {{ number }}", 0)]
    public void The_grammar_lets_through_facts_conditions_and_filters_only(string text, int faults) => Assert.Equal(faults, LetterGrammar.Faults(text).Count());

    [Fact]
    public void Every_shipped_letter_is_in_the_grammar()
    {
        foreach (var letter in LetterTexts.Changeable)
        {
            var words = LetterTexts.Shipped(letter, new("en-GB"))!;
            Assert.Empty(new[] { words.Subject, words.Body, words.Action }.SelectMany(LetterGrammar.Faults).Select(fault => $"{letter}: {fault}"));
        }
    }
}
