using System.Net.Sockets;
using System.Text.RegularExpressions;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>Somebody who writes all the time, and notes what was acknowledged. A broken connection acknowledges nothing.</summary>
public sealed class Writer(Uri address, string email, Ledger ledger, int seed) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new(), UseCookies = true }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
    private readonly Random random = new(seed);
    private int written;

    /// <summary>How many writes it has begun.</summary>
    public int Begun => Volatile.Read(ref written);

    public async Task SignInAsync()
    {
        var page = await (await Me.GetAsync("/signin")).Form("/signin").Fill("Email", email).Fill("Password", Cast.Password).SubmitAsync();
        Assert.True(page.IsRedirect, $"{(int)page.Status} {page.Text}");
    }

    public async Task WriteUntilAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await WriteOnceAsync();
            }
            catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException or IOException or SocketException)
            {
                // The process was killed under us, perhaps while we connected: whatever this was, it was not acknowledged.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    /// <summary>One create (40 %), reply (30 %), note (10 %) or step (20 %), as far as this person can.</summary>
    public async Task WriteOnceAsync()
    {
        var text = $"text-{seed}-{Interlocked.Increment(ref written)}-{Guid.NewGuid():N}";
        ledger.Try(text);
        var isCustomer = email == Cast.Carl;
        if (isCustomer && (random.NextDouble() < 0.6 || ledger.Any(random) is null)) await FileAsync(text);
        else if (isCustomer) await ReplyAsync(text);
        else if (random.NextDouble() is var dice && dice < 0.35) await AtDeskAsync(text, "replies", "reply");
        else if (dice < 0.55) await AtDeskAsync(text, "notes", "note");
        else await StepAsync(text);
    }

    public void Dispose() => http.Dispose();

    private Visitor Me => new(http);

    private async Task FileAsync(string text)
    {
        var shown = await Me.GetAsync("/portal/tickets/new");
        // A process that was just started anew asks to come back later.
        if (!shown.HasForm("/portal/tickets")) return;
        var page = await shown.Form("/portal/tickets").Fill("subject", "Under load").Fill("body", text).SubmitAsync();
        ledger.Answered(page);
        if (Regex.Match(page.Location, @"/portal/tickets/(\d+)") is not { Success: true } number) return;
        ledger.Acknowledged(text);
        ledger.Filed(long.Parse(number.Groups[1].Value));
    }

    private async Task ReplyAsync(string text)
    {
        if (ledger.Any(random) is not { } number) return;
        var shown = await Me.GetAsync($"/portal/tickets/{number}");
        if (!shown.HasForm($"/portal/tickets/{number}/replies")) return;
        var page = await shown.Form($"/portal/tickets/{number}/replies").Fill("body", text).SubmitAsync();
        ledger.Answered(page);
        if (page.Location.StartsWith("/portal/tickets/", StringComparison.Ordinal)) ledger.Acknowledged(text);
    }

    private async Task AtDeskAsync(string text, string what, string field)
    {
        if (ledger.Any(random) is not { } number) return;
        var shown = await Me.GetAsync($"/desk/tickets/{number}");
        if (!shown.HasForm($"/desk/tickets/{number}/{what}")) return;
        var page = await shown.Form($"/desk/tickets/{number}/{what}").Fill(field, text).SubmitAsync($"/desk/tickets/{number}/{what}");
        ledger.Answered(page);
        if (page.Location.StartsWith("/desk/tickets/", StringComparison.Ordinal)) ledger.Acknowledged(text);
    }

    private async Task StepAsync(string text)
    {
        if (ledger.Any(random) is not { } number) return;
        var shown = await Me.GetAsync($"/desk/tickets/{number}");
        if (shown.HasForm($"/desk/tickets/{number}/steps/ask"))
        {
            var page = await shown.Form($"/desk/tickets/{number}/steps/ask").Fill("reply", text).SubmitAsync($"/desk/tickets/{number}/steps/ask");
            ledger.Answered(page);
            if (page.Location.StartsWith("/desk/tickets/", StringComparison.Ordinal)) ledger.Acknowledged(text);
        }
        else if (shown.HasForm($"/desk/tickets/{number}/assignment"))
        {
            ledger.Answered(await shown.Form($"/desk/tickets/{number}/assignment").SubmitAsync());
        }
    }
}
