using System.Diagnostics;
using System.Globalization;

namespace HelpDesk.Load;

/// <summary>A ticket that waits for steps to be taken on it.</summary>
internal sealed record Waiting(long Number, int Customer);

/// <summary>What stands ready in a prepared database.</summary>
/// <param name="Customers">Addresses of customers; the first half reads, the second half writes.</param>
/// <param name="Agents">Addresses of agents.</param>
/// <param name="Long">Tickets with as many messages as <see cref="Setting.Messages"/>, each with a rare word of its own.</param>
/// <param name="RareWords">Of each of them.</param>
/// <param name="Waiting">Assigned tickets.</param>
/// <param name="Revision">Theirs.</param>
/// <param name="Asking">By how much asking raises a revision, and so on.</param>
internal sealed record Prepared(string[] Customers, string[] Agents, long[] Long, string[] RareWords, Waiting[] Waiting, int Revision, int Asking, int Resolving, int Reopening);

/// <summary>Sets the scene in a seeded database, once: people get passwords by one-time links, and tickets are filed, answered and assigned, all by the real forms.</summary>
internal static class Setting
{
    public const string Password = "three words in a row";

    /// <summary>On the ticket page that is measured.</summary>
    public const int Messages = 20;

    public const int Readers = 16;
    private const int WaitingForEach = 250;

    /// <param name="resets">Lets people in: from their address to the path of a one-time link.</param>
    /// <param name="people">How many customers were seeded: agents come after them.</param>
    public static Prepared Set(Uri product, int people, Func<string, string> resets)
    {
        var time = Stopwatch.StartNew();
        string[] customers = [.. Enumerable.Range(0, 2 * Readers).Select(AddressOf)], agents = [.. Enumerable.Range(people, Readers).Select(AddressOf)];
        foreach (var email in customers.Concat(agents)) Choose(product, email, resets(email));
        Console.Error.WriteLine($"{customers.Length + agents.Length} people chose passwords, {time.Elapsed.TotalSeconds:0} s");

        var (tickets, words, waiting) = (new long[Readers], new string[Readers], new Waiting[Readers * WaitingForEach]);
        Parallel.For(0, Readers, new ParallelOptions { MaxDegreeOfParallelism = Readers }, i =>
        {
            using var reader = new Browser(product).SignIn(customers[i], Password);
            using var writer = new Browser(product).SignIn(customers[Readers + i], Password);
            using var agent = new Browser(product).SignIn(agents[i], Password);
            (tickets[i], words[i]) = Talk(reader, agent, i);
            for (var n = 0; n < WaitingForEach; n++)
            {
                var number = File(writer, $"The scanner on floor {n} is slow", "It takes a minute for each page, since this morning.");
                Assign(agent, number);
                waiting[i * WaitingForEach + n] = new(number, Readers + i);
            }
        });
        Console.Error.WriteLine($"{tickets.Length} long tickets and {waiting.Length} assigned ones stand ready, {time.Elapsed.TotalSeconds:0} s");

        using var first = new Browser(product).SignIn(customers[Readers], Password);
        using var taker = new Browser(product).SignIn(agents[0], Password);
        var tried = File(first, "The projector hums", "Only when it is warm.");
        Assign(taker, tried);
        var assigned = RevisionOf(taker, tried);
        if (waiting.Where((_, n) => n % 500 == 0).Any(one => RevisionOf(taker, one.Number) != assigned)) throw new WrongAnswerException("Tickets of the same course have different revisions.");
        Step(taker, tried, "ask", null);
        var asked = RevisionOf(taker, tried);
        Step(taker, tried, "resolve", "fixed");
        var resolved = RevisionOf(taker, tried);
        Reply(first, $"/portal/tickets/{tried}", "body", "It hums again.");
        return new(customers, agents, tickets, words, waiting, assigned, asked - assigned, resolved - asked, RevisionOf(taker, tried) - resolved);
    }

    /// <summary>A conversation as long as the page that is measured.</summary>
    private static (long Number, string Word) Talk(Browser customer, Browser agent, int i)
    {
        // No word of any language, and none that begins another one's.
        var word = string.Create(CultureInfo.InvariantCulture, $"qzx{(char)('a' + i)}vorn{i}");
        var number = File(customer, $"The door badge {word} opens nothing", "It worked until Friday. The light stays red, on each floor, and the reader beeps twice.");
        Assign(agent, number);
        for (var n = 1; n < Messages; n++)
        {
            if (n % 2 == 1) Reply(agent, $"/desk/tickets/{number}", "reply", $"Thank you for writing, this is answer {n}.\n\nPlease hold the badge to the reader for three seconds and tell us which light you see.\n\nKind regards");
            else Reply(customer, $"/portal/tickets/{number}", "body", $"I tried that, for the time number {n}.\n\nThe light is red at first, then it goes out. The colleague beside me has the same badge, and it works.");
        }
        return (number, word);
    }

    private static void Choose(Uri product, string email, string link)
    {
        using var browser = new Browser(product);
        var form = browser.Get(link).Form("/reset");
        form["Password"] = Password;
        Expect(browser.Send(form), $"{email} could not choose a password");
    }

    private static long File(Browser customer, string subject, string body)
    {
        var form = customer.Get("/portal/tickets/new").Form("/portal/tickets");
        (form["subject"], form["body"]) = (subject, body);
        return Expect(customer.Send(form), "Filing failed").Number;
    }

    private static void Assign(Browser agent, long number) =>
        Expect(agent.Send(agent.Get($"/desk/tickets/{number}").Form($"/desk/tickets/{number}/assignment")), "Assigning failed");

    private static void Reply(Browser somebody, string path, string field, string text)
    {
        var form = somebody.Get(path).Form($"{path}/replies");
        form[field] = text;
        Expect(somebody.Send(form), "Replying failed");
    }

    private static void Step(Browser agent, long number, string step, string? resolution)
    {
        var form = agent.Get($"/desk/tickets/{number}").Form($"/desk/tickets/{number}/replies");
        form["reply"] = "One word on the way.";
        if (resolution is not null) form["fields[resolution]"] = resolution;
        Expect(agent.Send(form, $"/desk/tickets/{number}/steps/{step}"), $"The step {step} failed");
    }

    private static int RevisionOf(Browser agent, long number) =>
        int.Parse(agent.Get($"/desk/tickets/{number}").Form($"/desk/tickets/{number}/replies")["revision"], CultureInfo.InvariantCulture);

    private static Page Expect(Page page, string otherwise) => page.Status == 302 ? page : throw new WrongAnswerException($"{otherwise}: {page}");

    private static string AddressOf(int number) => string.Create(CultureInfo.InvariantCulture, $"person{number}@example.org");
}
