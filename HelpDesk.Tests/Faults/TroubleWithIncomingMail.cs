using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom.Incoming;
using HelpDesk.Tests.Mailroom.Reading;
using HelpDesk.Web.Mailroom.Incoming;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>Mails that come in broken, large or in masses. The long ones run by <c>bin/faults</c>; they print what they measured and assert no times.</summary>
[Collection("large mails")]
[Trait("Suite", "faults")]
public sealed class TroubleWithIncomingMail(ITestOutputHelper output)
{
    [Fact]
    public Task F26_mails_with_flipped_bytes_are_each_stored_and_a_message_or_before_a_person() => FlippedAsync(300);

    [Fact(Explicit = true)]
    public Task F26_ten_thousand_of_them() => FlippedAsync(10_000);

    [Fact]
    public async Task F27_a_file_of_25_MB_arrives_byte_for_byte()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        var file = RandomNumberGenerator.GetBytes(25 * 1024 * 1024);
        var raw = Encoding.ASCII.GetBytes(
            "From: carl@example.com\r\nTo: help@example.com\r\nSubject: Large\r\nMessage-ID: <large@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n"
            + $"--b\r\nContent-Type: application/octet-stream; name=large.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks)}\r\n--b--\r\n");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var time = Stopwatch.StartNew();
        var mail = await box.GetsAsync(raw);
        Figures.Tell(output, "F27", $"{raw.Length / 1048576.0:F0} MiB raw: {time.ElapsedMilliseconds:N0} ms, {(GC.GetTotalAllocatedBytes(precise: true) - before) / 1048576.0:F0} MiB allocated by the whole test process meanwhile");
        var kept = Assert.Single(Assert.Single(await box.MessagesAsync(mail.TicketId)).Attachments);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(file)), file.Length), (kept.Sha256, (int)kept.Size));
    }

    [Fact(Explicit = true)]
    public async Task F28_five_thousand_that_wait_are_each_one_message()
    {
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        await StoreAsync(house, box, Enumerable.Range(0, 5000).Select(i => LetterBox.Raw($"customer{i % 2500}@example.net", LetterBox.Desk, $"Request {i}", $"Text {i}.")));
        var time = Stopwatch.StartNew();
        await house.Services.GetRequiredService<Web.Timetable.DueIncoming>().RunAsync(CancellationToken.None);
        Figures.Tell(output, "F28", $"5,000 mails in {time.Elapsed.TotalSeconds:F0} s: {5000 / time.Elapsed.TotalSeconds:F0} a second");
        Assert.Equal(5000, await house.ReadAsync(db => db.Inbox.CountAsync(m => m.Fate == IncomingFate.Message)));
        Assert.Equal(5000, await house.ReadAsync(db => db.TicketMessages.Select(m => m.Mail).Distinct().CountAsync()));
    }

    private async Task FlippedAsync(int count)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var house = new TestHouse();
        var box = await LetterBox.AtAsync(house);
        var ids = await StoreAsync(house, box, FlippingBytes.Broken(seed, count));
        await house.Services.GetRequiredService<Web.Timetable.DueIncoming>().RunAsync(CancellationToken.None);
        var fates = await house.ReadAsync(db => db.Inbox.GroupBy(m => m.Fate).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        Figures.Tell(output, "F26", $"{ids.Count:N0} different ones: {string.Join(", ", fates.OrderBy(fate => fate.Key).Select(fate => $"{fate.Value:N0} {fate.Key}"))}");
        Assert.False(fates.ContainsKey(IncomingFate.Stored));
        Assert.Equal(ids.Count, fates.Values.Sum());
        var raws = house.Services.GetRequiredService<RawMailFiles>();
        foreach (var sha256 in await house.ReadAsync(db => db.Inbox.Select(m => m.RawSha256).ToListAsync())) Assert.True(await raws.HasAsync(sha256, CancellationToken.None));
        Assert.Equal(fates.GetValueOrDefault(IncomingFate.Message), await house.ReadAsync(db => db.TicketMessages.Select(m => m.Mail).Distinct().CountAsync()));
    }

    /// <summary>Stores mails; the same one twice is one.</summary>
    private static async Task<HashSet<IncomingMailId>> StoreAsync(TestHouse house, LetterBox box, IEnumerable<byte[]> mails)
    {
        var intake = house.Services.GetRequiredService<Intake>();
        var ids = new HashSet<IncomingMailId>();
        foreach (var raw in mails)
        {
            using var stream = new MemoryStream(raw);
            ids.Add((await intake.StoreAsync(box.Id, null, stream, CancellationToken.None))!.Value);
        }
        return ids;
    }
}
