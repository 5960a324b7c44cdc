using System.Diagnostics;
using System.Text;
using HelpDesk.Tests.Workflow.Drafts;
using HelpDesk.Workflow;
using Xunit;

namespace HelpDesk.Tests.Workflow;

/// <summary>Documents broken at random. The seed is fixed: what fails once fails again.</summary>
public class ReadingBrokenDefinitions(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "\"", "{", "}", "[", "]", ",", ":", "null", "true", "1e999", "-0", "\"open\"", "\"every\"", "{}", "[]", "\ud800", "\udc00", "\\u0000", "\\ud83d", "🦊",
        "\"on\": \"created\",", "\"by\": [\"agent\"],", "\"when\": {\"not\":", "\"assignee\"", "\"reply\"", "\"timer\"", "\"\": 1,", "\"1d\"", "9999999999999999999999999999999", "\n", "\0",
    ];

    [Fact]
    public void Never_throws()
    {
        var random = new Random(4711);
        var read = 0;
        for (var round = 0; round < 6000; round++)
        {
            var json = StandardWorkflow.Json;
            for (var cuts = random.Next(1, 4); cuts > 0; cuts--)
                json = Mutate(json, random);
            var (definition, faults) = DefinitionReader.Read(json);
            Assert.Equal(definition is null, !faults.IsEmpty);
            Assert.All(faults, fault => Assert.True(fault.Line >= 1 && fault.Column >= 1));
            if (definition is null)
                continue;
            read++;
            // Whatever is read without a fault can be written, read again and compiled.
            var written = DefinitionWriter.Write(definition);
            Assert.Equal(written, DefinitionWriter.Write(Support.Compile(written).Definition));
        }
        Assert.InRange(read, 10, 5000);
    }

    /// <summary>A hundred thousand documents broken by the byte: faults or a definition, never an exception, and bounded memory for each.</summary>
    [Fact]
    public void A_hundred_thousand_broken_documents_are_answered()
    {
        string[] sources = [StandardWorkflow.Json, WritingADefinition.Everything, .. SampleWorkflow.All.Select(sample => sample.Json), .. Enumerable.Range(0, 20).Select(seed => DefinitionWriter.Write(RandomDefinitions.Small(seed)))];
        var (read, slowest, most, proved) = (0, 0L, 0L, 0);
        Parallel.For(0, 100, batch =>
        {
            var dice = new Random(batch);
            for (var round = 0; round < 1000; round++)
            {
                var json = Broken(sources[dice.Next(sources.Length)], dice);
                var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
                var (definition, faults) = DefinitionReader.Read(json);
                InterlockedMax(ref slowest, watch.ElapsedMilliseconds);
                InterlockedMax(ref most, GC.GetAllocatedBytesForCurrentThread() - before);
                Assert.Equal(definition is null, !faults.IsEmpty);
                if (definition is null)
                    continue;
                // Whatever is read can be proved, drawn and written, too; a sample is enough, as most say what others say.
                if (Interlocked.Increment(ref read) % 3 == 0)
                {
                    Interlocked.Increment(ref proved);
                    Assert.All(Proof.Of(definition), finding => Assert.EndsWith(".", finding.Message, StringComparison.Ordinal));
                    Assert.NotEmpty(WorkflowMermaid.Write(definition) + WorkflowDot.Write(definition));
                    Assert.NotEmpty(Walkthroughs.Of(definition).All.Append(new("x", "x", default, Support.Values(), [])));
                }
            }
        });
        output.WriteLine($"100000 documents, {read} read, {proved} of them proved; slowest {slowest} ms, most memory {most / 1024} KB");
        Assert.InRange(read, 1000, 99_000);
        Assert.InRange(most, 1, 100 * 1024 * 1024);
    }

    private static string Broken(string json, Random dice)
    {
        var text = new StringBuilder(json);
        for (var blows = dice.Next(1, 4); blows > 0; blows--)
        {
            if (text.Length == 0)
                text.Append(' ');
            var (at, piece) = (dice.Next(text.Length), Pieces[dice.Next(Pieces.Length)]);
            switch (dice.Next(7))
            {
                case 0:
                    text[at] = (char)dice.Next(1, 0x300);
                    break;
                case 1:
                    text.Remove(at, Math.Min(dice.Next(1, 30), text.Length - at));
                    break;
                case 2:
                    text.Insert(at, piece);
                    break;
                case 3:
                    text.Length = Math.Max(1, at);
                    break;
                case 4:
                    var length = Math.Min(dice.Next(1, 200), text.Length - at);
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 5:
                    text.Insert(at, string.Concat(Enumerable.Repeat("[{\"a\":", dice.Next(1, 200))));
                    break;
                default:
                    text[at] = text[dice.Next(text.Length)];
                    break;
            }
        }
        return text.ToString();
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = Interlocked.Read(ref most); value > seen; seen = Interlocked.Read(ref most))
            if (Interlocked.CompareExchange(ref most, value, seen) == seen)
                return;
    }

    private static string Mutate(string json, Random random)
    {
        var tokens = Tokens(json);
        var (one, other) = (random.Next(tokens.Count), random.Next(tokens.Count));
        switch (random.Next(6))
        {
            case 0:
                tokens.RemoveAt(one);
                break;
            case 1:
                tokens.Insert(one, Pieces[random.Next(Pieces.Length)]);
                break;
            case 2:
                tokens[one] = Pieces[random.Next(Pieces.Length)];
                break;
            case 3:
                (tokens[one], tokens[other]) = (tokens[other], tokens[one]);
                break;
            case 4:
                // A name or word for another keeps the JSON whole and so gets deeper into the reader.
                var words = tokens.Where(token => token[0] == '"' && token.Length > 2).ToList();
                tokens[tokens.IndexOf(words[random.Next(words.Count)])] = words[random.Next(words.Count)];
                break;
            default:
                var cut = random.Next(json.Length);
                return json.Remove(cut, Math.Min(random.Next(1, 40), json.Length - cut));
        }
        return string.Concat(tokens);
    }

    private static List<string> Tokens(string json) =>
        [.. System.Text.RegularExpressions.Regex.Matches(json, "\"[^\"]*\"|\\s+|[^\"\\s]|\"").Select(match => match.Value)];
}
