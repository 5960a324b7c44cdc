using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace HelpDesk.Load.Workloads;

/// <summary>A customer files a request by the portal's form.</summary>
internal sealed class FileRequest(House house) : Workload(house)
{
    public const string Body = "Since this morning it takes a minute for each page.\n\nWe print about forty letters a day, and people queue in front of it. Can somebody come and look, please?";

    public override string Key => "file";
    public override string Name => "file a request";
    public override int Aim => 700;
    public override bool IsWrite => true;

    public override Turn OnProduct(int client, Tally tally)
    {
        var writer = House.Writers[client];
        var form = writer.Get("/portal/tickets/new").Form("/portal/tickets");
        (form["subject"], form["body"]) = ("The printer on the second floor is slow", Body);
        var wire = new Wire(House.Product);
        return () =>
        {
            // As each page that is opened has another.
            form["command"] = Guid.CreateVersion7().ToString();
            var (type, content) = form.Content();
            return Sent(wire, writer.Compose("POST", form.Action, "", type, content), "/portal/tickets/", tally);
        };
    }

    public override Turn OnCeiling(int client, int bytes, Tally tally) =>
        Bare(new(House.Ceiling), () => $"/file?by={House.Prepared.Customers[Setting.Readers + client]}", bytes, Encoding.UTF8.GetBytes(Body), tally);
}

/// <summary>An agent answers a ticket, each another one of those that were seeded.</summary>
internal sealed class Reply(House house) : Workload(house)
{
    private const int First = 1001;
    private const string Words = "Thank you for your patience.\n\nWe changed the setting this morning. Please switch it off and on again, and tell us whether it is better now.\n\nKind regards";

    private readonly int[] next = [.. Enumerable.Range(0, Setting.Readers)];

    public override string Key => "reply";
    public override string Name => "reply";
    public override int Aim => 880;
    public override bool IsWrite => true;

    public override Turn OnProduct(int client, Tally tally)
    {
        var agent = House.Agents[client];
        var form = ReplyForm(agent, House.Prepared.Long[0]);
        form["reply"] = Words;
        var wire = new Wire(House.Product);
        return () =>
        {
            form["command"] = Guid.CreateVersion7().ToString();
            var (type, content) = form.Content();
            var path = TicketPage.Path(Next(client));
            return Sent(wire, agent.Compose("POST", path + "/replies", "", type, content), path + "#latest", tally);
        };
    }

    public override Turn OnCeiling(int client, int bytes, Tally tally) =>
        Bare(new(House.Ceiling), () => $"/reply?number={Next(client)}&by={House.Prepared.Agents[client]}", bytes, Encoding.UTF8.GetBytes(Words), tally);

    public static Form ReplyForm(Browser agent, long number) => agent.Get(TicketPage.Path(number)).Form(TicketPage.Path(number) + "/replies");

    // No two clients write on one ticket, and a ticket comes again only when all others had their turn.
    private long Next(int client)
    {
        var at = next[client] % House.Tickets;
        next[client] += Setting.Readers;
        return First + at * 7919L % House.Tickets;
    }
}

/// <summary>An agent takes a step with a reply: asks the customer, then resolves. Between the rounds the customers' answers bring the tickets back.</summary>
internal sealed class StepWithReply(House house) : Workload(house)
{
    private const string Words = "We found the cause.\n\nThe driver was from last year. Please start your computer anew, then it works.\n\nKind regards";

    private readonly ConcurrentQueue<Standing> fresh = new(house.Prepared.Waiting.Select(one => new Standing(one, house.Prepared.Revision)));
    private readonly ConcurrentQueue<Standing> resolved = [];
    private readonly Standing?[] asked = new Standing?[Setting.Readers];

    public override string Key => "step";
    public override string Name => "step with a reply";
    public override int Aim => 1540;
    public override bool IsWrite => true;

    /// <summary>The customers are not content, and write: each resolved ticket is assigned again.</summary>
    public override void Stock()
    {
        var back = resolved.ToArray().GroupBy(one => one.Ticket.Customer).ToArray();
        resolved.Clear();
        Parallel.ForEach(back, new ParallelOptions { MaxDegreeOfParallelism = Setting.Readers }, tickets =>
        {
            var writer = House.Writers[tickets.Key - Setting.Readers];
            using var wire = new Wire(House.Product);
            var path = Portal(tickets.First().Ticket.Number);
            var form = writer.Get(path).Form(path + "/replies");
            form["body"] = "It is slow again.";
            foreach (var one in tickets)
            {
                form["command"] = Guid.CreateVersion7().ToString();
                var (type, content) = form.Content();
                Sent(wire, writer.Compose("POST", Portal(one.Ticket.Number) + "/replies", "", type, content), Portal(one.Ticket.Number), new());
                fresh.Enqueue(one with { Revision = one.Revision + House.Prepared.Reopening });
            }
        });
    }

    public override Turn OnProduct(int client, Tally tally)
    {
        var agent = House.Agents[client];
        var form = Reply.ReplyForm(agent, House.Prepared.Waiting[0].Number);
        form["reply"] = Words;
        form["fields[resolution]"] = "fixed";
        var wire = new Wire(House.Product);
        return () =>
        {
            var (now, step) = asked[client] is { } pending ? (pending, "resolve") : fresh.TryDequeue(out var one) ? (one, "ask") : (null, "");
            if (now is null) return false;
            (form["command"], form["revision"]) = (Guid.CreateVersion7().ToString(), now.Revision.ToString(CultureInfo.InvariantCulture));
            var (type, content) = form.Content();
            var path = TicketPage.Path(now.Ticket.Number);
            Sent(wire, agent.Compose("POST", $"{path}/steps/{step}", "", type, content), path + "#latest", tally);
            if (step == "resolve") resolved.Enqueue(now with { Revision = now.Revision + House.Prepared.Resolving });
            asked[client] = step == "ask" ? now with { Revision = now.Revision + House.Prepared.Asking } : null;
            return true;
        };
    }

    public override Turn OnCeiling(int client, int bytes, Tally tally)
    {
        var next = 0;
        return Bare(new(House.Ceiling), () =>
        {
            var ticket = House.Prepared.Waiting[next / 2 * Setting.Readers % House.Prepared.Waiting.Length + client];
            return $"/step?number={ticket.Number}&to={(next++ % 2 == 0 ? "pending" : "resolved")}&by={House.Prepared.Agents[client]}";
        }, bytes, Encoding.UTF8.GetBytes(Words), tally);
    }

    private static string Portal(long number) => string.Create(CultureInfo.InvariantCulture, $"/portal/tickets/{number}");

    /// <summary>A ticket, and the revision that its page would show.</summary>
    private sealed record Standing(Waiting Ticket, int Revision);
}
