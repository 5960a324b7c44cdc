using HelpDesk.Domain.Post;
using HelpDesk.Domain.Post.Incoming;
using HelpDesk.Domain.Storage.Files;
using HelpDesk.Domain.Storage.FullText;
using HelpDesk.Domain.Storage.Postgres;
using HelpDesk.Domain.Storage.Verifying;
using HelpDesk.Domain.Tickets;
using HelpDesk.Domain.Workflows;
using HelpDesk.Tests.House;
using HelpDesk.Tests.Mailroom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>Says what became of a desk's data after a fault: reads the database, the files and the mail sink, never the product's pages.</summary>
internal static class Judge
{
    /// <summary>Whatever was acknowledged is there, once; the database is whole; every ticket is where its events lead; nothing lies about.</summary>
    /// <param name="unchained">Whether tickets may wait to be chained, as after an upgrade.</param>
    public static async Task NothingIsLostAsync(string directory, Ledger ledger, bool unchained = false)
    {
        await using (var db = TestDatabase.Open(directory))
        {
            var bodies = (await db.TicketMessages.Select(m => m.Body).ToListAsync()).GroupBy(b => b).ToDictionary(g => g.Key, g => g.Count());
            Assert.DoesNotContain(ledger.Texts, text => !bodies.ContainsKey(text));
            Assert.DoesNotContain(ledger.Texts, text => bodies[text] > 1);
        }
        await NothingIsWrongAsync(directory, unchained);
    }

    /// <summary>What <c>verify</c> looks for is not there.</summary>
    public static async Task NothingIsWrongAsync(string directory, bool unchained = false)
    {
        var found = await FindAsync(directory);
        Assert.Empty(found.Where(f => !unchained || f.Code != "unchained").Select(f => $"{f.Code} {f.Place}: {f.Sentence}"));
    }

    /// <summary>Every mail that was owed is sent, and came to the mail server; at most so many twice, as the same mail.</summary>
    /// <returns>How many were owed, and how many came twice.</returns>
    public static async Task<(int Owed, int Twice)> EveryMailIsSentAsync(string directory, MailSink sink, int mostTwice)
    {
        await using var db = TestDatabase.Open(directory);
        var mails = await db.Outbox.AsNoTracking().ToListAsync();
        Assert.NotEmpty(mails);
        Assert.All(mails, mail => Assert.Equal(MailFate.Sent, mail.Fate));
        var received = sink.Received().GroupBy(m => m.MessageId).ToDictionary(g => g.Key, g => g.Count());
        foreach (var mail in mails) Assert.Contains(received.Keys, id => id.Contains(mail.Id.Value.ToString("N"), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(mails.Count, received.Count);
        var twice = received.Values.Sum(count => count - 1);
        Assert.InRange(twice, 0, mostTwice);
        return (mails.Count, twice);
    }

    /// <summary>Lets the leases lapse that a killed process left on mails. A short form does this; the long one waits for it, most of a minute each time.</summary>
    public static async Task LapseAsync(string directory)
    {
        await using var db = TestDatabase.Open(directory);
        await db.Outbox.Where(m => m.Lease != null).ExecuteUpdateAsync(set => set.SetProperty(m => m.LeasedUntil, DateTimeOffset.UnixEpoch));
    }

    /// <summary>Waits until no mail is owed.</summary>
    public static async Task DrainedAsync(string directory)
    {
        for (var wait = 0; wait < 600; wait++)
        {
            await using var db = TestDatabase.Open(directory);
            if (!await db.Outbox.AnyAsync(m => m.Fate == MailFate.Pending || m.Fate == MailFate.Deferred)) return;
            await Task.Delay(250);
        }
        await using var late = TestDatabase.Open(directory);
        var owed = await late.Outbox.AsNoTracking().Where(m => m.Fate == MailFate.Pending || m.Fate == MailFate.Deferred).ToListAsync();
        Assert.Fail($"{owed.Count} mails are still owed after two and a half minutes: {string.Join("; ", owed.Take(3).Select(m => $"{m.Letter} {m.Fate} {m.Attempts} due {m.DueAt:T} leased {m.LeasedUntil:T} {m.LastError}"))}");
    }

    private static async Task<List<Discrepancy>> FindAsync(string directory)
    {
        var services = new ServiceCollection();
        services.AddScoped(_ => TestDatabase.Open(directory));
        // A server whose connections the judge kept would not let a restore begin, nor a copy of its database be made.
        if (TestDatabase.IsPostgreSql) services.AddSingleton(_ => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(TestDatabase.For(directory)) { Pooling = false }));
        await using var provider = services.BuildServiceProvider();
        IFileShelf ShelfOf(string files) => TestDatabase.IsPostgreSql ? new DatabaseShelf(provider.GetRequiredService<NpgsqlDataSource>()) : new DirectoryShelf(Path.Combine(directory, files));
        var verification = new Verification(provider.GetRequiredService<IServiceScopeFactory>(), new WorkflowLibrary(new ProductZone(TimeZoneInfo.Utc)), TestDatabase.IsPostgreSql ? new PostgresFullText() : new SqliteFullText(),
            new AttachmentFiles(ShelfOf("attachments"), directory), new RawMailFiles(ShelfOf("mail"), directory), TimeProvider.System);
        var found = new List<Discrepancy>();
        await foreach (var one in verification.RunAsync(CancellationToken.None)) found.Add(one);
        return found;
    }
}
