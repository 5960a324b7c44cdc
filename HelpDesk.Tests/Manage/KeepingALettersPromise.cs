using System.Text.RegularExpressions;
using HelpDesk.Domain.Workflows;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Letters;
using HelpDesk.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Manage;

/// <summary>Mia rewords letters, and is told what her words lack of what the step that sends them promises.</summary>
public sealed class KeepingALettersPromise
{
    private const string Path = "/manage/letters";

    [Theory]
    [InlineData("reply", "{{ message }}", LetterPromise.Words)]
    [InlineData("followed", "> {{ message }}", LetterPromise.Words)]
    [InlineData("reminder", "> {{ question }}", LetterPromise.Question)]
    [InlineData("reminder", "> {{ message }}", LetterPromise.Question)]
    [InlineData("escalated", "{{ note | truncate: 100 }}", LetterPromise.Note)]
    [InlineData("received", "Number {{ number }}.", LetterPromise.Number)]
    [InlineData("approval", "Do you agree to {{ approval }}?", LetterPromise.Consent)]
    public void A_letter_keeps_its_promise_by_telling_it_and_not_by_asking_whether_it_is_there(string letter, string kept, LetterPromise promise)
    {
        Assert.Empty(Broken(letter, kept));
        Assert.Equal([promise], Broken(letter, "Hello {{ name }}, {% if message or question or note or number or approval %}there is something.{% endif %}"));
    }

    [Theory]
    [InlineData("Rate our answer", true)]
    [InlineData("{% if name %}Rate it, {{ name }}{% endif %}", false)]
    [InlineData("{% if name %}{{ name }}, {% endif %}rate it", true)]
    [InlineData("{% unless name %}Rate{% endunless %} ", false)]
    public void A_link_has_words_whatever_the_facts_are(string action, bool kept) =>
        Assert.Equal(kept ? [] : [LetterPromise.Link], LetterPromises.Broken("survey", new("Rate us", "Please.", action), []).Select(promised => promised.What));

    [Fact]
    public void Every_shipped_letter_keeps_what_the_shipped_workflows_promise()
    {
        foreach (var letter in LetterTexts.Changeable)
            Assert.Empty(LetterPromises.Broken(letter, LetterTexts.Shipped(letter, new("en-GB"))!, [StandardWorkflow.Read(), .. SampleWorkflow.All.Select(sample => sample.Read())]));
    }

    [Fact]
    public async Task It_is_said_on_the_letters_page_and_in_the_list_also_of_words_that_are_not_kept()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        Assert.DoesNotContain("lacks what it promises", (await mia.GetAsync(Path)).Text);
        var tried = await (await mia.GetAsync($"{Path}/reply")).Form($"{Path}/reply").Fill("body", "Hello {{ name }}, we have written.").SubmitAsync($"{Path}/reply/trial");
        Assert.Contains("It is sent to bring what somebody wrote, and does not: put in {{ message }}.", tried.Text);
        Assert.DoesNotContain("lacks what it promises", (await mia.GetAsync(Path)).Text);

        var saved = await (await tried.Form($"{Path}/reply").SubmitAsync()).FollowAsync();
        Assert.Contains("Saved. But something is missing in it.", saved.Text);
        Assert.Matches(@"Reply to the customer changed · lacks what it promises", Regex.Replace((await mia.GetAsync(Path)).Text, @"\s+", " "));
    }

    [Fact]
    public async Task A_letter_of_their_own_is_judged_by_the_steps_that_send_it()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        await (await mia.GetAsync(Path)).Form(Path).Fill("name", "Part is ordered").SubmitAsync();
        Assert.DoesNotContain("It lacks what it promises", (await mia.GetAsync($"{Path}/part-is-ordered")).Text);
        Assert.IsType<Publication.Published>(await house.Services.GetRequiredService<WorkflowPublishing>().PublishAsync(Sending("part-is-ordered"), _ => true, null, TestContext.Current.CancellationToken));
        var page = (await mia.GetAsync($"{Path}/part-is-ordered")).Text;
        Assert.Contains("“Ask the customer” waits for the customer’s answer, and the letter does not say to what", page);
        Assert.Contains("“Escalate” asks for a note to pass on, and the letter does not: put in {{ note }}.", page);

        // Words of its own for that workflow free those for all others.
        await (await mia.GetAsync($"{Path}/part-is-ordered?workflow=support")).Form($"{Path}/part-is-ordered").Fill("body", "{{ question }} {{ note }}").SubmitAsync();
        Assert.DoesNotContain("It lacks what it promises", (await mia.GetAsync($"{Path}/part-is-ordered")).Text + (await mia.GetAsync($"{Path}/part-is-ordered?workflow=support")).Text);
    }

    [Fact]
    public async Task It_is_seen_as_html_in_a_frame_that_lets_its_own_styles_through_and_nothing_else()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        var tried = await (await mia.GetAsync($"{Path}/reminder")).Form($"{Path}/reminder").Fill("body", "Hello {{ name }},\n\n> <b style=\"color:red\">{{ question }}").SubmitAsync($"{Path}/reminder/trial");
        var frame = tried.Document.QuerySelector("#tried iframe")!;
        Assert.Equal("", frame.GetAttribute("sandbox"));
        Assert.Contains("Which printer is it, please?", frame.GetAttribute("srcdoc"));
        var policy = tried.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Matches(@"script-src 'self'; style-src 'self' 'unsafe-hashes'( 'sha256-[A-Za-z0-9+/]{43}='){5,12}; img-src", policy);
        // What somebody wrote brings no style with it.
        Assert.DoesNotContain(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData("color:red"u8)), policy);
        Assert.DoesNotContain("unsafe", (await mia.GetAsync($"{Path}/reminder")).Response.Headers.GetValues("Content-Security-Policy").Single());
    }

    private static IEnumerable<LetterPromise> Broken(string letter, string body) =>
        LetterPromises.Broken(letter, new("A letter", body, "Open it"), [StandardWorkflow.Read()]).Select(promised => promised.What);

    /// <summary>The standard workflow, in which asking and escalating send another letter.</summary>
    private static string Sending(string letter) => StandardWorkflow.Json
        .Replace("\"escalated\"]", $"\"escalated\", \"{letter}\"]", StringComparison.Ordinal)
        .Replace("\"to\": \"pending\", \"by\": [\"agent\"], \"requires\": [\"reply\"]", $"\"to\": \"pending\", \"by\": [\"agent\"], \"requires\": [\"reply\"], \"effects\": [ {{ \"mail\": \"{letter}\", \"to\": \"customer\" }} ]", StringComparison.Ordinal)
        .Replace("{ \"mail\": \"escalated\", \"to\": \"managers\" }", $"{{ \"mail\": \"escalated\", \"to\": \"managers\" }}, {{ \"mail\": \"{letter}\", \"to\": \"managers\" }}", StringComparison.Ordinal);
}
