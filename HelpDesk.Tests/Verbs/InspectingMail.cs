using System.Text.Json;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom.Reading;
using Xunit;

namespace HelpDesk.Tests.Verbs;

public sealed class InspectingMail : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_mail_is_a_line_of_json()
    {
        var ran = await Asked.OfAsync("mail", "inspect", directory.File("a.eml", SampleMail.Plain), directory.File("b.eml", SampleMail.Bounce), "--json");
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        var lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal(["file", "subject", "from", "text", "html", "visibleReply", "attachments", "verdict"], first.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("message", "carl@example.com"), (first.RootElement.GetProperty("verdict").GetString(), first.RootElement.GetProperty("from").GetProperty("address").GetString()));
        Assert.Contains("\"verdict\":\"bounce\",\"because\":", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_cannot_be_read_goes_to_quarantine_and_the_next_is_read()
    {
        var ran = await Asked.OfAsync("mail", "inspect", directory.File("a.eml", ""), directory.File("b.eml", SampleMail.Plain), "--json");
        Assert.Equal(1, ran.Status);
        Assert.Contains("\"subject\":null,\"from\":null,", ran.Output, StringComparison.Ordinal);
        Assert.Contains("\"verdict\":\"quarantine\",\"because\":\"The message is empty.\"", ran.Output, StringComparison.Ordinal);
        Assert.Contains("\"verdict\":\"message\"", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_json_it_is_a_summary()
    {
        var ran = await Asked.OfAsync("mail", "inspect", directory.File("a.eml", SampleMail.Plain));
        Assert.Contains("Subject: The printer is on fire", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_wrong_usage() => Assert.Equal(2, (await Asked.OfAsync("mail", "inspect", "/no/such.eml", "--json")).Status);

    [Fact]
    public async Task No_file_is_wrong_usage() => Assert.Equal(2, (await Asked.OfAsync("mail", "inspect", "--json")).Status);
}
