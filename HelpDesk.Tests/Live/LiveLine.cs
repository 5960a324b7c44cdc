using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Live;

/// <summary>What a page's script does, by long polling: connects to the hub, calls it, and hears what it is told.</summary>
internal sealed class LiveLine : IAsyncDisposable
{
    private const char End = '\u001e';

    private readonly HttpClient http;
    private readonly string address;
    private readonly CancellationTokenSource hangUp = new();
    private readonly Channel<JsonElement> heard = Channel.CreateUnbounded<JsonElement>();
    private Task listening = Task.CompletedTask;

    private LiveLine(HttpClient http, string address) => (this.http, this.address) = (http, address);

    public static async Task<LiveLine> OpenAsync(Visitor visitor)
    {
        var answer = await visitor.Http.PostAsync("/live/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("connectionToken").GetString()!;
        var line = new LiveLine(visitor.Http, "/live?id=" + Uri.EscapeDataString(token));
        await line.http.GetAsync(line.address);
        await line.SendAsync(new { protocol = "json", version = 1 });
        line.listening = line.ListenAsync();
        return line;
    }

    public async Task<bool> WatchAsync(string topic)
    {
        await SendAsync(new { type = 1, invocationId = "1", target = "Watch", arguments = new[] { topic } });
        while (true)
        {
            var message = await heard.Reader.ReadAsync(Patience());
            if (message.TryGetProperty("type", out var type) && type.GetInt32() == 3) return message.TryGetProperty("result", out var result) && result.GetBoolean();
        }
    }

    /// <summary>Ends when the house hangs up.</summary>
    public Task Ended => listening.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>The next change that it is told of.</summary>
    public async Task<JsonElement> HearAsync()
    {
        while (true)
        {
            var message = await heard.Reader.ReadAsync(Patience());
            if (message.TryGetProperty("target", out _)) return message.GetProperty("arguments")[0];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await hangUp.CancelAsync();
        await listening;
        hangUp.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var answer = await http.GetAsync(address, hangUp.Token);
                if (answer.StatusCode != HttpStatusCode.OK) return;
                foreach (var message in (await answer.Content.ReadAsStringAsync(hangUp.Token)).Split(End, StringSplitOptions.RemoveEmptyEntries))
                    heard.Writer.TryWrite(JsonDocument.Parse(message).RootElement.Clone());
            }
        }
        catch (OperationCanceledException) when (hangUp.IsCancellationRequested)
        {
            // Hung up.
        }
    }

    private async Task SendAsync(object message) =>
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(address, new StringContent(JsonSerializer.Serialize(message) + End, Encoding.UTF8))).StatusCode);

    private static CancellationToken Patience() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;
}
