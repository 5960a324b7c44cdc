using HelpDesk.Domain.Accounts;

namespace HelpDesk.Domain.Storage.Seeds;

/// <summary>Stories put together at random from the sentences in sentences.txt, one like another only in its course.</summary>
internal sealed class MadeUpStories(Random random, IReadOnlyList<Caller> customers, IReadOnlyList<Crew> crews, DateTimeOffset now)
{
    private static readonly Sentences Words = Sentences.Read();

    /// <summary>So many, filed evenly over the time before now.</summary>
    public IEnumerable<Story> Tell(int count, TimeSpan past)
    {
        for (var i = 0; i < count; i++)
            yield return Next(now - past + past * ((i + random.NextDouble()) / count));
    }

    private Story Next(DateTimeOffset at)
    {
        var (customer, crew) = (One(customers), One(crews));
        var agent = One(crew.Agents);
        var thing = One(Words["things"]);
        var byPhone = random.Next(10) == 0;
        return new Story(at, byPhone ? agent : customer, customer, crew.Team, Priority(), Said("subjects", thing), Letter("requests", thing), [], [.. Course(customer, agent, thing)]);
    }

    private IEnumerable<Beat> Course(Caller customer, Caller agent, string thing)
    {
        if (random.Next(40) == 0)
        {
            yield return After(60, 3000, customer, new Deed.Withdraw());
            yield break;
        }
        yield return After(5, 600, agent, new Deed.Take());
        if (random.Next(4) == 0) yield return After(5, 120, agent, new Deed.Note(Said("notes", thing)));
        for (var questions = random.Next(10) switch { < 5 => 0, < 9 => 1, _ => 2 }; questions > 0; questions--)
        {
            yield return After(10, 400, agent, new Deed.Ask(Letter("questions", thing)));
            // Some never answer: then time decides.
            if (random.Next(12) == 0) yield break;
            yield return After(30, 4000, customer, new Deed.Write(Letter("answers", thing), []));
        }
        yield return After(20, 1500, agent, new Deed.Resolve(Letter("solutions", thing), random.Next(3) == 0 ? "fixed" : null));
        if (random.Next(12) == 0)
        {
            yield return After(30, 2000, customer, new Deed.Write(Letter("returns", thing), []));
            yield return After(30, 900, agent, new Deed.Resolve(Letter("solutions", thing), "fixed"));
        }
        if (random.Next(10) < 6) yield return After(70, 5000, customer, Rating());
    }

    private Deed.Rate Rating()
    {
        var score = random.Next(20) switch { 0 => 1, 1 => 2, < 5 => 3, < 11 => 4, _ => 5 };
        return new Deed.Rate(score, random.Next(2) == 0 ? null : One(Words[score >= 4 ? "praise" : "blame"]));
    }

    private Beat After(int least, int most, Caller by, Deed deed) => new(TimeSpan.FromMinutes(random.Next(least, most)), BeforeNow: false, by, deed);

    private string Priority() => random.Next(20) switch { 0 => "urgent", < 4 => "high", < 16 => "normal", _ => "low" };

    private string Letter(string kind, string thing) =>
        $"{One(Words["greetings"])}\n\n{Said(kind, thing)} {Said("details", thing)}\n\n{One(Words["endings"])}";

    private string Said(string kind, string thing) => One(Words[kind])
        .Replace("{thing}", thing, StringComparison.Ordinal)
        .Replace("{number}", random.Next(10_000, 99_999).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private T One<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
