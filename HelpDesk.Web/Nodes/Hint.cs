using System.Text.Json;
using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;

namespace HelpDesk.Web.Nodes;

/// <summary>What commits of one node changed, in the few bytes that NOTIFY takes.</summary>
/// <param name="Node">Who says so.</param>
/// <param name="Tickets">Numbers, each followed by its revision.</param>
/// <param name="People">People whose sessions are to be looked at anew.</param>
/// <param name="Mailboxes">Whether a mailbox is to be read otherwise.</param>
internal sealed record Hint(Guid Node, long[] Tickets, Guid[] People, bool Mailboxes)
{
    /// <summary>The channel of LISTEN and NOTIFY.</summary>
    public const string Channel = "helpdesk";

    // NOTIFY takes 8,000 bytes: a ticket is at most 31 of them, a person 39.
    private const int MostTickets = 100;
    private const int MostPeople = 50;

    /// <summary>As many hints as it takes to say everything.</summary>
    public static IEnumerable<Hint> Of(Guid node, IReadOnlyDictionary<long, int> tickets, IReadOnlySet<PersonId> people, bool mailboxes)
    {
        var numbers = tickets.Select(ticket => (long[])[ticket.Key, ticket.Value]).Chunk(MostTickets).Select(some => some.SelectMany(pair => pair).ToArray()).ToList();
        var persons = people.Select(person => person.Value).Chunk(MostPeople).ToList();
        for (var i = 0; i < Math.Max(Math.Max(numbers.Count, persons.Count), mailboxes ? 1 : 0); i++)
            yield return new(node, i < numbers.Count ? numbers[i] : [], i < persons.Count ? persons[i] : [], mailboxes && i == 0);
    }

    public string Write() => JsonSerializer.Serialize(this);

    /// <returns>Null when it is none of ours.</returns>
    public static Hint? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Hint>(text) is { Tickets: not null, People: not null } hint && hint.Tickets.Length % 2 == 0 ? hint : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same as our own listeners know it.</summary>
    public Committed ToCommitted() => new([.. Tickets.Chunk(2).Select(pair => (pair[0], (int)pair[1]))], MailIsDue: false)
    {
        IsFromElsewhere = true,
        People = [.. People.Select(PersonId.From)],
        Mailboxes = Mailboxes,
    };
}
