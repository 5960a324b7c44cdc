using System.IO.Compression;
using System.Net;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Speed;

/// <summary>What travels for a ticket page with a conversation of 20 messages.</summary>
public sealed class PageWeight
{
    private const int Messages = 20;

    [Fact]
    public async Task A_ticket_page_weighs_little_and_less_when_its_assets_are_there_already()
    {
        await using var house = new TestHouse();
        var carl = await house.SignedInAsync(Cast.Carl);
        var sasha = await house.SignedInAsync(Cast.Sasha);
        var number = await house.AssignedTicketAsync(carl, sasha);
        for (var n = 1; n < Messages; n++) await carl.RepliesAsync(number, $"I tried that, for the time number {n}.\n\nThe light is red at first, then it goes out. The colleague beside me has the same badge, and it works.");
        var path = $"/desk/tickets/{number}";
        var page = await sasha.GetAsync(path);
        Assert.Equal(Messages, page.Document.QuerySelectorAll("article.message").Length);

        var warm = await WeightAsync(sasha, path);
        var assets = page.Document.QuerySelectorAll("link[href], script[src], img[src], use[href]")
            .Select(element => (element.GetAttribute("href") ?? element.GetAttribute("src")!).Split('#')[0]).Where(address => address.Length > 0).Distinct().ToList();
        var cold = warm;
        foreach (var asset in assets) cold += await WeightAsync(sasha, "/" + asset.TrimStart('/'));

        Assert.True(warm <= 15 * 1024, $"Warm it weighs {warm} bytes.");
        Assert.True(cold <= 150 * 1024, $"Cold it weighs {cold} bytes, with {string.Join(", ", assets)}.");
        TestContext.Current.SendDiagnosticMessage($"Ticket page of {Messages} messages: {cold} bytes cold, {warm} warm.");
    }

    /// <summary>The body as it travels to a browser, which takes what is compressed. Assets are compressed when the program is published, which it is not here: so by us.</summary>
    private static async Task<int> WeightAsync(Visitor somebody, string path)
    {
        var isAsset = path.StartsWith("/dist/", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd(isAsset ? "identity" : "gzip, br");
        using var response = await somebody.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var sent = await response.Content.ReadAsByteArrayAsync();
        if (isAsset) return Packed(sent);
        Assert.True(response.Content.Headers.ContentEncoding.Count > 0, $"{path} travels uncompressed.");
        return sent.Length;
    }

    private static int Packed(byte[] asset)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) brotli.Write(asset);
        return (int)packed.Length;
    }
}
