using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Tests.House;
using HelpDesk.Web.Mailroom.Fetching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HelpDesk.Tests.Mailroom.RealServers;

/// <summary>A desk with a mailbox on real servers.</summary>
internal static class ReadingHouse
{
    /// <summary>A house at the time at which servers stamp mails; it runs ahead only when a test moves it.</summary>
    public static TestHouse Open(Dictionary<string, string>? settings = null, Action<IServiceCollection>? furnish = null) =>
        new(settings) { Clock = new FakeTimeProvider(DateTimeOffset.UtcNow), Furnish = furnish };

    /// <summary>Gives the desk a mailbox, switched on.</summary>
    /// <param name="opens">Whether its folder is looked into once, so that all that arrives from now on is new.</param>
    public static async Task<MailboxId> AddMailboxAsync(this TestHouse house, MailServers servers, string address, string? handled = null, bool opens = true, MailboxLine? line = null)
    {
        await house.GetCastAsync();
        var team = await house.ReadAsync(db => db.Teams.Where(t => t.IsDefault).Select(t => t.Id).SingleAsync());
        var commands = house.Services.GetRequiredService<MailboxCommands>();
        var saved = Assert.IsType<MailboxAnswer.Done>(await commands.SaveAsync(null, null, new(address, team, null, line ?? servers.LineTo(address, handled), "mx.acme.test") { Password = MailServers.Password }, CancellationToken.None));
        await commands.SwitchAsync(saved.Id, on: true, CancellationToken.None);
        if (opens) await house.FetchAsync(saved.Id);
        return saved.Id;
    }

    /// <summary>Takes in what lies in the mailbox now.</summary>
    public static async Task<Round> FetchAsync(this TestHouse house, MailboxId id) =>
        (await house.Services.GetRequiredService<MailboxReader>().OnceAsync(id, CancellationToken.None))!;

    /// <summary>Begins to read as the running product does.</summary>
    public static void BeginToRead(this TestHouse house) => house.Services.GetRequiredService<FetchingServer>().Begin();

    public static Task<List<IncomingMail>> InboxAsync(this TestHouse house) => house.ReadAsync(db => db.Inbox.AsNoTracking().OrderBy(m => m.Id).ToListAsync());

    public static Task<Mailbox> MailboxAsync(this TestHouse house, MailboxId id) => house.ReadAsync(db => db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == id));

    /// <summary>Waits until something is so, and says what it waited for when it never is.</summary>
    /// <param name="passing">How far the desk's clock moves between two looks.</param>
    public static async Task UntilAsync(this TestHouse house, string what, Func<Task<bool>> isSo, TimeSpan passing = default)
    {
        for (var until = DateTime.UtcNow.AddMinutes(2); DateTime.UtcNow < until; await Task.Delay(50))
        {
            if (await isSo()) return;
            if (passing > TimeSpan.Zero) house.Clock.Advance(passing);
        }
        Assert.Fail($"It never came to this: {what}");
    }
}
