using System.Collections.Concurrent;
using System.Net;
using HelpDesk.Tests.House;
using Xunit;

namespace HelpDesk.Tests.Faults;

/// <summary>What the product acknowledged: each entry a text that is found nowhere else.</summary>
public sealed class Ledger
{
    private readonly ConcurrentBag<string> texts = [];
    private readonly ConcurrentBag<string> tried = [];
    private readonly ConcurrentBag<string> bugs = [];
    private int unavailable;
    private readonly ConcurrentDictionary<long, byte> tickets = new();

    public IReadOnlyCollection<string> Texts => texts;

    public IReadOnlyCollection<long> Tickets => [.. tickets.Keys];

    /// <summary>What was sent, whatever became of it.</summary>
    public IReadOnlyCollection<string> Tried => tried;

    /// <summary>Refused with 503, and told when to come back.</summary>
    public int Unavailable => unavailable;

    public void Try(string text) => tried.Add(text);

    /// <summary>Answers that were the product's mistake.</summary>
    public IReadOnlyCollection<string> Bugs => bugs;

    /// <summary>Counts how a write was answered.</summary>
    public void Answered(Page page)
    {
        if (page.Status == HttpStatusCode.ServiceUnavailable)
        {
            Assert.NotNull(page.Response.Headers.RetryAfter);
            Interlocked.Increment(ref unavailable);
        }
        else if (page.Status >= HttpStatusCode.InternalServerError) bugs.Add($"{(int)page.Status} {page.Response.RequestMessage?.RequestUri}: {page.Text}");
    }

    public void Acknowledged(string text) => texts.Add(text);

    public void Filed(long number) => tickets.TryAdd(number, 0);

    public long? Any(Random random) => Tickets is { Count: > 0 } known ? known.ElementAt(random.Next(known.Count)) : null;
}
