using System.Globalization;

namespace HelpDesk.Load.Workloads;

/// <summary>An agent's queue of all open tickets: 50 rows, and what each view holds.</summary>
internal sealed class QueuePage(House house) : Workload(house)
{
    public override string Key => "queue";
    public override string Name => "queue page of 50";
    public override int Aim => 530;

    public override Turn OnProduct(int client, Tally tally)
    {
        var request = House.Agents[client].Compose("GET", "/desk?view=all", "", null, []);
        return Page(new(House.Product), () => request, "<li class=\"ticket-row\"", 50, tally);
    }

    public override Turn OnCeiling(int client, int bytes, Tally tally) => Bare(new(House.Ceiling), () => $"/queue?by={House.Prepared.Agents[client]}", bytes, null, tally);
}

/// <summary>An agent's page of a ticket with 20 messages.</summary>
internal sealed class TicketPage(House house) : Workload(house)
{
    public override string Key => "ticket";
    public override string Name => $"ticket page, {Setting.Messages} messages";
    public override int Aim => 740;

    public override Turn OnProduct(int client, Tally tally)
    {
        var requests = House.Prepared.Long.Select(number => House.Agents[client].Compose("GET", Path(number), "", null, [])).ToArray();
        var next = client;
        return Page(new(House.Product), () => requests[next++ % requests.Length], "<article class=\"message ", Setting.Messages, tally);
    }

    public override Turn OnCeiling(int client, int bytes, Tally tally)
    {
        var next = client;
        return Bare(new(House.Ceiling), () => $"/ticket?number={House.Prepared.Long[next++ % House.Prepared.Long.Length]}&by={House.Prepared.Agents[client]}", bytes, null, tally);
    }

    public static string Path(long number) => string.Create(CultureInfo.InvariantCulture, $"/desk/tickets/{number}");
}

/// <summary>An agent looks for a word that stands in one ticket.</summary>
internal sealed class Search(House house) : Workload(house)
{
    public override string Key => "search";
    public override string Name => "search, rare word";
    public override int Aim => 1700;

    public override string? Absent() => House.Agents[0].Get(PathOf(0)).Status == 404 ? "the product has no /desk/search" : null;

    public override Turn OnProduct(int client, Tally tally)
    {
        var requests = House.Prepared.RareWords.Select((_, word) => House.Agents[client].Compose("GET", PathOf(word), "", null, [])).ToArray();
        var turns = House.Prepared.Long.Select((number, word) => Page(new(House.Product), () => requests[word], $"href=\"{TicketPage.Path(number)}\"", 1, tally)).ToArray();
        var next = client;
        return () => turns[next++ % turns.Length]();
    }

    public override Turn OnCeiling(int client, int bytes, Tally tally)
    {
        var next = client;
        return Bare(new(House.Ceiling), () => $"/search?word={House.Prepared.RareWords[next++ % House.Prepared.RareWords.Length]}&by={House.Prepared.Agents[client]}", bytes, null, tally);
    }

    private string PathOf(int word) => "/desk/search?q=" + House.Prepared.RareWords[word];
}

/// <summary>A customer's list of their own requests.</summary>
internal sealed class MyRequests(House house) : Workload(house)
{
    private const string Row = "<li class=\"request";

    public override string Key => "mine";
    public override string Name => "my requests";
    public override int Aim => 2300;

    public override Turn OnProduct(int client, Tally tally)
    {
        var rows = House.Readers[client].Get("/portal").Document.QuerySelectorAll("li.request").Length;
        if (rows == 0) throw new WrongAnswerException($"{House.Prepared.Customers[client]} has no requests.");
        var request = House.Readers[client].Compose("GET", "/portal", "", null, []);
        return Page(new(House.Product), () => request, Row, rows, tally);
    }

    public override Turn OnCeiling(int client, int bytes, Tally tally) => Bare(new(House.Ceiling), () => $"/mine?by={House.Prepared.Customers[client]}", bytes, null, tally);
}
