using System.Text;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage.Files;
using HelpDesk.Domain.Tickets;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Incoming;
using HelpDesk.Web.Timetable;
using HelpDesk.Web.Wiring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Incoming;

/// <summary>Each mail is one message or waits for a person, with its bytes as they came; none keeps the next.</summary>
public sealed class LosingNothing
{
    [Fact]
    [Trait("Suite", "faults")]
    public async Task F21_the_same_mail_is_one_message_however_often_it_comes()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        var second = await LetterBox.AtAsync(house, "sales@example.com");
        var raw = LetterBox.Raw(Cast.Carl, LetterBox.Desk, "Once", "Only once.");
        var first = await box.GetsAsync(raw);
        var again = await box.GetsAsync([.. "Received: from a by b; Tue\r\nDelivered-To: help@example.com\r\n"u8, .. raw]);
        Assert.Equal(first.Id, again.Id);
        // Read twice it does nothing twice.
        await house.Services.GetRequiredService<Handling>().HandleAsync(first.Id, CancellationToken.None);
        Assert.Equal(IncomingFate.SetAside, (await second.GetsAsync(raw)).Fate);
        Assert.Equal(1, await house.ReadAsync(db => db.TicketMessages.CountAsync()));
    }

    [Fact]
    [Trait("Suite", "faults")]
    public async Task F22_the_same_id_with_another_body_is_another_mail()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        byte[] With(string body) => Encoding.ASCII.GetBytes($"From: carl@example.com\r\nTo: help@example.com\r\nSubject: Two\r\nMessage-ID: <same@example.com>\r\n\r\n{body}\r\n");
        Assert.NotEqual((await box.GetsAsync(With("First."))).TicketId, (await box.GetsAsync(With("Second."))).TicketId);
    }

    [Fact]
    [Trait("Suite", "faults")]
    public async Task F25_a_broken_mail_waits_with_its_bytes_and_the_next_one_goes_on()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        byte[][] broken = [[], "\0\0\0\0"u8.ToArray(), "Subject: nobody\r\n\r\nNo sender."u8.ToArray(), Encoding.ASCII.GetBytes("From: a@example.com\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 2000)) + "\r\nbody")];
        foreach (var raw in broken)
        {
            var mail = await box.GetsAsync(raw);
            Assert.Equal(IncomingFate.Quarantined, mail.Fate);
            Assert.False(string.IsNullOrWhiteSpace(mail.Because));
            await using var kept = await house.Services.GetRequiredService<RawMailFiles>().OpenAsync(mail.RawSha256, CancellationToken.None);
            using var bytes = new MemoryStream();
            await kept.CopyToAsync(bytes);
            Assert.Equal(raw, bytes.ToArray());
        }
        Assert.Equal(IncomingFate.Message, (await box.GetsAsync(Cast.Carl, "Whole", "Fine.")).Fate);
    }

    [Fact]
    public async Task Trouble_of_our_own_is_tried_again_and_then_set_before_a_person()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        using var stream = new MemoryStream(LetterBox.Raw(Cast.Carl, LetterBox.Desk, "Later", "Later."));
        var id = (await house.Services.GetRequiredService<Intake>().StoreAsync(box.Id, null, stream, CancellationToken.None))!.Value;
        var mail = await house.ReadAsync(db => db.Inbox.SingleAsync(m => m.Id == id));
        var bytes = await house.LoseAsync(mail.RawSha256);
        await house.SettleAsync();
        Assert.Equal((IncomingFate.Stored, 1), await FateAsync(house, id));
        await house.FindAsync(bytes);
        await house.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((IncomingFate.Message, 1), await FateAsync(house, id));
    }

    [Fact]
    public async Task While_the_disk_is_full_a_mail_waits_and_is_never_set_before_a_person()
    {
        var shelf = new FullShelf();
        await using var house = new TestHouse { Furnish = services => services.AddSingleton(parts => new AttachmentFiles(shelf, parts.GetRequiredService<DataDirectories>().Spool)) };
        var box = await LetterBox.AtAsync(house);
        var mail = await box.GetsAsync(Encoding.ASCII.GetBytes(
            "From: carl@example.com\r\nTo: help@example.com\r\nSubject: A file\r\nMessage-ID: <file@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: text/plain; name=log.txt\r\nContent-Disposition: attachment; filename=log.txt\r\n\r\nStripes.\r\n--b--\r\n"));
        for (var hour = 0; hour < 12; hour++) await house.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal((IncomingFate.Stored, 0), await FateAsync(house, mail.Id));
        Assert.True(shelf.Tries > 12, $"It was tried {shelf.Tries} times.");
        var mia = await house.SignedInAsync(Cast.Mia);
        Assert.Contains("Mails that came in wait: It could not be handled: No space left on device", (await mia.GetAsync("/manage/status")).Document.QuerySelector(".status-red")!.TextContent, StringComparison.Ordinal);
        shelf.HasRoom = true;
        await house.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((IncomingFate.Message, 0), await FateAsync(house, mail.Id));
        Assert.DoesNotContain("Mails that came in wait", (await mia.GetAsync("/manage/status")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_that_wait_are_each_one_message()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        var intake = house.Services.GetRequiredService<Intake>();
        for (var i = 0; i < 200; i++)
        {
            using var stream = new MemoryStream(LetterBox.Raw($"customer{i}@example.net", LetterBox.Desk, $"Request {i}", $"Text {i}."));
            await intake.StoreAsync(box.Id, null, stream, CancellationToken.None);
        }
        // Two at once, as after a nudge and a sweep.
        var due = house.Services.GetRequiredService<DueIncoming>();
        await Task.WhenAll(due.RunAsync(CancellationToken.None), due.RunAsync(CancellationToken.None));
        Assert.Equal(200, await house.ReadAsync(db => db.Tickets.CountAsync()));
        Assert.Equal(200, await house.ReadAsync(db => db.Inbox.CountAsync(m => m.Fate == IncomingFate.Message)));
        Assert.Equal(200, await house.ReadAsync(db => db.TicketMessages.Select(m => m.Mail).Distinct().CountAsync()));
    }

    /// <summary>A disk without room, until it is told that it has some.</summary>
    private sealed class FullShelf : IFileShelf
    {
        private const int NoSpace = 28;

        public bool HasRoom { get; set; }

        public int Tries { get; private set; }

        public Task TakeAsync(string spooled, string sha256, long size, CancellationToken ct)
        {
            Tries++;
            return HasRoom ? Task.CompletedTask : throw new IOException("No space left on device", NoSpace);
        }

        public Task<bool> HasAsync(string sha256, CancellationToken ct) => Task.FromResult(HasRoom);

        public Task<Stream> OpenAsync(string sha256, CancellationToken ct) => throw new FileNotFoundException();

        public IAsyncEnumerable<string> UntouchedSinceAsync(DateTimeOffset before, CancellationToken ct) => AsyncEnumerable.Empty<string>();

        public Task<bool> DropAsync(string sha256, DateTimeOffset before, Func<Task<bool>> isWanted, CancellationToken ct) => Task.FromResult(false);
    }

    private static Task<(IncomingFate, int)> FateAsync(TestHouse house, IncomingMailId id) =>
        house.ReadAsync(async db => await db.Inbox.Where(m => m.Id == id).Select(m => new { m.Fate, m.Attempts }).SingleAsync() is var mail ? (mail.Fate, mail.Attempts) : default);
}
