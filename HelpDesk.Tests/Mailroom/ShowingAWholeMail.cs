using System.Net;
using System.Text;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Reading;
using HelpDesk.Web.Mailroom.Shown;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Mailroom;

/// <summary>The whole of a mail, one click away from its ticket, for who sees that.</summary>
public sealed class ShowingAWholeMail : IAsyncDisposable
{
    private const string Html = "<p>It <b>burns</b>.</p><img src=\"cid:pixel@example.com\"><img src=\"https://pictures.example.net/1.png\"><script>alert(1)</script>";

    private readonly TestHouse house = new();

    [Fact]
    public async Task It_shows_everything_that_came_also_what_the_ticket_leaves_out()
    {
        var (path, _) = await CarlWritesAsync();
        var page = await (await house.SignedInAsync(Cast.Sasha)).GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (var words in new[] { "Carl <carl@example.com>", "help@example.com", "Bob <bob@example.com>", "The printer burns", "> Does it burn?", "evil.html", "pixel.png", "On a ticket", "not verified" })
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        var frame = page.Document.QuerySelector("iframe.mail-frame")!;
        Assert.Equal((path + "/html", MailFrame.Sandbox), (frame.GetAttribute("src"), frame.GetAttribute("sandbox")));
        Assert.DoesNotContain("allow-same-origin", MailFrame.Sandbox, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-scripts", MailFrame.Sandbox, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_HTML_is_inert_in_a_frame_of_its_own_and_asks_other_servers_only_when_told_to()
    {
        var (path, _) = await CarlWritesAsync();
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var calm = await sasha.GetAsync(path + "/html");
        Assert.DoesNotContain("script", calm.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([$"data:image/png;base64,{Convert.ToBase64String(MailsIn.Png)}", null], calm.Document.QuerySelectorAll("img").Select(image => image.GetAttribute("src")));
        var policy = Header(calm, "Content-Security-Policy");
        foreach (var rule in new[] { "default-src 'none'", "style-src 'unsafe-inline'", "img-src data:;", $"sandbox {MailFrame.Sandbox};", "frame-ancestors 'self'", "base-uri 'none'", "form-action 'none'" })
            Assert.Contains(rule, policy, StringComparison.Ordinal);
        Assert.Equal(("nosniff", "no-referrer", "SAMEORIGIN"), (Header(calm, "X-Content-Type-Options"), Header(calm, "Referrer-Policy"), Header(calm, "X-Frame-Options")));

        Assert.Contains(path + "?images=true", (await sasha.GetAsync(path)).Body, StringComparison.Ordinal);
        Assert.Contains(path + "/html?images=true", (await sasha.GetAsync(path + "?images=true")).Body, StringComparison.Ordinal);
        var asked = await sasha.GetAsync(path + "/html?images=true");
        Assert.Contains("img-src data: https:;", Header(asked, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("https://pictures.example.net/1.png", asked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_in_it_are_what_their_bytes_say_and_stay_affordable_however_often_they_are_shown()
    {
        static ReadFile File(string id, byte[] bytes) => new(id, "image/png", id, IsInline: true, bytes);
        var large = new byte[2 * 1024 * 1024];
        MailsIn.Png.CopyTo(large, 0);
        var images = new InlineImages([File("small", MailsIn.Png), File("large", large), File("svg", "<svg onload='alert(1)'/>"u8.ToArray()), File("gif", "GIF89a…"u8.ToArray()), File("empty", [])]);
        Assert.StartsWith("data:image/png;base64,iVBOR", images.Take("small"), StringComparison.Ordinal);
        Assert.StartsWith("data:image/gif;base64,", images.Take("gif"), StringComparison.Ordinal);
        foreach (var id in new[] { "svg", "empty", "absent" }) Assert.Null(images.Take(id));
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(_ => images.Take("large") is not null));
        Assert.NotNull(images.Take("small"));
    }

    [Fact]
    public async Task Its_files_and_its_bytes_leave_as_they_came_and_as_nothing_that_a_browser_opens()
    {
        var raw = MailsIn.Letter(Html);
        var (path, _) = await CarlWritesAsync(raw);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var names = (await sasha.GetAsync(path)).Document.QuerySelectorAll(".mail-files a").Select(link => (Name: link.ChildNodes.OfType<AngleSharp.Dom.IText>().First(t => t.Data.Trim().Length > 0).Data.Trim(), Path: link.GetAttribute("href")!)).ToDictionary(l => l.Name, l => l.Path);
        using var evil = await sasha.Http.GetAsync(names["evil.html"], TestContext.Current.CancellationToken);
        Assert.Equal(MailsIn.EvilFile, await evil.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var pixel = await sasha.Http.GetAsync(names["pixel.png"], TestContext.Current.CancellationToken);
        Assert.Equal(MailsIn.Png, await pixel.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var whole = await sasha.Http.GetAsync(path + "/raw", TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n")), await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("application/octet-stream", "image/png", "application/octet-stream"), (Type(evil), Type(pixel), Type(whole)));
        foreach (var file in new[] { evil, pixel, whole })
        {
            Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal(["nosniff"], file.Headers.GetValues("X-Content-Type-Options"));
            Assert.StartsWith("sandbox; default-src 'none'", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await sasha.GetAsync(path + "/files/2")).Status);
    }

    [Fact]
    public async Task Only_who_sees_the_ticket_sees_its_mail_and_only_on_that_ticket()
    {
        var (path, mail) = await CarlWritesAsync();
        var number = await house.NumberAsync(mail);
        var another = await (await house.SignedInAsync(Cast.Carol)).FilesAsync();
        var sasha = await house.SignedInAsync(Cast.Sasha);
        foreach (var below in new[] { "", "/html", "/files/0", "/raw" })
        {
            Assert.Equal(HttpStatusCode.OK, (await sasha.GetAsync(path + below)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await sasha.GetAsync($"/desk/tickets/{another}/mails/{mail.Id}{below}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await (await house.SignedInAsync(Cast.Carl)).GetAsync(path + below)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await sasha.GetAsync($"/manage/inbox/{mail.Id}{below}")).Status);
        }

        await house.Services.GetRequiredService<Writes>().DoAsync(async (db, ct) =>
        {
            var secret = new Team("Secrets", isPrivate: true, isDefault: false);
            db.Teams.Add(secret);
            await db.SaveChangesAsync(ct);
            return await db.Database.ExecuteSqlAsync($"UPDATE \"Tickets\" SET \"TeamId\" = {secret.Id.Value} WHERE \"Number\" = {number}", ct);
        }, OnConflict.DecideAnew, CancellationToken.None);
        foreach (var below in new[] { "", "/html", "/files/0", "/raw" }) Assert.Equal(HttpStatusCode.NotFound, (await sasha.GetAsync(path + below)).Status);
    }

    [Fact]
    public async Task It_asks_the_database_as_often_for_one_as_for_many()
    {
        var mailbox = await house.OpenMailboxAsync();
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var mia = await house.SignedInAsync(Cast.Mia);
        var mail = await house.ReceivesAsync(mailbox, MailsIn.Letter(Html));
        var path = $"/desk/tickets/{await house.NumberAsync(mail)}/mails/{mail.Id}";
        var few = await CountAsync(mia, "/manage/inbox");
        for (var i = 0; i < 20; i++) await house.StoresAsync(mailbox, MailsIn.Letter(Html, id: $"more-{i}"));
        await house.SettleAsync();
        Assert.Equal(few, await CountAsync(mia, "/manage/inbox"));
        Assert.InRange(few, 1, 5);
        Assert.InRange(await CountAsync(mia, $"/manage/inbox?show=message&mailbox={mailbox}&after={mail.Id}"), 1, 6);
        Assert.InRange(await CountAsync(mia, $"/manage/inbox/{mail.Id}"), 1, 3);
        Assert.InRange(await CountAsync(sasha, path), 1, 3);
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    private async Task<(string Path, IncomingMail Mail)> CarlWritesAsync(string? raw = null)
    {
        var mail = await house.ReceivesAsync(await house.OpenMailboxAsync(), raw ?? MailsIn.Letter(Html));
        Assert.Equal(IncomingFate.Message, mail.Fate);
        return ($"/desk/tickets/{await house.NumberAsync(mail)}/mails/{mail.Id}", mail);
    }

    private async Task<int> CountAsync(Visitor who, string path)
    {
        await who.GetAsync(path);
        house.Queries.Reset();
        Assert.Equal(HttpStatusCode.OK, (await who.GetAsync(path)).Status);
        return house.Queries.Count;
    }

    private static string Header(Page page, string name) => page.Response.Headers.GetValues(name).Single();

    private static string? Type(HttpResponseMessage file) => file.Content.Headers.ContentType?.MediaType;
}
