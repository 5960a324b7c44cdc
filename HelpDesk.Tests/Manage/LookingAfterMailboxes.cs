using System.Net;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Reactions;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Manage;

/// <summary>Ada says where mail comes in; Mia sees how it does.</summary>
public sealed class LookingAfterMailboxes
{
    private const string Path = "/manage/mailboxes";
    private const string Secret = "correct horse battery";

    [Fact]
    public async Task Ada_adds_a_mailbox_and_its_password_is_on_no_page()
    {
        await using var house = new TestHouse();
        var ada = await house.SignedInAsync(Cast.Ada);
        var empty = await ada.GetAsync(Path);
        Assert.Contains("No mail comes in yet", empty.Text);

        var made = await (await Filled(ada)).SubmitAsync();
        Assert.True(made.IsRedirect, made.Text);
        var page = await made.FollowAsync();
        Assert.Contains("Switched off: its mail stays on the server.", page.Text);
        Assert.Contains("help@acme.test", (await ada.GetAsync(Path)).Text);
        foreach (var shown in new[] { page, await ada.GetAsync(Path), await ada.GetAsync("/manage") })
            Assert.DoesNotContain(Secret, shown.Body, StringComparison.Ordinal);

        // A refused form gives everything back but the secret.
        var refused = await page.Form(made.Location).Fill("port", "a lot").Fill("password", Secret).Fill("handledfolder", "Done").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Write a number from 1 to 65535", refused.Text);
        Assert.DoesNotContain(Secret, refused.Body, StringComparison.Ordinal);
        var again = refused.Form(made.Location);
        Assert.Equal(("a lot", "Done", ""), (again["port"], again["handledfolder"], again["password"]));

        // Left empty it stays what it was.
        Assert.True((await again.Fill("port", "143").SubmitAsync()).IsRedirect);
        var kept = await OnlyAsync(house);
        Assert.Equal(("Done", 143, Secret), (kept.Line.HandledFolder, kept.Line.Port, house.Services.GetRequiredService<ITokenSeal>().Open(kept.Line.SealedPassword!)));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_each_field()
    {
        await using var house = new TestHouse();
        var ada = await house.SignedInAsync(Cast.Ada);
        var bad = await (await ada.GetAsync($"{Path}/new")).Form($"{Path}/new").Fill("address", "nobody").Fill("host", "https://imap.acme.test/").Fill("folder", " ").Fill("poll", "1").Fill("trustedserver", "a b").Forge("kind", "nonsense").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.Status);
        foreach (var field in new[] { "address", "kind", "host", "user", "password", "folder", "poll", "trustedserver" }) Assert.NotNull(bad.Document.GetElementById($"{field}-error"));
        Assert.Equal(0, await house.ReadAsync(db => db.Mailboxes.CountAsync()));
    }

    [Fact]
    public async Task A_kept_password_goes_to_no_other_server()
    {
        await using var house = new TestHouse();
        var ada = await house.SignedInAsync(Cast.Ada);
        var made = await (await Filled(ada)).SubmitAsync();
        var moved = await (await made.FollowAsync()).Form(made.Location).Fill("host", "imap.elsewhere.test").SubmitAsync();
        Assert.Contains("Write it again: what is kept was given for another server.", moved.Text);
        Assert.Equal("127.0.0.1", (await OnlyAsync(house)).Line.Host);
    }

    [Fact]
    public async Task Who_saves_a_form_that_is_out_of_date_is_told_and_loses_nothing()
    {
        await using var house = new TestHouse();
        var ada = await house.SignedInAsync(Cast.Ada);
        var made = await (await Filled(ada)).SubmitAsync();
        var (first, second) = (await ada.GetAsync(made.Location), await ada.GetAsync(made.Location));
        await first.Form(made.Location).Fill("folder", "Support").SubmitAsync();
        var stale = await second.Form(made.Location).Fill("folder", "Requests").SubmitAsync();
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Somebody else changed this mailbox", stale.Text);
        Assert.Equal("Requests", stale.Form(made.Location)["folder"]);
        Assert.Equal("Support", (await OnlyAsync(house)).Line.Folder);

        // Now knowing it, she may.
        Assert.True((await stale.Form(made.Location).SubmitAsync()).IsRedirect);
        Assert.Equal("Requests", (await OnlyAsync(house)).Line.Folder);
    }

    [Fact]
    public async Task Two_mailboxes_do_not_share_an_address()
    {
        await using var house = new TestHouse();
        var ada = await house.SignedInAsync(Cast.Ada);
        await (await Filled(ada)).SubmitAsync();
        var twin = await (await Filled(ada)).Fill("address", "Help@Acme.test").SubmitAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twin.Status);
        Assert.Contains("There is a mailbox of this address already.", twin.Text);
    }

    [Fact]
    public async Task A_manager_sees_how_it_does_and_no_more()
    {
        await using var house = new TestHouse();
        var (ada, mia) = (await house.SignedInAsync(Cast.Ada), await house.SignedInAsync(Cast.Mia));
        Assert.Contains("An administrator adds one.", (await mia.GetAsync(Path)).Text);
        var made = await (await Filled(ada)).SubmitAsync();
        var list = await mia.GetAsync(Path);
        Assert.Contains("help@acme.test", list.Text);
        Assert.Empty(list.Document.QuerySelectorAll("main a[href*='mailboxes/'], main form, main button"));
        foreach (var path in new[] { $"{Path}/new", made.Location }) Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_test_says_in_words_what_is_wrong()
    {
        await using var house = new TestHouse();
        var ada = await house.SignedInAsync(Cast.Ada);
        var port = Ports.Free();
        var made = await (await Filled(ada)).Fill("port", $"{port}").SubmitAsync();
        var tested = await (await (await made.FollowAsync()).Form($"{made.Location}/test").SubmitAsync()).FollowAsync();
        Assert.Contains($"“127.0.0.1” refuses connections on port {port}. Check the port, and whether its mail server runs.", tested.Text);
        Assert.Null((await OnlyAsync(house)).TestSentAt);
    }

    [Fact]
    public async Task A_provider_s_facts_are_filled_in_and_the_tenant_is_asked_for()
    {
        await using var house = new TestHouse();
        var ada = await house.SignedInAsync(Cast.Ada);
        var google = (await ada.GetAsync($"{Path}/new?preset=google")).Form($"{Path}/new");
        Assert.Equal(("imap.gmail.com", "https://oauth2.googleapis.com/token", "https://mail.google.com/"), (google["host"], google["tokenaddress"], google["scope"]));
        var microsoft = (await ada.GetAsync($"{Path}/new?preset=microsoft")).Form($"{Path}/new").Fill("address", "help@acme.test").Fill("user", "help@acme.test").Forge("login", "ClientCredentials").Fill("clientid", "app").Fill("clientsecret", Secret);
        var unnamed = await microsoft.SubmitAsync();
        Assert.Contains("Put the id of your tenant in the place of TENANT.", unnamed.Text);
        Assert.DoesNotContain(Secret, unnamed.Body, StringComparison.Ordinal);
        Assert.True((await microsoft.Fill("tokenaddress", "https://login.microsoftonline.com/acme/oauth2/v2.0/token").SubmitAsync()).IsRedirect);
        Assert.Equal(MailboxLogin.ClientCredentials, (await OnlyAsync(house)).Line.Login);
    }

    [Fact]
    public async Task Without_TLS_a_server_elsewhere_is_warned_about()
    {
        await using var house = new TestHouse();
        var ada = await house.SignedInAsync(Cast.Ada);
        var here = await (await (await Filled(ada)).SubmitAsync()).FollowAsync();
        Assert.DoesNotContain("Without TLS anybody", here.Text);
        var elsewhere = await (await (await Filled(ada)).Fill("address", "sales@acme.test").Fill("host", "imap.acme.test").SubmitAsync()).FollowAsync();
        Assert.Contains("Without TLS anybody", elsewhere.Text);
    }

    [Fact]
    public async Task The_list_counts_mails_by_the_days_of_the_desk()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        var id = await PlantedAsync(house);
        // Two late on Sunday evening in Berlin, which is Sunday in UTC too; one at half past midnight on Monday, which is not.
        var midnight = new DateTimeOffset(2036, 3, 2, 23, 0, 0, TimeSpan.Zero);
        await ReceiveAsync(house, id, [midnight.AddMinutes(-5), midnight.AddMinutes(-1), midnight.AddMinutes(30), midnight.AddDays(-20)]);
        var list = await mia.GetAsync(Path);
        Assert.Contains("By day, today last: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1", list.Body, StringComparison.Ordinal);
        Assert.Equal("4", list.Document.QuerySelector("tbody td.num")!.TextContent);
    }

    [Fact]
    public async Task A_mailbox_that_fails_for_long_is_told_on_the_overview()
    {
        await using var house = new TestHouse();
        var mia = await house.SignedInAsync(Cast.Mia);
        var (id, lease, commands) = (await PlantedAsync(house), Guid.NewGuid(), house.Services.GetRequiredService<MailboxCommands>());
        await commands.TakeAsync(id, lease, TestContext.Current.CancellationToken);
        await commands.FailedAsync(id, lease, "The server is away.", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("No mail comes in", (await mia.GetAsync("/manage")).Text);
        house.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("No mail comes in at help@acme.test.", (await mia.GetAsync("/manage")).Text);
        Assert.Contains("The server is away.", (await mia.GetAsync(Path)).Text);
    }

    private static async Task<Form> Filled(Visitor ada) => (await ada.GetAsync($"{Path}/new")).Form($"{Path}/new")
        .Fill("address", "help@acme.test").Fill("host", "127.0.0.1").Fill("security", nameof(LineSecurity.None)).Fill("user", "help@acme.test").Fill("password", Secret);

    private static Task<Mailbox> OnlyAsync(TestHouse house) => house.ReadAsync(db => db.Mailboxes.AsNoTracking().SingleAsync());

    private static async Task<MailboxId> PlantedAsync(TestHouse house)
    {
        await house.Services.GetRequiredService<MailboxCommands>().PlantAsync("help@acme.test", new() { Host = "127.0.0.1", User = "help" }, Secret, TestContext.Current.CancellationToken);
        return (await OnlyAsync(house)).Id;
    }

    private static Task<int> ReceiveAsync(TestHouse house, MailboxId mailbox, DateTimeOffset[] at) => house.ReadAsync(async db =>
    {
        var number = 0;
        foreach (var moment in at) db.Inbox.Add(new IncomingMail(mailbox, new(1, ++number), new StoredFile("", "", 1, ""), $"{number}", moment));
        return await db.SaveChangesAsync();
    });
}
