using System.Net;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Workflow;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Workflows;

/// <summary>The sample of a refund that two managers must agree to, in the running product.</summary>
public sealed class AskingForConsent
{
    private const string No = "Half of it is enough.";

    [Fact]
    public async Task Two_managers_agree_one_by_the_link_and_one_at_the_desk()
    {
        await using var house = await HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var ada = await house.SignedInAsync(Cast.Ada);
        var number = await Refunds.ProposedAsync(house, carl, sasha);

        var stranger = house.Stranger();
        var link = await Refunds.LinkAsync(house, Cast.Mia);
        var page = await stranger.GetAsync(link);
        Assert.Contains("Sasha Lindqvist asks for your consent: The refund", page.Text);
        Assert.Matches(@"Amount\s*80", page.Text);
        Assert.Contains(Refunds.Secret, page.Text);
        Assert.Contains("2 people must agree. Nobody has so far.", page.Text);
        Assert.Equal("no-referrer", page.Response.Headers.GetValues("Referrer-Policy").Single());
        // Opening it decides nothing, however often a scanner does.
        Assert.Contains("0 of 2 have agreed", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);

        var thanks = await (await page.Form(link).Forge("granted", "true").SubmitAsync()).FollowAsync();
        Assert.Contains("Thank you: you have agreed", thanks.Text);
        Assert.Contains("1 of 2 have agreed. The others are still asked.", thanks.Text);
        var shown = (await sasha.GetAsync($"/desk/tickets/{number}")).Text;
        Assert.Contains("1 of 2 have agreed", shown);
        Assert.Contains("Mia Tanaka agreed: The refund", shown);
        Assert.Equal("waiting", (await house.TicketAsync(number)).State);

        Assert.Contains("#" + number, (await ada.GetAsync("/desk?view=consent")).Text);
        Assert.True((await AnswersAsync(ada, number, granted: true)).IsRedirect);
        Assert.Equal("paid", (await house.TicketAsync(number)).State);
        Assert.Contains("Nothing waits for your consent", (await ada.GetAsync("/desk?view=consent")).Text);
        Assert.Contains("The consent of Ada Novak took the step Both agreed", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        Assert.Contains("With that it is agreed.", (await stranger.GetAsync(link)).Text);
    }

    [Fact]
    public async Task One_refusal_with_a_reason_ends_it_and_asking_again_starts_over()
    {
        await using var house = await HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var mia = await house.SignedInAsync(Cast.Mia);
        var number = await Refunds.ProposedAsync(house, carl, sasha);
        var first = await Refunds.LinkAsync(house, Cast.Ada);

        var mute = await AnswersAsync(mia, number, granted: false);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mute.Status);
        Assert.Contains("Say in a few words why you do not agree", mute.Text);
        Assert.True((await AnswersAsync(mia, number, granted: false, No)).IsRedirect);

        Assert.Equal("checking", (await house.TicketAsync(number)).State);
        var shown = (await sasha.GetAsync($"/desk/tickets/{number}")).Text;
        Assert.Contains($"Mia Tanaka did not agree: The refund · “{No}”", shown);
        Assert.DoesNotContain(No, (await carl.GetAsync($"/portal/tickets/{number}")).Text);
        Assert.Contains("It was not agreed", (await house.Stranger().GetAsync(first)).Text);

        await sasha.DoesAsync(number, "propose", ("note", "Now 40."), ("fields[amount]", "40"), ("fields[reason]", "goodwill"));
        await house.SettleAsync();
        var second = await Refunds.LinkAsync(house, Cast.Ada);
        Assert.NotEqual(first, second);
        // The old link stays with the old question.
        Assert.False((await house.Stranger().GetAsync(first)).HasForm(first));
        Assert.True((await house.Stranger().GetAsync(second)).HasForm(second));
        Assert.True((await AnswersAsync(mia, number, granted: true)).IsRedirect);
        Assert.Contains("1 of 2 have agreed", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
    }

    [Fact]
    public async Task After_its_time_it_counts_as_not_agreed_also_when_nobody_ran_meanwhile()
    {
        await using var house = await HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await Refunds.ProposedAsync(house, carl, sasha);
        var link = await Refunds.LinkAsync(house, Cast.Mia);
        await house.PassAsync(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        Assert.Equal("waiting", (await house.TicketAsync(number)).State);
        await house.PassAsync(TimeSpan.FromDays(20));
        Assert.Equal("checking", (await house.TicketAsync(number)).State);
        sasha = await house.SignedInAsync(Cast.Sasha);
        Assert.Contains("The time for The refund is over: it counts as not agreed", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
        Assert.Contains("There is nothing more to decide", (await house.Stranger().GetAsync(link)).Text);
        Assert.False(await house.ReadAsync(db => db.TicketApprovals.DueBy(house.Clock.GetUtcNow()).AnyAsync()));
    }

    [Fact]
    public async Task A_link_used_twice_or_by_who_may_no_longer_decide_does_nothing()
    {
        await using var house = await HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var ada = await house.SignedInAsync(Cast.Ada);
        var number = await Refunds.ProposedAsync(house, carl, sasha);
        var link = await Refunds.LinkAsync(house, Cast.Mia);
        var (one, other) = ((await house.Stranger().GetAsync(link)).Form(link), (await house.Stranger().GetAsync(link)).Form(link));
        await one.Forge("granted", "true").SubmitAsync();
        Assert.Contains("Thank you: you have agreed", (await other.Forge("granted", "false").Fill("comment", No).SubmitAsync()).Text);
        Assert.Equal("waiting", (await house.TicketAsync(number)).State);

        var mia = await house.ReadAsync(db => db.Users.Where(p => p.Email == Cast.Mia).Select(p => p.Id).SingleAsync());
        var page = await (await ada.GetAsync($"/manage/people/{mia}")).Form($"/manage/people/{mia}/disabling").SubmitAsync();
        Assert.True(page.IsRedirect, page.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Stranger().GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Stranger().GetAsync("/approval/" + new string('a', 64))).Status);
    }

    [Fact]
    public async Task Who_has_no_say_gets_no_form_and_is_refused()
    {
        await using var house = await HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await Refunds.ProposedAsync(house, carl, sasha);
        var id = await house.ReadAsync(db => db.TicketApprovals.Select(a => a.Id).SingleAsync());
        var (atDesk, inPortal) = ($"/desk/tickets/{number}/approvals/{id}/answer", $"/portal/tickets/{number}/approvals/{id}/answer");
        var page = await sasha.GetAsync($"/desk/tickets/{number}");
        Assert.False(page.HasForm(atDesk));
        var refused = await page.Form($"/desk/tickets/{number}/notes").Forge("granted", "true").SubmitAsync(atDesk);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("“The refund” is for others to decide.", refused.Text);
        var request = await carl.GetAsync($"/portal/tickets/{number}");
        Assert.DoesNotContain("The refund", request.Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await request.Form($"/portal/tickets/{number}/replies").Forge("granted", "true").SubmitAsync(inPortal)).Status);
        Assert.Equal("waiting", (await house.TicketAsync(number)).State);
        Assert.DoesNotContain(await house.PostForAsync(Cast.Sasha), mail => mail.Letter == Reactions.ApprovalLetter);
    }

    [Fact]
    public async Task Where_too_few_can_be_asked_the_desk_is_told()
    {
        await using var house = await HouseAsync(("\"needs\": 2", "\"needs\": 3"));
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await Refunds.ProposedAsync(house, carl, sasha);
        Assert.Contains("3 must agree, but only 2 could be asked.", (await sasha.GetAsync($"/desk/tickets/{number}")).Text);
    }

    [Fact]
    public async Task A_customer_is_asked_without_a_word_from_among_staff_and_nobody_answers_for_them()
    {
        await using var house = await HouseAsync(Refunds.ByTheCustomer);
        var carl = await house.SignedInAsync(Cast.Carl);
        var carol = await house.SignedInAsync(Cast.Carol);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await Refunds.ProposedAsync(house, carl, sasha);
        var link = await Refunds.LinkAsync(house, Cast.Carl);
        var mail = (await house.PostForAsync(Cast.Carl)).Last(m => m.Letter == Reactions.ApprovalLetter);
        foreach (var words in new[] { (await house.Stranger().GetAsync(link)).Text, mail.Text!, mail.Html!, (await carl.GetAsync($"/portal/tickets/{number}")).Text })
        {
            Assert.Contains("The refund", words);
            Assert.DoesNotContain(Refunds.Secret, words);
        }
        Assert.DoesNotContain("Amount", (await house.Stranger().GetAsync(link)).Text);
        var id = await house.ReadAsync(db => db.TicketApprovals.Select(a => a.Id).SingleAsync());
        var path = $"/portal/tickets/{number}/approvals/{id}/answer";
        // Carol reads along, for their organisation shares its requests; it is not hers to decide.
        await house.ReadAsync(db => db.Organisations.ExecuteUpdateAsync(set => set.SetProperty(o => o.SharesTickets, true)));
        var foreign = await carol.GetAsync($"/portal/tickets/{number}");
        Assert.False(foreign.HasForm(path));
        Assert.Equal(HttpStatusCode.NotFound, (await foreign.Form($"/portal/tickets/{number}/replies").Forge("granted", "true").SubmitAsync(path)).Status);

        var mute = await (await carl.GetAsync($"/portal/tickets/{number}")).Form(path).Forge("granted", "false").SubmitAsync();
        Assert.Contains("Say in a few words why you do not agree", mute.Text);
        var done = await mute.Form(path).Forge("granted", "true").SubmitAsync();
        Assert.Equal($"/portal/tickets/{number}", done.Location);
        Assert.Equal("paid", (await house.TicketAsync(number)).State);
    }

    [Fact]
    public async Task The_token_is_kept_nowhere_in_the_open_and_a_closed_ticket_asks_nobody()
    {
        await using var house = await HouseAsync(
            ("\"settle\":   {", "\"withdraw\": { \"name\": \"Withdraw\", \"from\": [\"waiting\"], \"to\": \"closed\", \"by\": [\"customer\"] }, \"settle\":   {"));
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await Refunds.ProposedAsync(house, carl, sasha);
        var mail = (await house.PostForAsync(Cast.Mia)).Single(m => m.Letter == Reactions.ApprovalLetter);
        var token = house.TokenOf(mail);
        Assert.Contains(OutboxMail.TokenMark, mail.Text);
        Assert.DoesNotContain(token, mail.Text + mail.Html + mail.SealedToken);
        Assert.Equal(LinkToken.HashOf(token), await house.ReadAsync(db => db.Approvers.Where(a => a.PersonId == mail.ToPersonId).Select(a => a.TokenHash).SingleAsync()));

        var form = (await carl.GetAsync($"/portal/tickets/{number}")).Form($"/portal/tickets/{number}/steps/withdraw");
        Assert.True((await form.SubmitAsync()).IsRedirect);
        Assert.Equal(ApprovalStatus.Withdrawn, await house.ReadAsync(db => db.TicketApprovals.Select(a => a.Status).SingleAsync()));
        Assert.Contains("Your consent is no longer needed.", (await house.Stranger().GetAsync("/approval/" + token)).Text);
    }

    [Fact]
    public async Task The_ticket_page_asks_the_database_once_more_and_no_oftener()
    {
        await using var house = await HouseAsync();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await Refunds.ProposedAsync(house, carl, sasha);
        await sasha.GetAsync($"/desk/tickets/{number}");
        house.Queries.Reset();
        await sasha.GetAsync($"/desk/tickets/{number}");
        Assert.InRange(house.Queries.Count, 1, 14);
    }

    private static async Task<TestHouse> HouseAsync(params (string Right, string Wrong)[] edits)
    {
        var house = new TestHouse();
        await house.PublishJsonAsync(Refunds.Json(edits));
        return house;
    }

    private static async Task<Page> AnswersAsync(Visitor staff, long number, bool granted, string comment = "")
    {
        var form = (await staff.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/approvals/");
        return await form.Fill("comment", comment).Forge("granted", granted ? "true" : "false").SubmitAsync();
    }
}
