using System.Collections.Concurrent;

namespace HelpDesk.Tests.Faults;

/// <summary>What the product acknowledged: each entry a text that is found nowhere else.</summary>
public sealed class Ledger
{
    private readonly ConcurrentBag<string> texts = [];
    private readonly ConcurrentDictionary<long, byte> tickets = new();

    public IReadOnlyCollection<string> Texts => texts;

    public IReadOnlyCollection<long> Tickets => [.. tickets.Keys];

    public void Acknowledged(string text) => texts.Add(text);

    public void Filed(long number) => tickets.TryAdd(number, 0);

    public long? Any(Random random) => Tickets is { Count: > 0 } known ? known.ElementAt(random.Next(known.Count)) : null;
}
