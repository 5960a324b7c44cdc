using System.Text;
using HelpDesk.Web.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Mailroom.Reading;

public sealed class FlippingBytes(ITestOutputHelper output)
{
    private const int Mails = 10_000;
    private const int LargestSeed = 20_000;

    [Fact]
    public void Ten_thousand_broken_mails_are_each_read_or_refused()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var (read, notUnderstood) = (0, 0);
        foreach (var raw in Broken(seed, Mails))
            switch (MailReader.Read(raw.AsMemory()))
            {
                case Web.Mailroom.Reading.Reading.Read: read++; break;
                // What the reader caught is not a crash, but ought to be understood.
                case Web.Mailroom.Reading.Reading.Unreadable refused when refused.Because.Contains("broken in a way", StringComparison.Ordinal): notUnderstood++; break;
            }
        output.WriteLine($"{read} read, {Mails - read} refused, of which {notUnderstood} broke the parser");
        Assert.InRange(read, Mails / 2, Mails);
        Assert.InRange(notUnderstood, 0, Mails / 1000);
    }

    /// <summary>Mails with flipped, lost and doubled bytes, the same for the same seed.</summary>
    internal static IEnumerable<byte[]> Broken(int seed, int count)
    {
        var random = new Random(seed);
        var seeds = SampleMail.All.Select(Encoding.Latin1.GetBytes).Concat(Shared()).ToList();
        return Enumerable.Range(0, count).Select(_ => Broken(seeds[random.Next(seeds.Count)], random));
    }

    private static IEnumerable<byte[]> Shared() => SharedMail.Folder is null ? [] : SharedMail.Cases().Select(SharedMail.Raw).Where(raw => raw.Length <= LargestSeed);

    private static byte[] Broken(byte[] mail, Random random)
    {
        var bytes = mail.ToList();
        for (var flips = random.Next(1, 20); flips > 0 && bytes.Count > 0; flips--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(4))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, length); break;
                default: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
            }
        }
        return [.. bytes];
    }
}
