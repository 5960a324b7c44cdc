using System.Text;

namespace HelpDesk.Load;

/// <summary>One request that is sent again and again, by clients who do nothing else. One of these stands for one client.</summary>
/// <returns>False: there is nothing more to do in this round.</returns>
internal delegate bool Turn();

/// <summary>What is measured, on the product and on its ceiling.</summary>
internal abstract class Workload(House house)
{
    public abstract string Key { get; }

    public abstract string Name { get; }

    /// <summary>Requests a second that are to be reached with 16 clients on SQLite at 20,000 tickets: 100 times Request Tracker's figure and 10 times osTicket's.</summary>
    public abstract int Aim { get; }

    public virtual bool IsWrite => false;

    protected House House => house;

    /// <summary>Why it is left out, or null.</summary>
    public virtual string? Absent() => null;

    /// <summary>Brings things back to where a round can begin; not measured.</summary>
    public virtual void Stock() { }

    /// <summary>A client of the product.</summary>
    public abstract Turn OnProduct(int client, Tally tally);

    /// <summary>The same work on the ceiling, with answers of so many bytes.</summary>
    public abstract Turn OnCeiling(int client, int bytes, Tally tally);

    /// <summary>A page that is asked for by GET, checked by how often a mark stands in it.</summary>
    protected Turn Page(Wire wire, Func<byte[]> next, string mark, int times, Tally tally)
    {
        var sought = Encoding.UTF8.GetBytes(mark);
        return () =>
        {
            var answer = wire.Send(next());
            if (answer.Status != 200 || answer.Body.Count(sought) != times)
                throw new WrongAnswerException($"{Name}: expected {times} × '{mark}', found {answer.Body.Count(sought)} in {answer.ToString()}");
            tally.Bytes = answer.Bytes;
            return true;
        };
    }

    /// <summary>A form that is sent; after it the product leads to a page.</summary>
    protected bool Sent(Wire wire, byte[] request, string leadsTo, Tally tally)
    {
        var answer = wire.Send(request);
        if (answer.Status != 302 || !answer.Header("Location").StartsWith(leadsTo, StringComparison.Ordinal))
            throw new WrongAnswerException($"{Name}: expected a redirect to {leadsTo}, got {answer.ToString()}");
        tally.Bytes = answer.Bytes;
        return true;
    }

    /// <summary>A request to the ceiling, which says on its own whether it found what it should.</summary>
    protected Turn Bare(Wire wire, Func<string> path, int bytes, byte[]? content, Tally tally) => () =>
    {
        var head = $"{(content is null ? "GET" : "POST")} {path()}&bytes={bytes} HTTP/1.1\r\nHost: ceiling\r\n{(content is null ? "" : $"Content-Length: {content.Length}\r\n")}\r\n";
        var answer = wire.Send([.. Encoding.ASCII.GetBytes(head), .. content ?? []]);
        if (answer.Status != 200) throw new WrongAnswerException($"{Name}, its ceiling: {answer.ToString()}");
        tally.Bytes = answer.Bytes;
        return true;
    };
}

/// <summary>What one client has seen in a round.</summary>
internal sealed class Tally
{
    /// <summary>How long each request took, in stopwatch ticks.</summary>
    public List<long> Times { get; } = new(1 << 16);

    /// <summary>The size of the newest answer.</summary>
    public int Bytes { get; set; }
}
