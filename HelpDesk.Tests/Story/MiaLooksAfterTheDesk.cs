using System.Net;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HelpDesk.Tests.Story;

/// <summary>What a manager does with people, and what nobody may.</summary>
public sealed class MiaLooksAfterTheDesk
{
    [Fact]
    public async Task Disabling_Sasha_lists_her_open_cases_hands_them_over_and_ends_her_session_at_once()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var mia = await house.SignedInAsync(Cast.Mia);
        var number = await house.AssignedTicketAsync(carl, sasha);
        var (leaving, tom) = (await IdAsync(house, Cast.Sasha), await IdAsync(house, Cast.Tom));

        var page = await mia.GetAsync($"/manage/people/{leaving}");
        Assert.Contains($"#{number}", page.Text);
        var done = await page.Form($"/manage/people/{leaving}/disabling").Fill("successor", tom.ToString()).SubmitAsync();
        Assert.True(done.IsRedirect, done.Text);

        Assert.Equal(tom, (await house.TicketAsync(number)).AssigneeId);
        Assert.StartsWith("/signin", (await sasha.GetAsync("/desk")).Location);
        var again = await (await house.Stranger().GetAsync("/signin")).Form("/signin").Fill("Email", Cast.Sasha).Fill("Password", Cast.Password).SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
    }

    [Fact]
    public async Task Without_a_successor_the_cases_are_unassigned()
    {
        await using var house = new TestHouse();
        var number = await house.AssignedTicketAsync(await house.SignedInAsync(Cast.Carl), await house.SignedInAsync(Cast.Sasha));
        var mia = await house.SignedInAsync(Cast.Mia);
        var leaving = await IdAsync(house, Cast.Sasha);
        Assert.True((await (await mia.GetAsync($"/manage/people/{leaving}")).Form($"/manage/people/{leaving}/disabling").SubmitAsync()).IsRedirect);
        Assert.Null((await house.TicketAsync(number)).AssigneeId);
    }

    [Fact]
    public async Task A_manager_makes_no_manager_and_disables_neither_herself_nor_an_administrator()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        var form = (await mia.GetAsync("/manage/people/new")).Form("/manage/people/new").Fill("name", "Eve").Fill("email", "eve@example.com");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await form.Forge("roles", "Administrator").SubmitAsync()).Status);
        Assert.False(await house.ReadAsync(db => db.Users.AnyAsync(p => p.Email == "eve@example.com")));

        var token = (await mia.GetAsync("/account")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var email in new[] { Cast.Mia, Cast.Ada })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/manage/people/{await IdAsync(house, email)}/disabling") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]) };
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await mia.SendAsync(request)).Status);
        }
        Assert.Equal(0, await house.ReadAsync(db => db.Users.CountAsync(p => p.DisabledAt != null)));
    }

    [Fact]
    public async Task Who_is_invited_chooses_a_password_once_and_is_in()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        var invited = await (await mia.GetAsync("/manage/people/new")).Form("/manage/people/new").Fill("name", "Ines Duarte").Fill("email", "ines@example.com").Forge("roles", "Agent").SubmitAsync();
        Assert.True(invited.IsRedirect, invited.Text);
        await house.SettleAsync();
        var mail = (await house.PostForAsync("ines@example.com")).Single();
        var shown = await mia.GetAsync($"/manage/post/{mail.Id}");
        var link = new Uri(house.Address, shown.Document.QuerySelector("a[href*='/invitation?']")!.GetAttribute("href")!).PathAndQuery;

        var ines = house.Stranger();
        var accepted = await (await ines.GetAsync(link)).Form("/invitation").Fill("Password", "three plain words").SubmitAsync();
        Assert.True(accepted.IsRedirect, accepted.Text);
        Assert.Equal(HttpStatusCode.OK, (await ines.GetAsync("/desk")).Status);
        Assert.False((await house.Stranger().GetAsync(link)).HasForm("/invitation"));
    }

    [Theory]
    [InlineData("/forgot", "reset-password")]
    [InlineData("/signin/letter", "sign-in-link")]
    public async Task Outside_the_demo_tokens_are_masked_until_sent_and_then_gone_and_only_managers_bring_timers_forward(string page, string letter)
    {
        await using var cast = new TestHouse();
        var number = await cast.PendingTicketAsync(await cast.SignedInAsync(Cast.Carl), await cast.SignedInAsync(Cast.Sasha));
        var pickup = System.IO.Directory.CreateDirectory(Path.Combine(cast.Directory, "pickup")).FullName;
        await using var house = new TestHouse(new() { ["HelpDesk:Demo"] = "false", ["HelpDesk:Mail:Pickup"] = pickup }, cast.Directory);
        var mia = await house.SignedInAsync(Cast.Mia);
        Assert.True((await (await house.Stranger().GetAsync(page)).Form(page).Fill("Email", Cast.Carl).SubmitAsync()).IsRedirect);
        var waiting = (await house.PostForAsync(Cast.Carl)).Single(m => m.Letter == letter);
        var token = house.TokenOf(waiting);
        Assert.DoesNotContain(token, waiting.SealedToken);

        foreach (var moment in new[] { "due", "sent" })
        {
            foreach (var path in new[] { "/manage/post", $"/manage/post/{waiting.Id}", $"/manage/post/{waiting.Id}/html" })
                Assert.False((await mia.GetAsync(path)).Body.Contains(token, StringComparison.Ordinal), $"{path} shows the token of a mail that is {moment}");
            await house.SettleAsync();
        }
        var sent = (await house.PostForAsync(Cast.Carl)).Single(m => m.Id == waiting.Id);
        Assert.Equal((MailFate.Sent, null), (sent.Fate, sent.SealedToken));
        Assert.DoesNotContain(token, sent.Text);
        var written = MimeKit.MimeMessage.Load(System.IO.Directory.EnumerateFiles(pickup, "*.eml").First(file => MimeKit.MimeMessage.Load(file).To.ToString().Contains(Cast.Carl, StringComparison.Ordinal)));
        Assert.Contains(token, Uri.UnescapeDataString(written.TextBody ?? ""));

        var sasha = await house.SignedInAsync(Cast.Sasha);
        Assert.DoesNotContain("/firing", (await sasha.GetAsync($"/desk/tickets/{number}")).Body, StringComparison.Ordinal);
        var timer = await house.ReadAsync(db => db.TicketTimers.Where(t => t.Fate == TimerFate.Armed).OrderByDescending(t => t.Entry).ThenBy(t => t.DueAt).Select(t => t.Id).FirstAsync());
        Assert.True((await (await mia.GetAsync($"/desk/tickets/{number}")).Form($"/desk/tickets/{number}/timers/{timer.Value}/firing").SubmitAsync()).IsRedirect);
    }

    private static Task<PersonId> IdAsync(TestHouse house, string email) => house.ReadAsync(db => db.Users.Where(p => p.Email == email).Select(p => p.Id).SingleAsync());
}
